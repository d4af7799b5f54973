/**
 * The matcher on its embedded parts and the shipped model, over the generated pool:
 * `npm run bench:match [-- POSTINGS [REQUESTS]]`. CPU time of this process beside wall time, since machines are shared.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { openMatcher } from '@zhipei/matcher/service'
import { createJiebaTokenizer } from '@zhipei/shared/adapters/jieba-tokenizer'
import { createOnnxEmbedder, shippedModelFolder } from '@zhipei/shared/adapters/onnx-embedder/onnx-embedder'
import { createSqliteEventBus } from '@zhipei/shared/adapters/sqlite/event-bus'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import type { Posting } from '@zhipei/shared/contracts/posting'
import { platformId } from '@zhipei/shared/domain/identity'
import { postingText } from '@zhipei/shared/domain/matching/texts'
import { normalisePosting } from '@zhipei/shared/domain/normalise/posting'
import { readPostingFacts } from '@zhipei/shared/domain/understanding/posting-facts'
import { postingTokens } from '@zhipei/shared/engine/posting-tokens'
import { localOperator } from '@zhipei/shared/platform/access'
import { createEvent } from '@zhipei/shared/platform/events'
import { createHttp } from '@zhipei/shared/platform/http'
import { createLogger } from '@zhipei/shared/platform/logger'
import { generateGraduates } from '../src/generate/graduates.ts'
import { generatePostings } from '../src/generate/postings.ts'

const count = Number(process.argv[2] ?? 20_000)
const requests = Number(process.argv[3] ?? 500)
const singles = 300
const publishMax = 500
const seed = 1

const directory = mkdtempSync(join(tmpdir(), 'zhipei-bench-'))
const clock = createSystemClock()
const logger = createLogger({ level: 'error' })
const embedder = await createOnnxEmbedder({ folder: shippedModelFolder })
const bus = createSqliteEventBus({ directory: join(directory, 'log'), clock })
const matcher = await openMatcher({ directory: join(directory, 'matcher'), bus, clock, logger, embedder })
const app = await createHttp({
  title: 'bench',
  logger,
  findCaller: () => localOperator,
  requestsPerMinuteMax: 1,
  readiness: []
})
await matcher.routes(app)

const postings = [...generatePostings({ count: count + singles, seed })].map(submission => {
  const source = submission.source ?? 'direct'
  return normalisePosting(submission, { id: platformId(source, submission.postingId), source, revision: 1 })
})
const graduates = [...generateGraduates({ count: requests, seed })]
const screening = { decision: 'pass', findings: [], rulesVersion: 'bench' } as const

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Prints what `work` took, per unit. */
async function stage(name: string, units: number, work: () => Promise<unknown>): Promise<number> {
  const [wall, cpu] = [performance.now(), cpuMs()]
  await work()
  const [wallMs, usedMs] = [performance.now() - wall, cpuMs() - cpu]
  const perSecond = Math.round((1000 * units) / wallMs)
  console.log(
    `${name.padEnd(34)} ${String(perSecond).padStart(7)}/s wall  ${((1000 * usedMs) / units).toFixed(0).padStart(6)} µs CPU each`
  )
  return (1000 * usedMs) / units
}

function quantiles(name: string, times: number[]): void {
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1)
  console.log(`${name.padEnd(34)} p50 ${at(0.5)} ms  p99 ${at(0.99)} ms  (${times.length})`)
}

async function settled(): Promise<void> {
  while ((await matcher.lag()) > 0) await setImmediate()
}

const screened = (posting: Posting) => {
  const data = { posting, screening: { ...screening, findings: [] }, state: 'live' as const, duplicateOf: null }
  return { key: posting.id, value: createEvent('postings.screened', data, { atMs: clock.nowMs(), traceId: '' }) }
}

async function ask(body: object): Promise<{ nextCursor: string | null; ms: number }> {
  const start = performance.now()
  const answer = await app.inject({ method: 'POST', url: '/v1/recommendations', payload: body })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return { nextCursor: answer.json().nextCursor, ms: performance.now() - start }
}

try {
  const pool = postings.slice(0, count)
  const sample = pool.slice(0, 2000)
  const tokenizer = createJiebaTokenizer()
  const batches = Array.from({ length: Math.ceil(sample.length / 256) }, (_, n) => sample.slice(n * 256, (n + 1) * 256))
  await embedder.embed(sample.slice(0, 64).map(postingText), 'document')
  const embedding = await stage('embedding alone', sample.length, async () => {
    for (const batch of batches) await embedder.embed(batch.map(postingText), 'document')
  })
  await stage('facts alone', sample.length, async () => sample.map(readPostingFacts))
  await stage('tokens alone', sample.length, async () => sample.map(posting => postingTokens(posting, tokenizer)))
  const whole = await stage('events → index, batch', count, async () => {
    for (let at = 0; at < count; at += publishMax)
      await bus.publish('postings.screened', pool.slice(at, at + publishMax).map(screened))
    await settled()
  })
  console.log(`${'events → index without embedding'.padEnd(34)} ${Math.round(1e6 / (whole - embedding))}/s of one core`)

  const single: number[] = []
  for (const posting of postings.slice(count)) {
    const start = performance.now()
    await bus.publish('postings.screened', [screened(posting)])
    await settled()
    single.push(performance.now() - start)
  }
  quantiles('one event → recommendable', single)

  await stage('graduates → index', requests, async () => {
    const records = graduates.map((graduate, n) => {
      const data = { graduate, revision: n + 1 }
      return {
        key: graduate.graduateId,
        value: createEvent('graduates.changed', data, { atMs: clock.nowMs(), traceId: '' })
      }
    })
    await bus.publish('graduates.changed', records)
    await settled()
  })
  const first: number[] = []
  const second: number[] = []
  const cursors: (string | null)[] = []
  await stage('first page', requests, async () => {
    for (const { graduateId } of graduates) {
      const { nextCursor, ms } = await ask({ graduateId })
      cursors.push(nextCursor)
      first.push(ms)
    }
  })
  await stage('second page', requests, async () => {
    for (const [n, cursor] of cursors.entries())
      if (cursor !== null) second.push((await ask({ graduateId: graduates[n]?.graduateId, cursor })).ms)
  })
  quantiles('first page', first)
  quantiles('second page', second)
  const memory = process.memoryUsage()
  console.log(`resident memory ${Math.round(memory.rss / 1048576)} MB with ${count + singles} postings`)
} finally {
  await app.close()
  await matcher.close()
  await bus.close()
  await embedder.close()
  rmSync(directory, { recursive: true, force: true })
}
