import { createReadStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { type Category, categories, type Finding } from '../src/contracts/screening.ts'
import type { ScreeningReport } from '../src/domain/screening/handbook.ts'
import { createScreener } from '../src/domain/screening/screener.ts'
import { dataFile, skipWithout } from '../test/support/data.ts'

/**
 * Screens the pool of real postings and writes the rates into docs/screening-report.json. With `--category C` (or `all`) it
 * writes nothing and prints findings of the category for reading: `--sample N` (50) distinct ones, drawn with `--seed S`.
 */
const { values } = parseArgs({
  options: { category: { type: 'string' }, sample: { type: 'string' }, seed: { type: 'string' } }
})
const pool = 'postings.jsonl.gz'
const screener = createScreener()
const counts = new Map(categories.map(category => [category, { postings: 0, findings: 0 }]))
const decisions: Record<string, number> = { pass: 0, advise: 0, review: 0, block: 0 }
const samples = new Map<string, Map<string, string>>()
let postings = 0

/** The fields that hold an employer's wording; the others are columns of the site. */
function wording(row: Record<string, unknown>): Record<string, unknown> {
  const { title, salaryText, description, benefits } = row
  return { title, salaryText, description, benefits }
}

function note(row: Record<string, unknown>, findings: readonly Finding[]): void {
  for (const category of new Set(findings.map(finding => finding.category))) {
    const count = counts.get(category) as { postings: number; findings: number }
    count.postings++
    count.findings += findings.filter(finding => finding.category === category).length
  }
  for (const { category, field, start = 0, end = 0, quote = '', rule } of findings) {
    const text = row[field]
    if (typeof text !== 'string' || (category !== values.category && values.category !== 'all')) continue
    const shown = `${text.slice(Math.max(0, start - 40), start)}【${quote}】${text.slice(end, end + 40)}`
    const sample = samples.get(category) ?? new Map<string, string>()
    samples.set(category, sample)
    sample.set(quote + text.slice(end, end + 8), `${rule} | ${row.title} | ${shown.replaceAll(/\s+/g, ' ')}`)
  }
}

function printSamples(): void {
  const size = Number(values.sample ?? 50)
  let state = Number(values.seed ?? 1)
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state
  }
  for (const [category, sample] of samples) {
    const drawn = [...sample.values()].map(text => ({ text, order: random() })).sort((a, b) => a.order - b.order)
    console.log(
      `# ${category}: ${sample.size} distinct findings in ${counts.get(category as Category)?.postings} postings`
    )
    for (const { text } of drawn.slice(0, size)) console.log(text)
  }
}

async function writeRates(): Promise<void> {
  const file = resolve(import.meta.dirname, '../../../docs/screening-report.json')
  const before = JSON.parse(await readFile(file, 'utf8')) as ScreeningReport
  const report: ScreeningReport = {
    pool: {
      source: before.pool.source,
      postings,
      rulesVersion: screener.rulesVersion,
      date: new Date().toISOString().slice(0, 10)
    },
    decisions,
    rates: Object.fromEntries([...counts].filter(([, { postings }]) => postings > 0)),
    precision: before.precision
  }
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
  console.log(`${postings} postings, rules ${screener.rulesVersion}`, decisions, report.rates)
}

const reason = skipWithout(pool)
if (reason !== false) console.log(`skipped: ${reason}`)
else {
  for await (const line of createInterface({ input: createReadStream(dataFile(pool)).pipe(createGunzip()) })) {
    const row = wording(JSON.parse(line) as Record<string, unknown>)
    const { decision, findings } = screener.screen(row)
    postings++
    decisions[decision] = (decisions[decision] ?? 0) + 1
    note(row, findings)
  }
  if (values.category === undefined) await writeRates()
  else printSamples()
}
