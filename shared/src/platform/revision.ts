import type { Clock } from '../ports/clock.ts'

/** Steps within one millisecond that keep revisions rising. */
const revisionsPerMs = 1000

/** Takes `count` revisions in a row; returns the first. */
export type Revisions = (count?: number) => number

/** Rising integers that follow the clock, so that they also rise over restarts and, clock skew aside, over processes. */
export function createRevisions(clock: Clock): Revisions {
  let last = 0
  return (count = 1) => {
    const first = Math.max(last + 1, clock.nowMs() * revisionsPerMs)
    last = first + count - 1
    return first
  }
}

/** When a revision was taken, to the millisecond as long as fewer than 1000 were taken in each. */
export function revisionTimeMs(revision: number): number {
  return Math.floor(revision / revisionsPerMs)
}

/** The last revision that may have been taken up to a time. */
export function revisionAt(timeMs: number): number {
  return Math.max(0, Math.floor(timeMs)) * revisionsPerMs + revisionsPerMs - 1
}
