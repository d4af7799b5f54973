import { setImmediate } from 'node:timers'
import { AppError } from '@zhipei/shared/platform/errors'

export interface Admission {
  /** @throws AppError as `run` would now */
  assertRoom(): void
  /**
   * Runs the work when its turn comes, one start per turn of the event loop, so that new requests are heard between two
   * answers. @throws AppError 503 with Retry-After where as many as may wait for their answer do
   */
  run<T>(work: () => Promise<T>): Promise<T>
  /** Waiting for their turn or their answer now. */
  waiting(): number
}

const retryAfterSeconds = 1

/** First come, first served. @param waitingMax more are sent away at once, so that those who wait are answered in time */
export function createAdmission(waitingMax: number, onShed: () => void): Admission {
  const queue: (() => void)[] = []
  let isScheduled = false
  let waiting = 0

  function startNext(): void {
    queue.shift()?.()
    isScheduled = queue.length > 0
    if (isScheduled) setImmediate(startNext)
  }

  function assertRoom(): void {
    if (waiting < waitingMax) return
    onShed()
    throw new AppError(503, '当前请求过多，请稍后再试', { retryAfterSeconds })
  }

  return {
    assertRoom,
    async run(work) {
      assertRoom()
      waiting++
      try {
        await new Promise<void>(resolve => {
          queue.push(resolve)
          if (!isScheduled) setImmediate(startNext)
          isScheduled = true
        })
        return await work()
      } finally {
        waiting--
      }
    },
    waiting: () => waiting
  }
}
