export interface CatchUp {
  /** Call when a batch is in effect. */
  done(events: number): void
  /** True when all that was published before the call is in effect, false where `waitMsMax` was not enough. */
  wait(): Promise<boolean>
}

/** Other matchers may share the group: of their batches only the lag tells. */
const pollMs = 50

/**
 * Lets a reader see what its own client has just written elsewhere.
 * @param lag events not yet in effect; an upper bound
 */
export function createCatchUp(lag: () => Promise<number>, waitMsMax: number): CatchUp {
  const waiters = new Set<() => void>()
  let processed = 0

  function nextBatch(waitMs: number): Promise<void> {
    return new Promise(resolve => {
      const finish = () => {
        clearTimeout(timer)
        waiters.delete(finish)
        resolve()
      }
      const timer = setTimeout(finish, waitMs)
      waiters.add(finish)
    })
  }

  return {
    done(events) {
      processed += events
      // By then the bus has counted the batch as finished.
      setImmediate(() => {
        for (const wake of [...waiters]) wake()
      })
    },
    async wait() {
      const behind = await lag()
      if (behind === 0) return true
      const target = processed + behind
      const deadline = performance.now() + waitMsMax
      while (processed < target && (await lag()) > 0) {
        const waitMs = deadline - performance.now()
        if (waitMs <= 0) return false
        await nextBatch(Math.min(waitMs, pollMs))
      }
      return true
    }
  }
}
