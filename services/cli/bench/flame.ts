/**
 * Where the time of a first page goes: the embedded process under `--cpu-prof`, asked for first pages by `wrk`. Prints the time by
 * stage and writes a flame graph of the main thread and one of the thread that ranks into docs.
 * `npm run bench:flame [-- --seconds 20] [--connections 4] [--postings 5000] [--graduates 1000] [--kept] [--output DIR]`
 * Pages are made anew, but with `--kept`.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { integer } from '../src/usage.ts'
import { clockMicros, readProfiles, type ThreadProfile } from './flame/profile.ts'
import { timeByStage } from './flame/stages.ts'
import { flameGraph } from './flame/svg.ts'
import { sendPool } from './load/pool.ts'
import { readMetrics, startServer } from './load/server.ts'
import { runWrk, warmUpSeconds, writeGraduateIds } from './load/wrk.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const seed = 7

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    connections: { type: 'string', default: '4' },
    postings: { type: 'string', default: '5000' },
    graduates: { type: 'string', default: '1000' },
    kept: { type: 'boolean', default: false },
    output: { type: 'string', default: join(root, 'docs') }
  }
})
const seconds = integer(values.seconds, 'seconds', 1, 600)
const connections = integer(values.connections, 'connections', 1, 128)
const postings = integer(values.postings, 'postings', 1, 2_000_000)
const pool = { postings, graduates: integer(values.graduates, 'graduates', 1, 200_000), seed }

/** Runs the load; the profiles are there once the process has ended. */
async function profile(directory: string, profiles: string) {
  const settings: Record<string, string> = values.kept ? {} : { ZHIPEI_PAGES_KEPT_MB: '0' }
  const server = await startServer(join(directory, 'data'), settings, ['--cpu-prof', `--cpu-prof-dir=${profiles}`])
  try {
    const { url } = server
    const graduates = await writeGraduateIds(directory, pool)
    await sendPool(server, pool)
    await runWrk({ url, connections, seconds: warmUpSeconds, graduates })
    const cpuSeconds = async () => (await readMetrics(url)).get('process_cpu_seconds_total') ?? 0
    const before = await cpuSeconds()
    const fromMicros = clockMicros()
    const load = await runWrk({ url, connections, seconds, graduates })
    const window = { fromMicros, toMicros: clockMicros() }
    return { load, window, cpuSeconds: (await cpuSeconds()) - before }
  } finally {
    await server.stop().catch(error => console.error(error))
  }
}

function printStages(threads: readonly ThreadProfile[], requests: number): void {
  const [main, match, other] = (['main', 'match', 'other'] as const).map(name =>
    timeByStage(threads.filter(thread => thread.name === name).flatMap(({ stacks }) => stacks))
  )
  const total = (times: ReadonlyMap<string, number> | undefined) =>
    [...(times?.values() ?? [])].reduce((a, b) => a + b, 0)
  const cell = (micros: number | undefined) => (micros === undefined ? '' : (micros / requests).toFixed(0))
  console.log('| µs a first page | main thread | thread of the index |\n|---|---|---|')
  const names = new Set([...(match?.keys() ?? []), ...(main?.keys() ?? [])])
  const all = (name: string) => (main?.get(name) ?? 0) + (match?.get(name) ?? 0)
  for (const name of [...names].sort((a, b) => all(b) - all(a)))
    console.log(`| ${name} | ${cell(main?.get(name))} | ${cell(match?.get(name))} |`)
  console.log(`| in sum (other threads ${cell(total(other))}) | ${cell(total(main))} | ${cell(total(match))} |`)
}

const [loadBefore = 0] = loadavg()
const directory = await mkdtemp(join(tmpdir(), 'zhipei-flame-'))
try {
  const profiles = join(directory, 'profiles')
  const { load, window, cpuSeconds } = await profile(directory, profiles)
  const threads = await readProfiles(profiles, root, window)
  const { answers, refused, failed, p50Ms, p99Ms } = load
  if (refused + failed > 0) throw new Error(`${refused} requests were refused and ${failed} failed`)
  console.log(
    `${postings} postings, ${pool.graduates} graduates, ${connections} connections: ${(answers / load.seconds).toFixed(0)} pages a second, ` +
      `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, CPU ${((1e6 * cpuSeconds) / answers).toFixed(0)} µs a page under the profiler; ` +
      `load of the machine before ${loadBefore.toFixed(1)}\n`
  )
  printStages(threads, answers)
  for (const name of ['main', 'match'] as const) {
    const stacks = threads.filter(thread => thread.name === name).flatMap(thread => thread.stacks)
    const file = join(values.output, `flame-${name}.svg`)
    await writeFile(file, flameGraph(`${name === 'main' ? 'main thread' : 'thread of the index'}, first pages`, stacks))
    console.log(`\n${file}`)
  }
} finally {
  await rm(directory, { recursive: true, force: true })
}
