import { setTimeout } from 'node:timers/promises'

/** Holds imports back, so that a posting sent over HTTP meanwhile doesn't wait behind a whole file. */
export interface Backlog {
  /** Resolves once little enough is waiting. Rejects when the signal aborts. */
  room(signal: AbortSignal): Promise<void>
}

const pollMs = 10

/** @param waiting how many events wait in the slowest stage behind an import */
export function createBacklog(waiting: () => Promise<number>, backlogMax: number): Backlog {
  return {
    async room(signal) {
      while ((await waiting()) > backlogMax) await setTimeout(pollMs, undefined, { signal })
    }
  }
}
