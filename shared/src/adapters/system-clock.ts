import type { Clock } from '../ports/clock.ts'

/** Wall clock that never goes back within the process. */
export function createSystemClock(): Clock {
  let last = 0
  return {
    nowMs() {
      last = Math.max(last, Date.now())
      return last
    }
  }
}
