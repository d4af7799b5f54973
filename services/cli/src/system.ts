import type { Ingestion } from '@zhipei/ingestion/ingestion'
import { startMatchThread } from '@zhipei/matcher/thread/match-thread'
import type { FindCaller } from '@zhipei/shared/platform/access'
import type { Http } from '@zhipei/shared/platform/http'
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
  // What takes longest at a start is the index: its thread loads its code while this one does.
  const matchThread = startMatchThread()
  try {
    const { openServices } = await import('./services.ts')
    return await openServices(options, matchThread)
  } catch (error) {
    await matchThread.close()
    throw error
  }
}
