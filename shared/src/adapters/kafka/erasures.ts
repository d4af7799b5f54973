import type { FetchedBatch, KafkaClient, RunningConsumer } from './kafka-types.ts'
import type { Publisher, TopicHandle } from './publisher.ts'

/**
 * Erasure on a log whose records can't be changed: the topic `events.erased` says for each erased key up to which offset
 * its values are void. Every reader knows all of it before it delivers anything, and passes void values over. Their bytes
 * go with compaction (compacted topics, once a tombstone or a later value stands) or with retention.
 */
export interface Erasures {
  /** Resolves when everything that was erased before is known here. Called again, it resolves at once. */
  load(): Promise<void>
  /** Whether a value at that place is void. */
  covers(topic: string, key: string, offset: number): boolean
  /** Values of the key in `topic` (the broker's name) below `before` are void from now on. */
  add(topic: string, key: string, before: number): Promise<void>
  close(): Promise<void>
}

export interface ErasuresContext {
  readonly client: KafkaClient
  readonly publisher: Publisher
  readonly topic: () => Promise<TopicHandle>
  readonly follow: (topic: string, handle: (batch: FetchedBatch) => Promise<void>) => Promise<RunningConsumer>
}

export function createErasures({ client, publisher, topic, follow }: ErasuresContext): Erasures {
  const bounds = new Map<string, number>()
  let loading: Promise<RunningConsumer> | undefined

  function learn(id: string, before: number): void {
    bounds.set(id, Math.max(before, bounds.get(id) ?? 0))
  }

  async function loadAll(): Promise<RunningConsumer> {
    const handle = await topic()
    const [range] = await client.ranges(handle.topic)
    const end = range === undefined || range.low === range.high ? 0 : range.high
    let reached = () => undefined as undefined
    const known = new Promise<void>(resolve => {
      reached = () => void resolve()
    })
    if (end === 0) reached()
    const consumer = await follow(handle.topic, async batch => {
      for (const { key, value } of batch.records) if (value !== null) learn(key, Number(value))
      const next = (batch.records.at(-1)?.offset ?? -1) + 1
      batch.advance(next)
      if (next >= end) reached()
    })
    await known
    return consumer
  }

  return {
    async load() {
      loading ??= loadAll().catch(error => {
        loading = undefined
        throw error
      })
      await loading
    },
    covers: (topic, key, offset) => offset < (bounds.get(eraseId(topic, key)) ?? 0),
    async add(name, key, before) {
      const id = eraseId(name, key)
      await publisher.append(topic, () => [{ key: id, value: String(before) }])
      learn(id, before)
    },
    async close() {
      await (await loading?.catch(() => undefined))?.close()
    }
  }
}

/** Topic names hold no blanks. */
function eraseId(topic: string, key: string): string {
  return `${topic} ${key}`
}
