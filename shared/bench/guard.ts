/**
 * Guard against regressions of the hot path: ratios of CPU times of one run, never absolute times, beside the committed
 * ones of docs/bench-guard.json. Exit code 1 where a ratio is worse than `tolerance` times the committed one.
 * `npm run bench:guard [-- --write]`
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measureReadBandwidth } from './engine/bandwidth.ts'
import { type Contender, contenders, floatScan } from './engine/contenders.ts'
import { type City, createBenchData, dimensions, filters, k } from './engine/data.ts'
import { openTextPairs } from './guard-texts.ts'

const file = new URL('../../../docs/bench-guard.json', import.meta.url)
const tolerance = 1.5
const rows = 20_000
const queries = 40
/** A cheap search is repeated until a round is long beside the clock's steps. */
const roundMsMin = 50
const rounds = 15

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } })

/** CPU ms of the work, repeated for one round. */
async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  let usedMs = 0
  let times = 0
  while (usedMs < roundMsMin) {
    await work()
    const { user, system } = process.cpuUsage(before)
    usedMs = (user + system) / 1000
    times++
  }
  return usedMs / times
}

/** The median over rounds that measure both in turn, so that other work on the machine disturbs both alike. */
async function medianRatio(own: () => Promise<number>, other: () => Promise<number>): Promise<number> {
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) ratios.push((await own()) / (await other()))
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
  const search = (contender: Contender, city: City | null) => () =>
    cpuMs(() => data.queries.map(query => contender.search(query, city, k)))
  const ours = (city: City | null) => search(engine, city)
  for (const { name, city } of filters.filter(({ share }) => share >= 0.01))
    ratios[`engine / float32 scan in JS, ${name}`] = await medianRatio(ours(city), search(plain, city))
  ratios['engine, 50 % filtered / no filter'] = await medianRatio(ours('half'), ours(null))
  const limitMs = ((queries * rows * dimensions) / (await measureReadBandwidth())) * 1000
  ratios['engine, no filter / one read of all rows'] = await medianRatio(ours(null), async () => limitMs)
  await engine.close()
  await plain.close()
  const { pairs, close } = await openTextPairs()
  for (const { name, own, other } of pairs)
    ratios[name] = await medianRatio(
      () => cpuMs(own),
      () => cpuMs(other)
    )
  await close()
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
