/**
 * The greatest rate of first pages at a 99th percentile within a limit, by `wrk`, on the embedded process: every page made
 * anew, then pages given again while nothing changes. More and more connections ask, each again as soon as it is answered.
 * `npm run load:ceiling [-- --p99 100] [--seconds 8] [--postings 5000] [--graduates 1000] [--output FILE]`
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { integer } from '../src/usage.ts'
import { type LoadPool, sendPool } from './load/pool.ts'
import { readMetrics, startServer } from './load/server.ts'
import { runWrk, type WrkResult, warmUpSeconds, writeGraduateIds } from './load/wrk.ts'

const seed = 7
const connectionsMax = 128
/** The search ends when it knows the number of connections to this share. */
const precision = 1 / 8
const warmUpConnections = 8
const modes = [
  { name: 'made anew', settings: { ZHIPEI_PAGES_KEPT_MB: '0' } },
  { name: 'given again', settings: {} }
] as const

const { values } = parseArgs({
  options: {
    p99: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '8' },
    postings: { type: 'string', default: '5000' },
    graduates: { type: 'string', default: '1000' },
    output: { type: 'string' }
  }
})
const p99MsMax = integer(values.p99, 'p99', 1, 60_000)
const seconds = integer(values.seconds, 'seconds', 1, 600)
const pool: LoadPool = {
  postings: integer(values.postings, 'postings', 1, 2_000_000),
  graduates: integer(values.graduates, 'graduates', 1, 200_000),
  seed
}

interface Trial extends WrkResult {
  readonly connections: number
  /** Of the server; a request. */
  readonly cpuMs: number
}

const isWithin = ({ p99Ms, refused, failed }: Trial) => p99Ms < p99MsMax && refused + failed === 0
const rateOf = ({ answers, seconds }: Trial) => answers / seconds

/** Doubles the connections until the limit is crossed, then halves the gap. Returns the trials in their order. */
async function search(attempt: (connections: number) => Promise<Trial>): Promise<Trial[]> {
  const trials: Trial[] = []
  const isTrialWithin = async (connections: number) => {
    const trial = await attempt(connections)
    trials.push(trial)
    return isWithin(trial)
  }
  // Once more, since something else on the machine may have held one trial up.
  const passes = async (connections: number) => (await isTrialWithin(connections)) || isTrialWithin(connections)
  let within = 0
  let beyond = 1
  while (beyond <= connectionsMax && (await passes(beyond))) {
    within = beyond
    beyond *= 2
  }
  while (beyond <= connectionsMax && beyond - within > Math.max(1, within * precision)) {
    const middle = Math.floor((within + beyond) / 2)
    if (await passes(middle)) within = middle
    else beyond = middle
  }
  return trials
}

async function measure(settings: Record<string, string>): Promise<Trial[]> {
  const directory = await mkdtemp(join(tmpdir(), 'zhipei-ceiling-'))
  const server = await startServer(join(directory, 'data'), settings)
  try {
    const { url } = server
    const graduates = await writeGraduateIds(directory, pool)
    await sendPool(server, pool)
    await runWrk({ url, connections: warmUpConnections, seconds: warmUpSeconds, graduates })
    const cpuSeconds = async () => (await readMetrics(url)).get('process_cpu_seconds_total') ?? 0
    return await search(async connections => {
      const before = await cpuSeconds()
      const result = await runWrk({ url, connections, seconds, graduates })
      return { ...result, connections, cpuMs: (1000 * ((await cpuSeconds()) - before)) / result.answers }
    })
  } finally {
    await server.stop().catch(error => console.error(error))
    await rm(directory, { recursive: true, force: true })
  }
}

const [loadBefore = 0] = loadavg()
console.log(
  `load of the machine before: ${loadBefore.toFixed(1)}; ${pool.postings} postings, ${pool.graduates} graduates`
)
const results: Record<string, Trial[]> = {}
for (const { name, settings } of modes) {
  const trials = await measure(settings)
  results[name] = trials
  console.log(`\n| pages ${name}: connections | a second | p50, p95, p99 ms | refused, failed | server CPU ms a page |`)
  console.log('|---|---|---|---|---|')
  for (const trial of [...trials].sort((a, b) => a.connections - b.connections)) {
    const times = [trial.p50Ms, trial.p95Ms, trial.p99Ms].map(ms => ms.toFixed(1)).join(', ')
    const faults = `${trial.refused}, ${trial.failed}`
    console.log(
      `| ${trial.connections} | ${rateOf(trial).toFixed(0)} | ${times} | ${faults} | ${trial.cpuMs.toFixed(2)} |`
    )
  }
  const greatest = Math.max(0, ...trials.filter(isWithin).map(rateOf))
  console.log(`\ngreatest rate at p99 < ${p99MsMax} ms, pages ${name}: ${greatest.toFixed(0)} a second`)
}
if (values.output !== undefined)
  await writeFile(values.output, `${JSON.stringify({ loadBefore, pool, p99MsMax, results }, null, 1)}\n`)
