/**
 * Trains the clause classifier of the screening engine and writes `tables/clause-model.ts`. `npm run build:clause-model
 * [-- --check]`; `--check` trains on four fifths and prints what it finds of the rest, five times, and writes nothing.
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
import type { LabelledPosting } from '../src/domain/screening/evaluation.ts'
import { families } from '../src/domain/screening/families.ts'
import { pieceUnitsMax } from '../src/domain/screening/folder.ts'
import { createScreener } from '../src/domain/screening/screener.ts'
import { dataFile } from '../test/support/data.ts'
import { type Example, trainClauses } from './clause-model/training.ts'

const root = resolve(import.meta.dirname, '../../..')
const print = (line: string) => process.stdout.write(`${line}\n`)
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const categories = allCategories.filter((category): category is Category => category !== 'missing')
/** So many clauses of every other real posting that is read are negatives; the rest tell how often the model cries wolf. */
const clausesPerPosting = 8

const readPiece = createPieceReader({ families, substitutes, realWords })
const rules = createScreener({ clauses: null })

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
    return clausesOf(folded).map(clause => {
      const features = Int32Array.from(featuresOf(folded, clause))
      const [start, end] = [folded.start[clause.from] as number, folded.end[clause.to - 1] as number]
      const ruled = bits(found, field, start, end)
      const labels = labelled === null ? 0 : bits(labelled, field, start, end)
      return {
        id,
        features,
        labels,
        masked: labelled === null ? ruled : 0,
        ruled
      }
    })
  })
}

function ownExamples(): Example[] {
  const read = (folder: string) =>
    readdirSync(folder).map(name => [name, readFileSync(resolve(folder, name), 'utf8').trim().split('\n')] as const)
  const examples: Example[] = []
  const folders = ['shared/test/domain/screening/sentences', 'models/training/clauses']
  for (const [name, lines] of folders.flatMap(folder => read(resolve(root, folder)))) {
    if (name.endsWith('.jsonl'))
      for (const line of lines) {
        const { id, kind: _, findings, ...posting } = JSON.parse(line) as LabelledPosting
        examples.push(...examplesOf(posting, findings, `${name} ${id}`))
      }
    else if (name.endsWith('.txt'))
      for (const [row, line] of lines.entries()) {
        const [category = '', text = ''] = line.split(/ (.*)/)
        const span = { category, field: 'description', start: 0, end: text.length }
        examples.push(...examplesOf({ description: text }, category === '-' ? [] : [span], `${name} ${row}`))
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

async function poolExamples(): Promise<{ negatives: Example[]; strangers: Example[] }> {
  const negatives: Example[] = []
  const strangers: Example[] = []
  let row = 0
  const lines = createInterface({ input: createReadStream(dataFile('postings.jsonl.gz')).pipe(createGunzip()) })
  for await (const line of lines) {
    // every fourth: the pool comes in blocks of one source each
    if (row++ % 7 !== 0) continue
    const { title, description, salaryText, benefits } = JSON.parse(line) as Record<string, unknown>
    const clauses = examplesOf({ title, description, salaryText, benefits }, null, `pool ${row}`)
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
  return { negatives, strangers }
}

const own = ownExamples()
const { negatives, strangers } = await poolExamples()
print(`${own.length} own clauses, ${negatives.length} of real postings, ${strangers.length} to count false alarms`)
if (values.check) {
  const folds = 3
  const foldOf = (id: string) =>
    [...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7) % folds
  const tallies = categories.map(() => ({ all: 0, unruled: 0, found: 0, foundUnruled: 0, wrong: 0, alarms: 0 }))
  for (let fold = 0; fold < folds; fold++) {
    const model = trainClauses(
      own.filter(({ id }) => foldOf(id) !== fold),
      negatives,
      strangers,
      categories
    )
    const score = createFeatureScorer(model)
    for (const example of own.filter(({ id }) => foldOf(id) === fold)) {
      const odds = score(example.features)
      for (const [column, tally] of tallies.entries()) {
        const bit = 1 << column
        const reported = (odds[column] as number) >= (model.thresholds[column] as number)
        if ((example.labels & bit) !== 0) {
          tally.all++
          if (reported) tally.found++
          if ((example.ruled & bit) === 0) {
            tally.unruled++
            if (reported) tally.foundUnruled++
          }
        } else if (reported && (example.ruled & bit) === 0) tally.wrong++
      }
    }
  }
  for (const [column, tally] of tallies.entries()) print(`${categories[column]} ${JSON.stringify(tally)}`)
} else {
  const model = trainClauses(own, negatives, strangers, categories)
  const { rows, ...rest } = encodeClauseModel(model)
  const text = `import type { EncodedClauseModel } from '../clauses/model.ts'

/** Made by \`npm run build:clause-model\`: ${model.keys.length} n-grams, trained on ${own.length} own clauses. */
export const clauseModel: EncodedClauseModel = ${JSON.stringify({ ...rest, rows })}
`
  writeFileSync(resolve(root, 'shared/src/domain/screening/tables/clause-model.ts'), text)
}
