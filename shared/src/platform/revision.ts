import type { Clock } from '../ports/clock.ts'

/** Steps within one millisecond that keep revisions rising. */
const revisionsPerMs = 1000

/** Rising integers that follow the clock, so that they also rise over restarts and, clock skew aside, over processes. */
export function createRevisions(clock: Clock): () => number {
  let last = 0
  return () => {
    last = Math.max(last + 1, clock.nowMs() * revisionsPerMs)
    return last
  }
}
