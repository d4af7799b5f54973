import { setTimeout } from 'node:timers/promises'
import type { EventBus } from '@zhipei/shared/ports/event-bus'

/** Group that screens what was submitted. */
export const ingestionGroup = 'ingestion'

/** Holds imports back, so that a posting sent over HTTP meanwhile doesn't wait behind a whole file. */
export interface Backlog {
  /** Resolves once little enough is waiting. Rejects when the signal aborts. */
  room(signal: AbortSignal): Promise<void>
}

const pollMs = 10

/** @param waiting how many events wait in the stages behind; null: only the screening of this service counts */
export function createBacklog(bus: EventBus, backlogMax: number, waiting: (() => Promise<number>) | null): Backlog {
  return {
    async room(signal) {
      for (;;) {
        const own = await bus.lag('postings.submitted', ingestionGroup)
        if (Math.max(own, (await waiting?.()) ?? 0) <= backlogMax) return
        await setTimeout(pollMs, undefined, { signal })
      }
    }
  }
}
