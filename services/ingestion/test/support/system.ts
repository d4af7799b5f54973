import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createSqliteEventBus } from '@zhipei/shared/adapters/sqlite/event-bus'
import { createSqliteIdempotencyStore } from '@zhipei/shared/adapters/sqlite/idempotency-store'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import type { EventOf } from '@zhipei/shared/contracts/events'
import type { PostingSubmission } from '@zhipei/shared/contracts/posting'
import type { Screener } from '@zhipei/shared/domain/screening/screener'
import { type FindCaller, localOperator } from '@zhipei/shared/platform/access'
import { createHttp, type Http } from '@zhipei/shared/platform/http'
import { addIdempotency } from '@zhipei/shared/platform/idempotency'
import { createLogger } from '@zhipei/shared/platform/logger'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { EventBus } from '@zhipei/shared/ports/event-bus'
import type { Ingestion } from '../../src/ingestion.ts'
import { openIngestion } from '../../src/service.ts'

export interface TestSystem {
  readonly app: Http
  readonly bus: EventBus
  readonly service: Ingestion
  /** The last value of each key of `postings.screened`; null: tombstone. */
  readonly screened: ReadonlyMap<string, EventOf<'postings.screened'> | null>
  /** How many values each key got. */
  readonly counts: ReadonlyMap<string, number>
  /** Resolves when everything submitted is screened, and heard of. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface TestSystemOptions {
  readonly findCaller?: FindCaller
  readonly clock?: Clock
  readonly screener?: Screener
  /** Wraps the bus that the service gets. */
  readonly wrap?: (bus: EventBus) => EventBus
}

/** The service on its real embedded parts. */
export async function openTestSystem(directory: string, options: TestSystemOptions = {}): Promise<TestSystem> {
  const clock = options.clock ?? createSystemClock()
  const logger = createLogger({ level: 'silent' })
  const bus = createSqliteEventBus({ directory: join(directory, 'log'), clock })
  const idempotency = createSqliteIdempotencyStore(join(directory, 'http'))
  const service = await openIngestion({
    directory: join(directory, 'ingestion'),
    bus: options.wrap?.(bus) ?? bus,
    clock,
    logger,
    screener: options.screener
  })
  const screened = new Map<string, EventOf<'postings.screened'> | null>()
  const counts = new Map<string, number>()
  // A new group hears everything from the earliest record on.
  const group = `test-${randomUUID()}`
  await bus.subscribe({
    topic: 'postings.screened',
    group,
    batchEventsMax: 500,
    async handle(batch) {
      for (const { key, value } of batch) {
        screened.set(key, value)
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
  })
  const app = await createHttp({
    title: 'test',
    logger,
    findCaller: options.findCaller ?? (() => localOperator),
    requestsPerMinuteMax: 1_000_000,
    readiness: service.readiness
  })
  addIdempotency(app, idempotency, clock)
  await service.routes(app)
  return {
    app,
    bus,
    service,
    screened,
    counts,
    async settled() {
      await until(async () => (await bus.lag('postings.submitted', 'ingestion')) === 0)
      await until(async () => (await bus.lag('postings.screened', group)) === 0)
    },
    async close() {
      await app.close()
      await service.close()
      await bus.close()
      await idempotency.close()
    }
  }
}

export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(2)
}

export function submission(postingId: string, fields: Partial<PostingSubmission> = {}): PostingSubmission {
  return {
    postingId,
    source: 'hnjob',
    title: 'Java开发工程师',
    employer: { name: `豫测软件${postingId}有限公司` },
    description: '负责公司业务系统的后端开发与维护，参与需求评审，编写技术文档。',
    requirements: '熟悉 Java 与 MySQL，计算机相关专业。',
    city: '郑州',
    salaryText: '8-13K·14薪',
    degree: '本科',
    experience: '1-3年',
    headcount: 2,
    ...fields
  }
}
