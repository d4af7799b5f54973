import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { createOnnxEmbedder, shippedModelFolder } from '@zhipei/shared/adapters/onnx-embedder/onnx-embedder'
import { createSqliteEventBus } from '@zhipei/shared/adapters/sqlite/event-bus'
import type { Graduate } from '@zhipei/shared/contracts/graduate'
import type { Posting, ScreenedPosting } from '@zhipei/shared/contracts/posting'
import type { RecommendationResponse } from '@zhipei/shared/contracts/recommendation'
import { type FindCaller, localOperator } from '@zhipei/shared/platform/access'
import { createEvent } from '@zhipei/shared/platform/events'
import { createHttp } from '@zhipei/shared/platform/http'
import { createLogger } from '@zhipei/shared/platform/logger'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import type { EventBus } from '@zhipei/shared/ports/event-bus'
import { createManualClock, type ManualClock } from '@zhipei/shared/test/support/manual-clock'
import { postingScreened } from '@zhipei/shared/test/support/postings'
import { type MatcherOptions, openMatcher } from '../../src/service.ts'

/** A machine that stands still for seconds is no fault. */
const catchUpMsMax = 60_000

/** The shipped model, opened once for all systems of a test file. */
const model = createOnnxEmbedder({ folder: shippedModelFolder })

export const startMs = Date.parse('2026-11-24T10:00:00+08:00')

export interface MatcherSystemOptions {
  /** Kept when given; else a fresh one that goes with the system. */
  readonly directory?: string
  readonly clock?: ManualClock
  readonly embedder?: Embedder
  readonly findCaller?: FindCaller
  /** Another system's log, which stays with that; absent: one of its own. */
  readonly bus?: EventBus
  /** Absent: the embedded indexes. */
  readonly elasticsearch?: MatcherOptions['elasticsearch']
  readonly waitingMax?: number
  readonly pagesKeptMb?: number
  /** Absent: the shipped ranker. */
  readonly rankerFile?: string
}

/** The matcher on real embedded parts, its events written as the other services write them. */
export async function openMatcherSystem(options: MatcherSystemOptions = {}) {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'zhipei-matcher-'))
  const clock = options.clock ?? createManualClock(startMs)
  const embedder = options.embedder ?? (await model)
  const logger = createLogger({ level: 'silent' })
  const bus = options.bus ?? createSqliteEventBus({ directory: join(directory, 'log'), clock })
  const { elasticsearch, waitingMax, pagesKeptMb, rankerFile } = options
  const own = {
    directory: join(directory, 'matcher'),
    elasticsearch,
    waitingMax,
    pagesKeptMb,
    catchUpMsMax,
    rankerFile
  }
  const matcher = await openMatcher({ ...own, bus, clock, logger, embedder })
  const findCaller = options.findCaller ?? (() => localOperator)
  const { readiness } = matcher
  const app = await createHttp({ title: 'test', logger, findCaller, requestsPerMinuteMax: 1000, readiness })
  await matcher.routes(app)
  let revision = 0

  async function caughtUp(): Promise<void> {
    for (;;) {
      const { body } = await app.inject('/metrics')
      // NaN where a server did not say in time: not caught up, as far as anybody knows.
      const lags = [...body.matchAll(/^zhipei_matcher_lag_events\{.*\} (\S+)$/gm)].map(found => Number(found[1]))
      if (lags.length > 0 && lags.every(lag => lag === 0)) return
      await setImmediate()
    }
  }

  return {
    bus,
    app,
    clock,
    directory,
    caughtUp,
    async screened(postings: readonly Posting[], state: ScreenedPosting['state'] = 'live') {
      const records = postings.map(posting => ({ key: posting.id, value: postingScreened(posting, state) }))
      await bus.publish('postings.screened', records)
      await caughtUp()
    },
    async takenDown(ids: readonly string[]) {
      await bus.publish(
        'postings.screened',
        ids.map(key => ({ key, value: null }))
      )
      await caughtUp()
    },
    /** Only publishes: who asks next must see it. */
    async changed(graduate: Graduate) {
      const data = { graduate, revision: ++revision }
      const value = createEvent('graduates.changed', data, { atMs: clock.nowMs(), traceId: '' })
      await bus.publish('graduates.changed', [{ key: graduate.graduateId, value }])
    },
    async erased(graduateId: string) {
      await bus.publish('graduates.changed', [{ key: graduateId, value: null }])
    },
    async post(url: string, body: unknown) {
      const payload = typeof body === 'string' ? body : JSON.stringify(body)
      return app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json' } })
    },
    async recommend(body: object): Promise<RecommendationResponse> {
      const answer = await this.post('/v1/recommendations', body)
      if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`)
      return answer.json()
    },
    async close() {
      await app.close()
      await matcher.close()
      if (options.bus === undefined) await bus.close()
      if (options.directory === undefined) rmSync(directory, { recursive: true, force: true })
    }
  }
}

export type MatcherSystem = Awaited<ReturnType<typeof openMatcherSystem>>
