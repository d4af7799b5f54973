/**
 * CPU per stage of a first page, and of the whole request without sockets, by size of the pool:
 * `npm run bench:request [-- --postings 5000,50000,200000] [--requests N] [--pool FOLDER]`. Filling the largest pool takes
 * minutes; with `--pool` it stays in the folder for the next run. A million postings need `NODE_OPTIONS=--max-old-space-size=8192`.
 * Memory is that of the process, which keeps what earlier sizes left: ask for one size. `node --cpu-prof` works on it as it is.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createMatcher } from '@zhipei/matcher/matcher'
import { followOffers } from '@zhipei/matcher/offers'
import { createPageMaker } from '@zhipei/matcher/pages'
import { createOnnxEmbedder, shippedModelFolder } from '@zhipei/shared/adapters/onnx-embedder/onnx-embedder'
import { openRankerFile, shippedRankerFile } from '@zhipei/shared/adapters/ranker-file'
import { createSqliteEventBus } from '@zhipei/shared/adapters/sqlite/event-bus'
import { createSqliteGraduateIndex } from '@zhipei/shared/adapters/sqlite/graduate-index'
import { createSqliteImpressionStore } from '@zhipei/shared/adapters/sqlite/impression-store'
import { createSqliteInteractionStore } from '@zhipei/shared/adapters/sqlite/interaction-store'
import { createSqliteRankingStore } from '@zhipei/shared/adapters/sqlite/ranking-store'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import type { Graduate } from '@zhipei/shared/contracts/graduate'
import { localOperator } from '@zhipei/shared/platform/access'
import { createEvent } from '@zhipei/shared/platform/events'
import { createHttp, type Http } from '@zhipei/shared/platform/http'
import { createLogger } from '@zhipei/shared/platform/logger'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import { integer } from '../src/usage.ts'
import { openIndexedPool, poolGraduates } from './request/pool.ts'
import { measureStages, type StageCosts, type StageParts } from './request/stages.ts'

const { values } = parseArgs({
  options: {
    postings: { type: 'string', default: '5000,50000,200000' },
    requests: { type: 'string', default: '200' },
    pool: { type: 'string' }
  }
})
const sizes = values.postings.split(',').map(size => integer(size, 'postings', 1, 10_000_000))
const graduates = poolGraduates(integer(values.requests, 'requests', 1, 100_000))
const retentionMs = 86_400_000
const warmUpShare = 0.5
/** Graduates whose results are kept from stage to stage: those of all would be the collector's work, and in the figures. */
const graduatesPerRound = 20
const memory = 'resident memory afterwards, MB'

/** CPU µs of a request through the whole service, HTTP parsing without sockets. */
async function measureWhole(app: Http, bodies: readonly object[]): Promise<number> {
  const ask = async (payload: object) => {
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/v1/recommendations', payload })
    if (statusCode !== 200) throw new Error(body)
  }
  for (const body of bodies.slice(0, Math.ceil(bodies.length * warmUpShare))) await ask(body)
  const before = process.cpuUsage()
  for (const body of bodies) await ask(body)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / bodies.length
}

async function measureInRounds(parts: StageParts): Promise<StageCosts> {
  const sums: Record<string, number> = {}
  for (let from = 0; from < graduates.length; from += graduatesPerRound) {
    const round = graduates.slice(from, from + graduatesPerRound)
    for (const [stage, cost] of Object.entries(await measureStages(parts, round)))
      sums[stage] = (sums[stage] ?? 0) + cost * (round.length / graduates.length)
  }
  return sums
}

async function measure(directory: string, postings: number, embedder: Embedder): Promise<StageCosts> {
  const clock = createSystemClock()
  const logger = createLogger({ level: 'silent' })
  const scratch = mkdtempSync(join(tmpdir(), 'zhipei-request-'))
  const { index, tokenizer } = await openIndexedPool(directory, postings, embedder)
  const bus = createSqliteEventBus({ directory: join(scratch, 'log'), clock })
  const { dimensions, modelId } = embedder
  const stores = {
    graduates: createSqliteGraduateIndex({ directory: scratch, modelId, dimensions }),
    rankings: createSqliteRankingStore({ directory: scratch, retentionMs }),
    interactions: createSqliteInteractionStore(scratch),
    impressions: createSqliteImpressionStore(scratch)
  }
  const offers = followOffers(stores.interactions)
  const ranker = openRankerFile({ file: shippedRankerFile, pollMs: 0 })
  const pages = createPageMaker({ index, tokenizer, offers, ranker })
  const parts = { bus, clock, logger, index, pages, offers, embedder, ranker, ...stores }
  const matcher = await createMatcher({ ...parts, readsOwnWrites: true })
  const http = { title: 'bench', logger, requestsPerMinuteMax: 1, readiness: [], findCaller: () => localOperator }
  const app = await createHttp(http)
  await matcher.routes(app)
  try {
    const stages = await measureInRounds({ ...parts, tokenizer, nowMs: clock.nowMs() })
    const records = graduates.map((graduate, n) => ({ key: graduate.graduateId, value: changed(graduate, n + 1) }))
    await bus.publish('graduates.changed', records)
    while ((await matcher.lag()) > 0) await setImmediate()
    const registered = graduates.map(({ graduateId }) => ({ graduateId, surface: 'fair' }))
    const anonymous = graduates.map(({ graduateId: _, ...profile }) => ({ profile, surface: 'fair' }))
    return {
      ...stages,
      'whole request, registered': await measureWhole(app, registered),
      'whole request, anonymous': await measureWhole(app, anonymous),
      [memory]: process.memoryUsage.rss() / 1024 / 1024
    }
  } finally {
    await app.close()
    await matcher.close()
    await bus.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

function changed(graduate: Graduate, revision: number) {
  return createEvent('graduates.changed', { graduate, revision }, { atMs: Date.now(), traceId: '' })
}

const directory = values.pool ?? mkdtempSync(join(tmpdir(), 'zhipei-request-pool-'))
const [loadBefore = 0] = loadavg()
const embedder = await createOnnxEmbedder({ folder: shippedModelFolder })
try {
  const results: StageCosts[] = []
  for (const size of sizes) {
    console.error(`${size} postings`)
    results.push(await measure(directory, size, embedder))
  }
  console.log(`${graduates.length} generated graduates, load of the machine ${loadBefore.toFixed(1)}\n`)
  console.log(`| CPU µs a first page | ${sizes.join(' | ')} |\n|---|${'---|'.repeat(sizes.length)}`)
  for (const name of Object.keys(results[0] ?? {}))
    console.log(`| ${name} | ${results.map(costs => Math.round(costs[name] ?? 0)).join(' | ')} |`)
} finally {
  await embedder.close()
  if (values.pool === undefined) rmSync(directory, { recursive: true, force: true })
}
