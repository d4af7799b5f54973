import { type DeliveryContext, deliverDecoded, giveTime } from '../event-delivery.ts'
import { isRebalance } from './kafka-errors.ts'
import type { FetchedBatch, FetchedRecord, RunningConsumer } from './kafka-types.ts'

/** A fetched record with its decoded value, as long as a member works on it. */
export interface RunningRecord extends Omit<FetchedRecord, 'value'> {
  readonly text: string | null
  readonly value: unknown
  /** Why no reader can take it. */
  readonly fault?: string
}

export interface MemberOptions {
  readonly batchEventsMax: number
  readonly heartbeatIntervalMs: number
  readonly closeTimeoutMs: number
  readonly decode: (record: FetchedRecord) => RunningRecord
  readonly handle: (batch: readonly RunningRecord[], signal: AbortSignal) => Promise<void>
  readonly delivery: Omit<DeliveryContext<RunningRecord>, 'handle' | 'stopping'>
}

/** One subscription: works on what its consumer fetches, slice by slice, and commits each finished slice. */
export interface Member {
  handle(batch: FetchedBatch): Promise<void>
  close(consumer: RunningConsumer): Promise<void>
}

export function createMember(options: MemberOptions): Member {
  /** Aborts when no further slice or try is wanted. */
  const stopping = new AbortController()
  /** Aborts when the running slice took too long to finish. */
  const giveUp = new AbortController()

  async function handle(batch: FetchedBatch): Promise<void> {
    const lost = new AbortController()
    let late: NodeJS.Timeout | undefined
    const tooLate = new AbortController()
    const beat = () =>
      batch.heartbeat().catch(error => {
        // Without its broker a member goes on: perhaps the group still knows it when the broker is back.
        if (!isRebalance(error) || lost.signal.aborted) return
        lost.abort(error)
        late = setTimeout(() => tooLate.abort(), options.closeTimeoutMs)
      })
    const heart = setInterval(beat, options.heartbeatIntervalMs)
    const signal = AbortSignal.any([giveUp.signal, tooLate.signal])
    const delivery: DeliveryContext<RunningRecord> = {
      ...options.delivery,
      handle: records => options.handle(records, signal),
      stopping: AbortSignal.any([stopping.signal, lost.signal])
    }
    try {
      for (let from = 0; from < batch.records.length; from += options.batchEventsMax) {
        await beat()
        if (delivery.stopping.aborted) break
        const slice = batch.records.slice(from, from + options.batchEventsMax).map(options.decode)
        const next = await deliverDecoded(slice, delivery)
        if (next > (slice[0] as RunningRecord).offset) await batch.commit(next)
        // Requests come first: a full log must not keep the event loop to itself.
        await new Promise(resolve => setImmediate(resolve))
      }
    } finally {
      clearInterval(heart)
      clearTimeout(late)
    }
    if (lost.signal.aborted) throw lost.signal.reason
  }

  return {
    handle,
    async close(consumer) {
      stopping.abort()
      await giveTime(consumer.close(), options.closeTimeoutMs, giveUp)
    }
  }
}
