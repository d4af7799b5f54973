import type { EventOf, TopicName } from '../contracts/events.ts'

/** A value of `null` is a tombstone: on a compacted topic the key is gone. */
export interface EventRecord<T extends TopicName> {
  readonly key: string
  readonly value: EventOf<T> | null
}

export interface Delivery<T extends TopicName> extends EventRecord<T> {
  readonly partition: number
  readonly offset: number
}

export interface SubscribeOptions<T extends TopicName> {
  readonly topic: T
  /** Each group gets every event once; the members of a group share the partitions. */
  readonly group: string
  /** Upper bound of one batch (a batch comes from one partition, in order). */
  readonly batchEventsMax: number
  /**
   * Must be idempotent: after a crash events since the last commit come again. A batch that throws is retried with
   * backoff, then delivered one by one; an event that still fails goes to `<topic>.dead` and the rest goes on.
   */
  readonly handle: (batch: readonly Delivery<T>[], signal: AbortSignal) => Promise<void>
}

export interface Subscription {
  /** Stops taking events, waits for the running batch, commits it. */
  close(): Promise<void>
}

/**
 * Durable, partitioned log. Promises that every adapter proves in `test/ports/event-bus.suite.ts`:
 * - `publish` resolves when the records are durable; what was acknowledged survives kill -9.
 * - Order holds per key, within one publisher. A batch given to one call keeps its order.
 * - Delivery is at least once; offsets are committed only over finished prefixes.
 * - A new group starts at the earliest retained record, so a compacted topic rebuilds a reader's whole state.
 * - Backpressure: `publish` waits (it does not fail) while more than `inFlightBytesMax` are unwritten.
 * - A value that does not fit the topic's schema is refused by `publish`, and dead-lettered when read.
 */
export interface EventBus {
  publish<T extends TopicName>(topic: T, records: readonly EventRecord<T>[]): Promise<void>
  subscribe<T extends TopicName>(options: SubscribeOptions<T>): Promise<Subscription>
  /** Events that the group has not yet finished, over all partitions of the topic. 0 = caught up. */
  lag(topic: TopicName, group: string): Promise<number>
  /** Drains what was published, closes subscriptions, then the store. */
  close(): Promise<void>
}
