/**
 * Guard against regressions of the hot path: ratios of CPU times of one run, never absolute times, beside the committed
 * ones of docs/bench-guard.json. Exit code 1 where a ratio is worse than `tolerance` times the committed one.
 * `npm run bench:guard [-- --write]`
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measureReadBandwidth } from './engine/bandwidth.ts'
import { type Contender, contenders, floatScan } from './engine/contenders.ts'
import { type BenchData, createBenchData, dimensions, filters } from './engine/data.ts'

const file = new URL('../../../docs/bench-guard.json', import.meta.url)
const tolerance = 1.5
const rows = 20_000
const queries = 40
/** A cheap search is repeated until a round is long beside the clock's steps. */
const roundMsMin = 50
const rounds = 15
const k = 50

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } })

/** CPU ms a query in one round. */
function cpuMs(data: BenchData, contender: Contender, city: string | null): number {
  const before = process.cpuUsage()
  let usedMs = 0
  let asked = 0
  while (usedMs < roundMsMin) {
    for (const query of data.queries) contender.search(query, city, k)
    const { user, system } = process.cpuUsage(before)
    usedMs = (user + system) / 1000
    asked += data.queries.length
  }
  return usedMs / asked
}

/** The median over rounds that measure both in turn, so that other work on the machine disturbs both alike. */
function medianRatio(own: () => number, other: () => number): number {
  const ratios = Array.from({ length: rounds }, () => own() / other())
  return ratios.sort((a, b) => a - b)[Math.floor(rounds / 2)] as number
}

/** Smaller is better for each. */
async function measureRatios(): Promise<Record<string, number>> {
  const data = createBenchData(rows, queries)
  const load = (module: string): never => {
    throw new Error(`${module} is not part of the guard`)
  }
  const [engineType] = contenders
  if (engineType === undefined) throw new Error('the list of contenders is empty')
  const engine = engineType.open(data, load)
  const plain = floatScan.open(data, load)
  const ratios: Record<string, number> = {}
  const ours = (city: string | null) => () => cpuMs(data, engine, city)
  for (const { name, city } of filters.filter(({ share }) => share >= 0.01))
    ratios[`engine / float32 scan in JS, ${name}`] = medianRatio(ours(city), () => cpuMs(data, plain, city))
  ratios['engine, 50 % filtered / no filter'] = medianRatio(ours('half'), ours(null))
  const limitMs = ((rows * dimensions) / (await measureReadBandwidth())) * 1000
  ratios['engine, no filter / one read of all rows'] = medianRatio(ours(null), () => limitMs)
  engine.close()
  plain.close()
  return ratios
}

const measured = await measureRatios()
if (values.write) {
  const rounded = Object.fromEntries(Object.entries(measured).map(([name, ratio]) => [name, Number(ratio.toFixed(3))]))
  writeFileSync(file, `${JSON.stringify(rounded, null, 2)}\n`)
}
const committed = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>
for (const [name, was] of Object.entries(committed)) {
  const ratio = measured[name]
  if (ratio === undefined) {
    process.exitCode = 1
    console.error(`${name}: is in docs/bench-guard.json but was not measured; commit new ratios with --write`)
    continue
  }
  const worse = ratio > was * tolerance
  const verdict = worse ? `WORSE by more than ${tolerance} times` : 'ok'
  console.log(
    `${name.padEnd(46)} ${ratio.toFixed(3).padStart(8)}   committed ${was.toFixed(3).padStart(8)}   ${verdict}`
  )
  if (worse) process.exitCode = 1
}
