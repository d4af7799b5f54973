import type { Clock } from '../../src/ports/clock.ts'

export interface ManualClock extends Clock {
  advance(ms: number): void
}

/** Stands still until it is told to go on. */
export function createManualClock(startMs: number): ManualClock {
  let now = startMs
  return {
    nowMs: () => now,
    advance(ms) {
      now += ms
    }
  }
}
