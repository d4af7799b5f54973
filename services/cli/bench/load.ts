import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { integer, required, UsageError, usage } from '../src/usage.ts'
import { memoryProbeArgs } from './load/memory.ts'
import { type LoadPool, sendPool, writePoolFiles } from './load/pool.ts'
import { type LoadRun, reportPage, verdicts } from './load/report.ts'
import { parseSeconds, type Scenario, scenarios } from './load/scenarios.ts'
import { type SystemAddress, startServer, systemAddress } from './load/server.ts'
import { watchMemory, watchServer } from './load/watch.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const seed = 7
/** Exit code of k6 where a threshold is crossed; its summary is whole then. */
const thresholdsCrossed = 99
/** Where only content is judged a slow machine may let requests wait: one that is sent away says nothing of content. */
const unjudged = { ZHIPEI_RECOMMENDATIONS_WAITING_MAX: '10000' }

const options = {
  scenario: { type: 'string' },
  duration: { type: 'string' },
  rate: { type: 'string' },
  postings: { type: 'string' },
  graduates: { type: 'string' },
  url: { type: 'string' },
  processes: { type: 'string' },
  output: { type: 'string' }
} as const

interface Settings {
  readonly name: string
  readonly scenario: Scenario
  readonly pool: LoadPool
  /** Of a running, empty system; absent: the embedded process is started. */
  readonly running: SystemAddress | undefined
  readonly output: string
}

function readSettings(args: readonly string[]): Settings {
  const { values } = usage(() => parseArgs({ args: [...args], options }))
  const name = required(values.scenario, 'scenario')
  const usual = scenarios[name]
  if (usual === undefined) throw new UsageError(`--scenario must be one of ${Object.keys(scenarios).join(', ')}`)
  const seconds = values.duration === undefined ? usual.seconds : parseSeconds(values.duration)
  if (seconds === undefined) throw new UsageError(`--duration must be like 90s or 10m, got ${values.duration}`)
  const number = (option: 'rate' | 'postings' | 'graduates', max: number) =>
    values[option] === undefined ? usual[option] : integer(values[option], option, 1, max)
  return {
    name,
    scenario: { ...usual, seconds, rate: number('rate', 10_000) },
    pool: { postings: number('postings', 2_000_000), graduates: number('graduates', 200_000), seed },
    running: systemAddress(values.url, values.processes),
    output: values.output ?? join(root, '.zhipei', 'load', name)
  }
}

async function runK6(
  { name, scenario, output }: Settings,
  url: string,
  poolDirectory: string
): Promise<LoadRun['summary']> {
  const { stdout } = await promisify(execFile)(join(root, 'infra', 'k6', 'build'))
  const summaryFile = join(output, 'summary.json')
  const environment = {
    ...process.env,
    K6_NO_USAGE_REPORT: 'true',
    K6_WEB_DASHBOARD: 'true',
    K6_WEB_DASHBOARD_PORT: '-1',
    K6_WEB_DASHBOARD_PERIOD: '2s',
    K6_WEB_DASHBOARD_EXPORT: join(output, 'report.html'),
    LOAD_URL: url,
    LOAD_POOL: poolDirectory,
    LOAD_SUMMARY: summaryFile,
    LOAD_RATE: String(scenario.rate),
    LOAD_SECONDS: String(scenario.seconds),
    LOAD_JUDGES_LATENCY: scenario.judgesLatency ? 'yes' : 'no'
  }
  const script = join(root, 'k6', `${name}.ts`)
  const child = spawn(stdout.trim(), ['run', '--quiet', '--log-output=stderr', script], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit']
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0 && code !== thresholdsCrossed) throw new Error(`k6 ended with exit code ${code}`)
  return JSON.parse(await readFile(summaryFile, 'utf8'))
}

async function load(settings: Settings): Promise<boolean> {
  const { name, scenario, pool, output } = settings
  await mkdir(output, { recursive: true })
  const directory = await mkdtemp(join(tmpdir(), 'zhipei-load-'))
  const nodeArgs = scenario.memorySlopeMax === null ? [] : memoryProbeArgs
  const start = () => startServer(join(directory, 'data'), scenario.judgesLatency ? {} : unjudged, nodeArgs)
  const system = settings.running ?? (await start())
  try {
    const { url, processes } = system
    console.error(`${name}: ${pool.postings} postings, ${pool.graduates} graduates to ${url}`)
    const poolDirectory = join(directory, 'pool')
    await sendPool(system, pool)
    await writePoolFiles(poolDirectory, url, pool)
    const [loadBefore = 0] = loadavg()
    const watching = new AbortController()
    const watched = watchServer(processes, watching.signal)
    const asked =
      scenario.memorySlopeMax === null || system.memory === undefined ? [] : watchMemory(system.memory, watching.signal)
    const summary = await runK6(settings, url, poolDirectory).finally(() => watching.abort())
    const run: LoadRun = { name, scenario, ...pool, summary, samples: await watched, memory: await asked, loadBefore }
    const page = reportPage(run)
    await writeFile(join(output, 'report.md'), page)
    await writeFile(join(output, 'run.json'), JSON.stringify(run, null, 2))
    console.log(page)
    console.error(`${output}: report.md, report.html, summary.json, run.json`)
    return verdicts(run).every(({ ok }) => ok)
  } finally {
    await system.stop?.().catch(error => console.error(error))
    await rm(directory, { recursive: true, force: true })
  }
}

try {
  process.exitCode = (await load(readSettings(process.argv.slice(2)))) ? 0 : 1
} catch (error) {
  console.error(`load: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
