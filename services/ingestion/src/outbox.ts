import { randomUUID } from 'node:crypto'
import { createEvent } from '@zhipei/shared/platform/events'
import type { Logger } from '@zhipei/shared/platform/logger'
import type { Clock } from '@zhipei/shared/ports/clock'
import { type EventBus, type EventRecord, EventRefusedError } from '@zhipei/shared/ports/event-bus'
import type { PostingRecord, PostingStore, PutOptions } from '@zhipei/shared/ports/posting-store'

/** Tells the readers of `postings.screened` what the store holds (transactional outbox). */
export interface Outbox {
  /**
   * Stores records and publishes them, with tombstones of postings that were never stored.
   * @param also what is stored in the same commit
   * @param traceIds of the events behind the records, by posting id; another gets a new one, as after a crash
   */
  publish(
    records: readonly PostingRecord[],
    tombstones: readonly string[],
    also?: Pick<PutOptions, 'telling' | 'decisions'>,
    traceIds?: ReadonlyMap<string, string>
  ): Promise<void>
  /** Publishes what a crash or a failure left unconfirmed. */
  recover(): Promise<void>
  /** Confirms what is published; until then the next `publish` does so, which saves a commit. */
  close(): Promise<void>
}

const recordsPerRound = 200

/** What the readers of `postings.screened` are told of a stored posting. */
export function toldRecord(
  record: PostingRecord,
  atMs: number,
  traceId: string = randomUUID()
): EventRecord<'postings.screened'> {
  const { posting, screening, state, duplicateOf, review } = record
  if (state === 'taken-down') return { key: posting.id, value: null }
  const data = { posting, screening, state, duplicateOf, ...(review && { review }) }
  return { key: posting.id, value: createEvent('postings.screened', data, { atMs, traceId }) }
}

export function createOutbox(parts: {
  readonly store: PostingStore
  readonly bus: EventBus
  readonly clock: Clock
  readonly logger: Logger
}): Outbox {
  const { store, bus, clock, logger } = parts
  let unconfirmed = true
  let published: readonly string[] = []

  async function send(records: readonly EventRecord<'postings.screened'>[]): Promise<void> {
    try {
      await bus.publish('postings.screened', records)
    } catch (error) {
      if (!(error instanceof EventRefusedError)) throw error
      // One that no reader could take must not hold up the others.
      if (records.length === 1) logger.error({ err: error, id: records[0]?.key }, 'screened posting refused by the bus')
      else for (const record of records) await send([record])
    }
  }

  return {
    async publish(records, tombstones, also = {}, traceIds = new Map()) {
      if (records.length + tombstones.length === 0) return
      await store.put(records, { ...also, publish: true, published })
      published = []
      unconfirmed = true
      const told = records.map(record => toldRecord(record, clock.nowMs(), traceIds.get(record.posting.id)))
      await send([...told, ...tombstones.map(key => ({ key, value: null }))])
      published = records.map(({ posting }) => posting.id)
      unconfirmed = false
    },
    async recover() {
      while (unconfirmed) {
        const records = await store.unpublished(recordsPerRound)
        if (records.length === 0) unconfirmed = false
        else {
          await send(records.map(record => toldRecord(record, clock.nowMs())))
          await store.published(records.map(({ posting }) => posting.id))
        }
      }
    },
    async close() {
      await store.published(published)
      published = []
    }
  }
}
