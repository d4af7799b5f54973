/**
 * Trains the clause classifier of the screening engine and writes `tables/clause-model.ts`: `npm run build:clause-model`.
 * With `--without written-c,written-d` it writes nothing, trains without these files of `models/training/clauses` and prints
 * what rules and model find in their postings, for several thresholds. With `--alarms N` it also prints, per category, the N
 * real clauses in which no rule finds anything and the model most: to be read and labelled in `pool-labels.txt` there.
 * Positive: our own sentences. Negative: their other clauses, and those of real postings in which no rule finds anything.
 */
import { createReadStream, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { categories as allCategories, type Category } from '../src/contracts/screening.ts'
import { createFeatureScorer } from '../src/domain/screening/clauses/classifier.ts'
import { clausesOf, featuresOf } from '../src/domain/screening/clauses/features.ts'
import { encodeClauseModel } from '../src/domain/screening/clauses/model.ts'
import { realWords, substitutes } from '../src/domain/screening/confusions.ts'
import { textFields } from '../src/domain/screening/context.ts'
import { createPieceReader } from '../src/domain/screening/engine.ts'
import { evaluateScreening, type LabelledPosting } from '../src/domain/screening/evaluation.ts'
import { families } from '../src/domain/screening/families.ts'
import { pieceUnitsMax } from '../src/domain/screening/folder.ts'
import { createScreener } from '../src/domain/screening/screener.ts'
import { dataFile } from '../test/support/data.ts'
import { type Example, type TrainedModel, trainClauses } from './clause-model/training.ts'

const root = resolve(import.meta.dirname, '../../..')
const print = (line: string) => process.stdout.write(`${line}\n`)
const { values } = parseArgs({ options: { without: { type: 'string' }, alarms: { type: 'string' } } })
const held = values.without?.split(',') ?? []
const categories = allCategories.filter((category): category is Category => category !== 'missing')
/** So many clauses of every other real posting that is read are negatives; the rest tell how often the model cries wolf. */
const clausesPerPosting = 5

const readPiece = createPieceReader({ families, substitutes, realWords })
const rules = createScreener({ clauses: null })

const labelsFile = 'pool-labels.txt'
const training = resolve(root, 'models/training/clauses')
/** Real clauses read by eye: category or `-` by posting, field and number of the clause; the text stays in the pool. */
const readByEye = new Map(
  readFileSync(resolve(training, labelsFile), 'utf8')
    .trim()
    .split('\n')
    .map(line => line.split(/ (.*)/))
    .map(([category = '', place = '']) => [place, category] as const)
)

interface Span {
  readonly category: string
  readonly field: string
  readonly start: number
  readonly end: number
}

/** The clauses of a posting: `labels` breaches (bit per category), `masked` those that a rule finds and nobody labelled. */
function examplesOf(
  posting: Readonly<Record<string, unknown>>,
  labelled: readonly Span[] | null,
  id: string
): Example[] {
  const found = rules.screen(posting).findings.filter((f): f is typeof f & Span => f.start !== undefined)
  const bits = (spans: readonly Span[], field: string, start: number, end: number) =>
    spans.reduce(
      (sum, span) =>
        span.field === field && span.start < end && start < span.end
          ? sum | (1 << categories.indexOf(span.category as Category))
          : sum,
      0
    )
  return textFields(posting).flatMap(([field, text]) => {
    const folded = readPiece(text, 0, Math.min(text.length, pieceUnitsMax))
    return clausesOf(folded).map((clause, index) => {
      const features = Int32Array.from(featuresOf(folded, clause))
      const [start, end] = [folded.start[clause.from] as number, folded.end[clause.to - 1] as number]
      const ruled = bits(found, field, start, end)
      const labels = labelled === null ? 0 : bits(labelled, field, start, end)
      return {
        id: `${id} ${field} ${index}`,
        features,
        labels,
        masked: labelled === null ? ruled : 0,
        ruled,
        text: () => text.slice(start, end)
      }
    })
  })
}

const isHeld = (name: string) => held.some(prefix => name.startsWith(prefix))

function ownExamples(): Example[] {
  const read = (folder: string) =>
    readdirSync(folder).map(name => [name, readFileSync(resolve(folder, name), 'utf8').trim().split('\n')] as const)
  const examples: Example[] = []
  const folders = ['shared/test/domain/screening/sentences', 'models/training/clauses']
  for (const [name, lines] of folders.flatMap(folder => read(resolve(root, folder)))) {
    if (name.endsWith('.jsonl'))
      for (const line of lines) {
        const { id, kind: _, findings, ...posting } = JSON.parse(line) as LabelledPosting
        if (isHeld(name)) continue
        examples.push(...examplesOf(posting, findings, `${name} ${id}`))
      }
    else if (name.endsWith('.txt'))
      for (const [row, line] of lines.entries()) {
        const [category = '', text = ''] = line.split(/ (.*)/)
        if (isHeld(name) || name === labelsFile) continue
        const span = { category, field: 'description', start: 0, end: text.length }
        const clauses = examplesOf({ description: text }, category === '-' ? [] : [span], `${name} ${row}`)
        // the line names one category; what rules find beside it is none of its business
        examples.push(...(category === '-' ? clauses : clauses.map(c => ({ ...c, masked: c.ruled & ~c.labels }))))
      }
  }
  for (const family of families)
    for (const { id, examples: right, counterExamples } of family.rules)
      for (const [row, description] of [...right, ...counterExamples].entries())
        examples.push(...examplesOf({ description }, null, `${id} ${row}`).map(asRuled))
  return examples
}

/** What the rules say of their own examples is the label. */
function asRuled(example: Example): Example {
  return { ...example, labels: example.ruled, masked: 0 }
}

async function poolExamples(): Promise<{ labelled: Example[]; negatives: Example[]; strangers: Example[] }> {
  const labelled: Example[] = []
  const negatives: Example[] = []
  const strangers: Example[] = []
  let row = 0
  const lines = createInterface({ input: createReadStream(dataFile('postings.jsonl.gz')).pipe(createGunzip()) })
  for await (const line of lines) {
    // every seventh: the pool comes in blocks of one source each
    if (row++ % 7 !== 0) continue
    const { id, title, description, salaryText, benefits } = JSON.parse(line) as Record<string, unknown>
    const all = examplesOf({ title, description, salaryText, benefits }, null, `${id}`)
    const clauses = all.filter(clause => {
      const category = readByEye.get(clause.id)
      if (category === undefined) return true
      labelled.push(category === '-' ? clause : { ...clause, labels: 1 << categories.indexOf(category as Category) })
      return false
    })
    if (row % 14 === 1) strangers.push(...clauses)
    else
      negatives.push(
        ...clauses.filter((_, i) => (i * 7 + row) % Math.max(1, Math.floor(clauses.length / clausesPerPosting)) === 0)
      )
  }
  const ads = createInterface({ input: createReadStream(dataFile('fraud/orfd.jsonl.gz')).pipe(createGunzip()) })
  for await (const line of ads) {
    const { label, title, description } = JSON.parse(line) as Record<string, unknown>
    if (label === 'real' && row++ % 4 === 0) negatives.push(...examplesOf({ title, description }, null, `ad ${row}`))
  }
  return { labelled, negatives, strangers }
}

/** What rules and model find in the postings that training has not seen, for several least odds. */
function printHeld(model: TrainedModel): void {
  const postings = readdirSync(training)
    .filter(name => name.endsWith('.jsonl') && isHeld(name))
    .flatMap(name => readFileSync(resolve(training, name), 'utf8').trim().split('\n'))
    .map(line => JSON.parse(line) as LabelledPosting)
  const print1 = (name: string, { screen }: Pick<ReturnType<typeof createScreener>, 'screen'>) => {
    const result = evaluateScreening(postings, posting => screen(posting).findings)
    const figures = [result.microF1, result.macroF1, result.decisionAccuracy].map(figure => figure.toFixed(3)).join(' ')
    print(
      `${name}: micro-F1, macro-F1, decisions ${figures}, clean flagged ${result.cleanFlagged}/${result.cleanPostings}`
    )
  }
  print1('rules', rules)
  for (const least of [-1, -0.5, 0, 0.5, 1, 1.5, 2]) {
    const thresholds = model.thresholds.map((_, column) => Math.max(least, model.alarmOdds[column] as number))
    print1(`and model, odds from ${least}`, createScreener({ clauses: encodeClauseModel({ ...model, thresholds }) }))
  }
}

const own = ownExamples()
const { labelled, negatives, strangers } = await poolExamples()
own.push(...labelled)
print(`${own.length} own clauses, ${negatives.length} of real postings, ${strangers.length} to count false alarms`)
const { alarmOdds, ...model } = trainClauses(own, negatives, strangers, categories)
if (values.alarms !== undefined) {
  const score = createFeatureScorer(model)
  const odds = strangers.map(({ features }) => Float64Array.from(score(features)))
  for (const [column, category] of categories.entries()) {
    const order = strangers
      .map((example, at) => ({ example, odds: odds[at]?.[column] as number }))
      .filter(({ example }) => ((example.ruled >>> column) & 1) === 0)
      .sort((a, b) => b.odds - a.odds)
    for (const { example, odds: own } of order.slice(0, Number(values.alarms)))
      print(`${category} ${own.toFixed(1)} ${example.id} ${example.text().replaceAll(/\s+/g, ' ')}`)
  }
}
if (held.length > 0) printHeld({ ...model, alarmOdds })
else {
  const { rows, ...rest } = encodeClauseModel(model)
  const text = `import type { EncodedClauseModel } from '../clauses/model.ts'

/** Made by \`npm run build:clause-model\`: ${model.keys.length} n-grams, trained on ${own.length} own clauses. */
export const clauseModel: EncodedClauseModel = ${JSON.stringify({ ...rest, rows })}
`
  writeFileSync(resolve(root, 'shared/src/domain/screening/tables/clause-model.ts'), text)
}
