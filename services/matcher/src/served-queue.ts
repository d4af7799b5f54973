import type { EventBus, EventRecord } from '@zhipei/shared/ports/event-bus'

type Served = EventRecord<'recommendations.served'>

export interface ServedQueue {
  /** Resolves when there is room: a log that can't keep up slows requests down, it loses nothing. */
  add(record: Served): Promise<void>
  /** Resolves when all that was added before is in the log. */
  flush(): Promise<void>
}

const eventsMax = 1000
const batchEventsMax = 100
/** What is served within this time shares a commit of the log. */
const gatherMs = 100

/**
 * Writes what was served off the request's way.
 * @param onLost the log refused these for good
 */
export function createServedQueue(
  bus: Pick<EventBus, 'publish'>,
  onLost: (events: number, error: unknown) => void
): ServedQueue {
  const queue: Served[] = []
  let running: Promise<void> | undefined
  let startNow = () => {}

  async function drain(): Promise<void> {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, gatherMs)
      startNow = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    while (queue.length > 0) {
      const batch = queue.splice(0, batchEventsMax)
      try {
        await bus.publish('recommendations.served', batch)
      } catch (error) {
        onLost(batch.length, error)
      }
    }
    running = undefined
  }

  return {
    async add(record) {
      while (queue.length >= eventsMax) await running
      queue.push(record)
      if (queue.length >= batchEventsMax) startNow()
      running ??= drain()
    },
    async flush() {
      startNow()
      await running
    }
  }
}
