import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createOnnxEmbedder, shippedModelFolder } from '@zhipei/shared/adapters/onnx-embedder/onnx-embedder'
import { dataFile } from '@zhipei/shared/test/support/data'
import { generate } from '../src/commands/generate.ts'
import { integer } from '../src/usage.ts'
import { measureStages, type StageResult } from './ingest/stages.ts'
import { measureWhole, type WholeResult } from './ingest/whole.ts'
import { sendPool } from './load/pool.ts'
import { readMetrics, type SystemAddress, systemAddress } from './load/server.ts'

/**
 * `npm run bench:ingest -- [--postings N] [--stage-postings N] [--real FILE]`: each stage alone, then a file through the
 * embedded system until all of it is recommendable; for a generated pool and, where it is there, for real postings. With
 * `--url URL [--processes URL,URL]` the generated pool alone, into a system that runs already and is empty.
 */
const { values } = parseArgs({
  options: {
    postings: { type: 'string', default: '200000' },
    'stage-postings': { type: 'string', default: '20000' },
    real: { type: 'string' },
    url: { type: 'string' },
    processes: { type: 'string' }
  }
})

const postings = integer(values.postings, 'postings', 1, 10_000_000)
const stagePostings = integer(values['stage-postings'], 'stage-postings', 1, 1_000_000)
const real = values.real ?? dataFile('postings.jsonl.gz')
const goalPerSecond = 2500
const seed = 7

interface PoolResult {
  readonly pool: string
  readonly loadBefore: number
  readonly stages: readonly StageResult[]
  readonly whole: WholeResult
}

async function measurePool(pool: string, file: string): Promise<PoolResult> {
  const [loadBefore = 0] = loadavg()
  const embedder = await createOnnxEmbedder({ folder: shippedModelFolder })
  const stages = await measureStages(file, stagePostings, embedder)
  await embedder.close()
  const whole = await measureWhole(file, text => console.error(`${pool}: ${text}`))
  return { pool, loadBefore, stages, whole }
}

function table({ pool, loadBefore, stages, whole }: PoolResult): string {
  const total = stages.reduce((sum, stage) => sum + cpuMicros(stage), 0)
  const bound = stages.reduce((most, stage) => (cpuMicros(stage) > cpuMicros(most) ? stage : most))
  const rows = stages.map(stage => {
    const perSecond = Math.round(stage.postings / stage.wallSeconds)
    const share = Math.round((cpuMicros(stage) / total) * 100)
    return `| ${stage.stage} | ${perSecond} | ${cpuMicros(stage).toFixed(0)} | ${share} % |`
  })
  const { postings, rejected, wallSeconds, cpuSeconds, threadSeconds, rssMaxMb, restart, diskBytes } = whole
  const perSecond = Math.round(postings / wallSeconds)
  const disk = Object.entries(diskBytes).map(([folder, bytes]) => `${folder} ${Math.round(bytes / postings)}`)
  return [
    `### ${pool}: ${postings} postings, ${rejected} rejected`,
    ['| stage alone | postings/s | CPU µs a posting | share |', '|---|---|---|---|', ...rows].join('\n'),
    [
      `- whole, file to recommendable: ${perSecond} postings/s (goal ${goalPerSecond}), ${wallSeconds.toFixed(0)} s, ${((cpuSeconds / postings) * 1e6).toFixed(0)} CPU µs a posting, ${(cpuSeconds / wallSeconds).toFixed(2)} cores used`,
      `- CPU µs a posting by thread: ${threadNames.map((name, at) => `${name} ${Math.round(((threadSeconds[at] ?? 0) / postings) * 1e6)}`).join(', ')}`,
      `- the dearest stage: ${bound.stage}`,
      `- started again on the same data: ready in ${restart.wallSeconds.toFixed(1)} s (${restart.cpuSeconds.toFixed(1)} s CPU), RSS ${restart.rssMb.toFixed(0)} MB`,
      `- RSS at most ${rssMaxMb.toFixed(0)} MB; disk bytes a posting: ${disk.join(', ')}`,
      `- load of the machine before: ${loadBefore.toFixed(1)} on ${cpus().length} cores`
    ].join('\n')
  ].join('\n\n')
}

const threadNames = ['main', 'second', 'third', 'fourth'] as const
const cpuMicros = ({ cpuSeconds, postings }: StageResult) => (cpuSeconds / postings) * 1e6

/** CPU is that of the system's own processes: servers that they use and the sender are not in it. */
async function measureRunning(system: SystemAddress): Promise<string> {
  const [loadBefore = 0] = loadavg()
  const cpuSeconds = async () => (await readMetrics(...system.processes)).get('process_cpu_seconds_total') ?? 0
  const cpuBefore = await cpuSeconds()
  const startMs = performance.now()
  await sendPool(system, { postings, graduates: 0, seed })
  const wallSeconds = (performance.now() - startMs) / 1000
  const cpuMicros = ((await cpuSeconds()) - cpuBefore) * (1e6 / postings)
  const rate = `${Math.round(postings / wallSeconds)} postings/s, ${wallSeconds.toFixed(0)} s`
  return `${postings} generated postings, sent until recommendable: ${rate}, ${cpuMicros.toFixed(0)} CPU µs a posting in the services; load before ${loadBefore.toFixed(1)}`
}

const running = systemAddress(values.url, values.processes)
if (running !== undefined) {
  console.log(await measureRunning(running))
  process.exit()
}

const directory = mkdtempSync(join(tmpdir(), 'zhipei-bench-pool-'))
try {
  const results: PoolResult[] = []
  await generate(['--postings', String(postings), '--graduates', '0', '--seed', String(seed), '--output', directory])
  results.push(await measurePool('generated', join(directory, 'postings.ndjson')))
  if (existsSync(real)) results.push(await measurePool('real', real))
  else console.error(`no ${real}: real postings are skipped`)
  console.log(results.map(table).join('\n\n'))
  console.log(JSON.stringify(results))
} finally {
  rmSync(directory, { recursive: true, force: true })
}
