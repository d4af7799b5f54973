import type { EventBus, EventRecord } from '@zhipei/shared/ports/event-bus'
import { LRUCache } from 'lru-cache'

type Served = EventRecord<'recommendations.served'>

export interface ServedQueue {
  /**
   * Resolves when there is room: a log that can't keep up slows requests down, it loses nothing. The same event again
   * within an hour says nothing new.
   */
  add(record: Served): Promise<void>
  /** Resolves when all that was added before is in the log, from which it may be erased then: the same again is new. */
  flush(): Promise<void>
}

const eventsMax = 1000
const batchEventsMax = 100
/** What is served within this time shares a commit of the log. */
const gatherMs = 100
/** Events known to be noted, some 100 bytes each. */
const notedMax = 20_000

/**
 * Writes what was served off the request's way.
 * @param onLost the log refused these for good
 */
export function createServedQueue(
  bus: Pick<EventBus, 'publish'>,
  onLost: (events: number, error: unknown) => void
): ServedQueue {
  const queue: Served[] = []
  const noted = new LRUCache<string, true>({ max: notedMax })
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
        noted.clear()
        onLost(batch.length, error)
      }
    }
    running = undefined
  }

  return {
    async add(record) {
      const name = nameOf(record)
      if (noted.has(name)) return
      noted.set(name, true)
      while (queue.length >= eventsMax) await running
      queue.push(record)
      if (queue.length >= batchEventsMax) startNow()
      running ??= drain()
    },
    async flush() {
      startNow()
      await running
      noted.clear()
    }
  }
}

const hourChars = '2026-11-29T01'.length

function nameOf({ key, value }: Served): string {
  return value === null ? key : `${value.id} ${value.at.slice(0, hourChars)}`
}
