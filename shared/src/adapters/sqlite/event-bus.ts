import { setTimeout as sleepMs } from 'node:timers/promises'
import type { TopicName } from '../../contracts/events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { DeadLetter, Delivery, EventBus } from '../../ports/event-bus.ts'
import { checkRecords, deadTopic, decodeDeadLetter, encodeDeadLetter, encodeRecords } from '../event-codec.ts'
import type { RetryLimits } from '../event-delivery.ts'
import { type ConsumerGroup, createConsumerGroup, type GroupContext, type RunningRecord } from './consumer-group.ts'
import { createCleaner, type RetentionLimits } from './event-cleanup.ts'
import { type LogPartition, openEventLog } from './event-log.ts'
import { createGroupCommit, type GroupCommitLimits } from './group-commit.ts'

export interface SqliteEventBusLimits extends GroupCommitLimits, RetryLimits, RetentionLimits {
  /** Partitions of a new topic; an existing one keeps its own. */
  readonly partitions: number
  /** Upper bound of one batch, beside the subscriber's own in events. */
  readonly batchBytesMax: number
  /** How long a closing subscription waits for its running batch, and as long again once it was told to give up. */
  readonly closeTimeoutMs: number
}

const hourMs = 3_600_000

export const defaultSqliteEventBusLimits: SqliteEventBusLimits = {
  partitions: 4,
  inFlightBytesMax: 16 * 1024 * 1024,
  transactionBytesMax: 1024 * 1024,
  progressDelayMs: 50,
  batchBytesMax: 512 * 1024,
  attemptsMax: 3,
  backoffMs: 100,
  backoffMsMax: 5_000,
  closeTimeoutMs: 10_000,
  cleanupIntervalMs: 1_000,
  cleanupEventsMax: 200,
  retentionMs: 7 * 24 * hourMs,
  finishedRetentionMs: hourMs,
  deadRetentionMs: 30 * 24 * hourMs,
  tombstoneRetentionMs: 24 * hourMs,
  groupExpiryMs: 7 * 24 * hourMs
}

export interface SqliteEventBusOptions {
  /** Holds `events.db`; belongs to one process. */
  readonly directory: string
  readonly clock?: Clock
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  readonly limits?: Partial<SqliteEventBusLimits>
  /** For logs and metrics. The letter holds the event's value: personal data, perhaps. */
  readonly onDeadLetter?: (letter: DeadLetter) => void
  /** The log itself is damaged or can't be written. */
  readonly onFault?: (error: unknown) => void
}

export interface SqliteEventBus extends EventBus {
  /** Runs compaction and retention to their end, in short steps; a timer does so all the time. */
  cleanUp(): Promise<void>
  /** Serialised but unwritten. */
  inFlightBytes(): number
}

/**
 * The event bus in one process, on one SQLite file: write-ahead log, fsync at every commit, all that is published in
 * one turn of the event loop in one commit.
 * @throws DatabaseLockedError where another process has the directory
 */
export function createSqliteEventBus(options: SqliteEventBusOptions): SqliteEventBus {
  const limits = { ...defaultSqliteEventBusLimits, ...options.limits }
  const nowMs = () => options.clock?.nowMs() ?? Date.now()
  const onFault = options.onFault ?? (() => undefined)
  const log = openEventLog(options.directory, limits.partitions)
  const groups = new Map<string, { readonly topic: TopicName; readonly group: ConsumerGroup }>()
  const commits = createGroupCommit(
    log,
    limits,
    nowMs,
    names => {
      for (const { topic, group } of groups.values()) if (names.has(topic)) group.wake()
    },
    () => cleaner.requestTruncation(),
    partition => subscribedFloor(partition) !== undefined
  )
  const context: GroupContext = {
    log,
    commits,
    limits,
    nowMs,
    sleep: options.sleep ?? ((ms, signal) => sleepMs(ms, undefined, { signal })),
    onFault,
    onFinished(partition) {
      partition.tail.trim(subscribedFloor(partition) ?? partition.next)
    },
    async deadLetter(topic, group, record, reason) {
      const { key, partition, offset, text } = record
      const letter: DeadLetter = { topic, key, partition, offset, group, reason, value: text, atMs: nowMs() }
      await commits.append(deadTopic(topic), () => [{ key, value: encodeDeadLetter(letter) }])
      options.onDeadLetter?.(letter)
    }
  }
  const cleaner = createCleaner(log, limits, nowMs, subscribedFloor, onFault)
  let closing: Promise<void> | undefined
  let closed = false

  function groupOf(topic: TopicName, name: string): ConsumerGroup {
    const id = `${topic} ${name}`
    const found = groups.get(id)
    if (found !== undefined) return found.group
    const group = createConsumerGroup(topic, name, context)
    groups.set(id, { topic, group })
    return group
  }

  function subscribedFloor(partition: LogPartition): number | undefined {
    const positions = [...groups.values()].flatMap(({ group }) => group.position(partition) ?? [])
    return positions.length === 0 ? undefined : Math.min(...positions)
  }

  function assertOpen(): void {
    if (closed) throw new Error('the event bus is closed')
  }

  async function drainAndClose(): Promise<void> {
    await commits.drain()
    await Promise.all([...groups.values()].map(({ group }) => group.close()))
    await commits.drain()
    await cleaner.stop()
    closed = true
    commits.close()
    log.close()
  }

  return {
    async publish(topic, records) {
      assertOpen()
      checkRecords(topic, records)
      await commits.append(topic, () => encodeRecords(topic, records))
    },
    async subscribe({ topic, group, batchEventsMax, handle }) {
      if (closing !== undefined) throw new Error('the event bus is closing')
      type Batch = readonly Delivery<typeof topic>[]
      // The codec has checked the values against the topic's schema.
      const typed = (batch: readonly RunningRecord[], signal: AbortSignal) => handle(batch as unknown as Batch, signal)
      return groupOf(topic, group).join({ batchEventsMax, handle: typed })
    },
    async lag(topic, group) {
      assertOpen()
      const open = groups.get(`${topic} ${group}`)
      if (open !== undefined) return open.group.lag()
      const lags = log.partitions(topic).map(partition => partition.next - (log.progress(partition, group) ?? 0))
      return lags.reduce((sum, lag) => sum + lag, 0)
    },
    async deadLetters(topic, limit) {
      assertOpen()
      const letters = log
        .partitions(deadTopic(topic))
        .flatMap(partition => log.read(partition, 0, limit, Number.POSITIVE_INFINITY))
      return letters.slice(0, limit).map(record => decodeDeadLetter(record.key, record.value ?? ''))
    },
    async eraseKeys(topic, keys) {
      assertOpen()
      await commits.drain()
      // Before the transaction: a topic's first use makes its partitions in one of its own.
      const places = keys.flatMap(key =>
        [topic, deadTopic(topic)].map(name => ({ key, partition: log.partitionOf(name, key) }))
      )
      log.transaction(() => {
        for (const { key, partition } of places) {
          log.eraseValues(partition, key, partition.next)
          log.saveState(partition)
        }
      })
      for (const { topic: other, group } of groups.values())
        if (other === topic) for (const key of keys) group.erase(key)
      log.truncateWal()
    },
    async close() {
      closing ??= drainAndClose()
      await closing
    },
    cleanUp: cleaner.run,
    inFlightBytes: commits.inFlightBytes
  }
}
