import { join } from 'node:path'
import { setTimeout as sleepMs } from 'node:timers/promises'
import type { Ingestion } from '@zhipei/ingestion/ingestion'
import { openIngestion } from '@zhipei/ingestion/service'
import { openMatcher } from '@zhipei/matcher/service'
import { openProfile } from '@zhipei/profile/service'
import { createOnnxEmbedder, shippedModelFolder } from '@zhipei/shared/adapters/onnx-embedder/onnx-embedder'
import { createSqliteEventBus } from '@zhipei/shared/adapters/sqlite/event-bus'
import { createSqliteIdempotencyStore } from '@zhipei/shared/adapters/sqlite/idempotency-store'
import type { FindCaller } from '@zhipei/shared/platform/access'
import { createHttp, type Http } from '@zhipei/shared/platform/http'
import { addIdempotency } from '@zhipei/shared/platform/idempotency'
import type { Logger } from '@zhipei/shared/platform/logger'
import type { Service } from '@zhipei/shared/platform/service'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { EventBus } from '@zhipei/shared/ports/event-bus'

export interface SystemOptions {
  /** Holds the event log and every store; belongs to one process. */
  readonly directory: string
  /** Folder of the embedding model; undefined: the shipped one. */
  readonly modelDirectory?: string | undefined
  /** See `MatcherParts`. */
  readonly waitingMax?: number | undefined
  readonly pagesKeptMb?: number | undefined
  readonly scanHelpers?: number | undefined
  /** Weights and trees of the score; undefined: the shipped ones. */
  readonly rankerFile?: string | undefined
  readonly clock: Clock
  readonly logger: Logger
}

const settledPollMs = 20

/** All services in one process on one embedded event bus. */
export interface System {
  readonly bus: EventBus
  readonly services: readonly Service[]
  readonly ingestion: Ingestion
  /** One HTTP server with the routes of all services; not listening yet. */
  createApp(options: { readonly findCaller: FindCaller; readonly requestsPerMinuteMax: number }): Promise<Http>
  /** Resolves when everything that was published before is in effect everywhere. */
  settled(): Promise<void>
  /** Finishes what runs and closes every store; acknowledged work survives without it too. */
  close(): Promise<void>
}

/** @throws DatabaseLockedError where another process has the directory */
export async function openSystem(options: SystemOptions): Promise<System> {
  const { directory, clock, logger } = options
  const closers: (() => Promise<unknown>)[] = []
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  const keep = <T extends { close(): Promise<unknown> }>(part: T): T => {
    closers.push(() => part.close())
    return part
  }
  try {
    const bus = keep(
      createSqliteEventBus({
        directory: join(directory, 'log'),
        clock,
        onDeadLetter: ({ topic, group, reason }) => logger.error({ topic, group, reason }, 'event given up'),
        onFault: error => logger.fatal({ err: error }, 'the event log is damaged or cannot be written')
      })
    )
    const idempotency = keep(createSqliteIdempotencyStore(join(directory, 'http')))
    const modelDirectory = options.modelDirectory ?? shippedModelFolder
    const embedder = keep(await createOnnxEmbedder({ folder: modelDirectory }))
    const parts = { bus, clock, logger }
    const { waitingMax, pagesKeptMb, scanHelpers, rankerFile } = options
    const model = { embedder, modelDirectory }
    const matcherParts = {
      ...parts,
      directory: join(directory, 'matcher'),
      ...model,
      waitingMax,
      pagesKeptMb,
      scanHelpers,
      rankerFile
    }
    const matcher = keep(await openMatcher(matcherParts))
    const profile = keep(await openProfile({ ...parts, directory: join(directory, 'profile') }))
    const ingestion = keep(
      await openIngestion({
        ...parts,
        directory: join(directory, 'ingestion'),
        downstreamLag: matcher.lag,
        limits: { batchesAtOnce: 2 }
      })
    )
    const services = [ingestion, profile, matcher]
    return {
      bus,
      services,
      ingestion,
      close: closeAll,
      async settled() {
        // In the order of the events' way: what one service has finished, the next one's lag shows.
        for (const { lag } of services) while ((await lag()) > 0) await sleepMs(settledPollMs)
      },
      async createApp(http) {
        const readiness = services.flatMap(service => service.readiness)
        const app = await createHttp({ title: '职配 Zhipei', logger, readiness, ...http })
        addIdempotency(app, idempotency, clock)
        for (const service of services) await service.routes(app)
        return app
      }
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}
