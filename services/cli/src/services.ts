import { join } from 'node:path'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { openIngestion } from '@zhipei/ingestion/service'
import { openMatcher } from '@zhipei/matcher/service'
import type { StartedMatchThread } from '@zhipei/matcher/thread/match-thread'
import { openProfile } from '@zhipei/profile/service'
import { shippedModelFolder, startOnnxEmbedder } from '@zhipei/shared/adapters/onnx-embedder/onnx-embedder'
import { createSqliteEventBus } from '@zhipei/shared/adapters/sqlite/event-bus'
import { createSqliteIdempotencyStore } from '@zhipei/shared/adapters/sqlite/idempotency-store'
import { createHttp } from '@zhipei/shared/platform/http'
import { addIdempotency } from '@zhipei/shared/platform/idempotency'
import type { System, SystemOptions } from './system.ts'

const settledPollMs = 20

/** `openSystem`, once its modules are loaded. */
export async function openServices(options: SystemOptions, matchThread: StartedMatchThread): Promise<System> {
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
    const embedder = keep(await startOnnxEmbedder({ folder: modelDirectory }))
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
      rankerFile,
      matchThread
    }
    // The index is read by its thread while the model and the other stores are read here.
    const openingMatcher = openMatcher(matcherParts)
    const ingestionParts = {
      ...parts,
      directory: join(directory, 'ingestion'),
      downstreamLag: async () => (await openingMatcher).lag(),
      limits: { batchesAtOnce: 2 }
    }
    const opening = [
      openingMatcher,
      openProfile({ ...parts, directory: join(directory, 'profile') }),
      openIngestion(ingestionParts)
    ] as const
    for (const opened of await Promise.allSettled(opening)) if (opened.status === 'fulfilled') keep(opened.value)
    const [matcher, profile, ingestion] = await Promise.all(opening)
    await embedder.ready
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
