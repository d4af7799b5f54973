import type { EventOf, TopicName } from '../contracts/events.ts'

/** A value of `null` is a tombstone: on a compacted topic the key is gone. Keys hold no control characters. */
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
   * An error with `retryable: true` says that the event is not at fault (a dependency is away): it is retried without
   * bound, with backoff, and never dead-lettered. Never called twice at once for one subscription.
   * @param signal aborts when a closing subscription has waited long enough; give up then, the batch comes again
   */
  readonly handle: (batch: readonly Delivery<T>[], signal: AbortSignal) => Promise<void>
}

export interface Subscription {
  /** Stops taking events, waits for the running batch, commits it. */
  close(): Promise<void>
}

/** An event that could not be processed, as kept in `<topic>.dead` under its original key. */
export interface DeadLetter {
  readonly topic: TopicName
  readonly key: string
  /** Where it stood in the original topic. */
  readonly partition: number
  readonly offset: number
  /** The group that gave up on it. */
  readonly group: string
  readonly reason: string
  /** The value as it was read, perhaps not JSON; null where it was a tombstone. */
  readonly value: string | null
  /** When it was given up, ms since the epoch. */
  readonly atMs: number
}

/**
 * Durable, partitioned log. Promises that every adapter proves in `test/ports/event-bus.suite.ts`:
 * - `publish` resolves when the records are durable; what was acknowledged survives kill -9.
 * - Order holds per key, within one publisher. A batch given to one call keeps its order.
 * - Delivery is at least once; offsets are committed only over finished prefixes.
 * - A new group starts at the earliest retained record, so a compacted topic rebuilds a reader's whole state.
 * - Backpressure: `publish` waits (it does not fail) while more than `inFlightBytesMax` are unwritten; a slow
 *   subscriber's backlog stays in the log, it never holds more than one batch in memory.
 * - A value that does not fit the topic's schema is refused by `publish` with an `EventRefusedError` (none of the call's
 *   records is written), and dead-lettered when read.
 * - Records are not to be changed, before or after: readers in the same process may be given the very same values, and
 *   nothing in them may be undefined, which JSON would drop.
 */
export interface EventBus {
  publish<T extends TopicName>(topic: T, records: readonly EventRecord<T>[]): Promise<void>
  subscribe<T extends TopicName>(options: SubscribeOptions<T>): Promise<Subscription>
  /**
   * Events that the group has not yet finished, over all partitions of the topic; an upper bound where compaction left
   * holes. 0 = caught up.
   */
  lag(topic: TopicName, group: string): Promise<number>
  /** Dead letters of the topic, oldest first per partition, at most `limit`. */
  deadLetters(topic: TopicName, limit: number): Promise<readonly DeadLetter[]>
  /**
   * Erasure: no value of these keys that was published to the topic before is delivered or replayed to anybody any more,
   * its dead letters included. The embedded log overwrites the bytes before this resolves. Later records of a key
   * are as any other; tombstones stay, so that on a compacted topic publish a tombstone first: readers must hear it.
   */
  eraseKeys(topic: TopicName, keys: readonly string[]): Promise<void>
  /** Drains what was published, closes subscriptions, then the store. */
  close(): Promise<void>
}

/** A record that no reader could take: wrong key, or a value that does not fit the topic's schema. Holds no values. */
export class EventRefusedError extends Error {
  override readonly name = 'EventRefusedError'
}
