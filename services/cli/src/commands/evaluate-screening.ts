import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { keywordBaseline } from '@zhipei/shared/domain/screening/baseline'
import {
  evaluateScreening,
  f1,
  type LabelledPosting,
  type ScreeningEvaluation
} from '@zhipei/shared/domain/screening/evaluation'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import { readNdjson } from '../ndjson.ts'
import { required, usage } from '../usage.ts'

/** Prints one table per `*.jsonl` of `--data` (or its `screening` folder) and one over all of them. */
export async function evaluateScreeningSets(args: readonly string[]): Promise<void> {
  const { values } = usage(() => parseArgs({ args: [...args], options: { data: { type: 'string' } } }))
  const given = required(values.data, 'data')
  const folder = existsSync(join(given, 'screening')) ? join(given, 'screening') : given
  const files = (await readdir(folder)).filter(file => file.endsWith('.jsonl')).sort()
  if (files.length === 0) throw new Error(`${folder}: no .jsonl file of labelled postings`)
  const screener = createScreener()
  console.log(`rules ${screener.rulesVersion}`)
  const all: LabelledPosting[] = []
  for (const file of files) {
    const rows = await readLabelled(join(folder, file))
    all.push(...rows)
    report(file, rows, screener)
  }
  if (files.length > 1) report('all', all, screener)
}

async function readLabelled(file: string): Promise<LabelledPosting[]> {
  const rows: LabelledPosting[] = []
  for await (const { row, value } of readNdjson(file)) {
    if (typeof value.id !== 'string' || !Array.isArray(value.findings))
      throw new Error(`${file} row ${row}: must have id and findings`)
    rows.push(value as unknown as LabelledPosting)
  }
  return rows
}

function report(name: string, rows: readonly LabelledPosting[], screener: ReturnType<typeof createScreener>): void {
  const engine = evaluateScreening(rows, submission => screener.screen(submission).findings)
  const words = evaluateScreening(rows, keywordBaseline)
  console.log(
    `\n## ${name}: ${rows.length} postings\n\n${'category'.padEnd(13)} right wrong missed     F1   keyword list`
  )
  for (const [category, counts] of Object.entries(engine.perCategory)) {
    const { right, wrong, missed } = counts
    const baseline = f1(words.perCategory[category] ?? { right: 0, wrong: 0, missed: 0 })
    const row = [right, wrong, missed].map(count => String(count).padStart(6)).join('')
    console.log(`${category.padEnd(12)}${row}  ${f1(counts).toFixed(3)}  ${baseline.toFixed(3)}`)
  }
  for (const [label, value] of totals) console.log(`${label.padEnd(34)} ${value(engine)}  ${value(words)}`)
  if (name === 'all') return
  for (const { problem, id, kind, category, quote, rule } of engine.errors)
    console.log(`  ${problem} ${id} ${kind} ${category} ${JSON.stringify(quote)} ${rule}`)
}

const share = (part: number, whole: number) => `${part}/${whole}`
const totals: readonly (readonly [string, (evaluation: ScreeningEvaluation) => string])[] = [
  ['micro-F1', ({ microF1 }) => microF1.toFixed(3)],
  ['macro-F1', ({ macroF1 }) => macroF1.toFixed(3)],
  ['span overlap F1', ({ spanF1 }) => spanF1.toFixed(3)],
  ['decision accuracy', ({ decisionAccuracy }) => decisionAccuracy.toFixed(3)],
  ['clean postings with a finding', ({ cleanFlagged, cleanPostings }) => share(cleanFlagged, cleanPostings)],
  ['evasions found', ({ evasionsFound, evasions }) => share(evasionsFound, evasions)],
  ['hard negatives flagged', ({ hardNegativesFlagged, hardNegatives }) => share(hardNegativesFlagged, hardNegatives)]
]
