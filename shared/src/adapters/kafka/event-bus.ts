import { randomUUID } from 'node:crypto'
import { setTimeout as sleepMs } from 'node:timers/promises'
import type { TopicName } from '../../contracts/events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { DeadLetter, Delivery, EventBus, Subscription } from '../../ports/event-bus.ts'
import {
  checkRecords,
  deadTopic,
  decodeDeadLetter,
  decodeValue,
  encodeDeadLetter,
  encodeRecords
} from '../event-codec.ts'
import type { RetryLimits } from '../event-delivery.ts'
import { createErasures } from './erasures.ts'
import { createKafkaClient } from './kafka-client.ts'
import { faultOf, type KafkaFault } from './kafka-errors.ts'
import type { FetchedBatch, FetchedRecord, KafkaConnection } from './kafka-types.ts'
import { createMember, type RunningRecord } from './member.ts'
import { createPublisher, type PublisherLimits, type TopicHandle } from './publisher.ts'
import { readToEnd } from './read-to-end.ts'
import { erasuresTopic, type TopicLimits, topicSpec } from './topics.ts'

export interface KafkaEventBusLimits extends PublisherLimits, RetryLimits, TopicLimits {
  /** Upper bound of what one fetch brings, beyond its first batch of records. */
  readonly batchBytesMax: number
  /** A member that is not heard of for so long is taken for dead, and its partitions go to the others. */
  readonly sessionTimeoutMs: number
  readonly heartbeatIntervalMs: number
  /** How long members may take to finish their batch when the partitions are divided anew. */
  readonly rebalanceTimeoutMs: number
  /** How long a closing subscription waits for its running batch, and as long again once it was told to give up. */
  readonly closeTimeoutMs: number
}

const hourMs = 3_600_000
const answerTimeoutMs = 2_000

export const defaultKafkaEventBusLimits: KafkaEventBusLimits = {
  partitions: 12,
  replicas: 3,
  retentionMs: 7 * 24 * hourMs,
  compactionLagMsMax: 24 * hourMs,
  deadRetentionMs: 30 * 24 * hourMs,
  tombstoneRetentionMs: 7 * 24 * hourMs,
  inFlightBytesMax: 16 * 1024 * 1024,
  requestBytesMax: 512 * 1024,
  batchBytesMax: 1024 * 1024,
  attemptsMax: 3,
  backoffMs: 100,
  backoffMsMax: 5_000,
  sessionTimeoutMs: 30_000,
  heartbeatIntervalMs: 3_000,
  rebalanceTimeoutMs: 60_000,
  closeTimeoutMs: 10_000
}

export interface KafkaEventBusOptions {
  readonly connection: KafkaConnection
  /** Stands before every topic and group, so that several systems can share a cluster. */
  readonly prefix?: string
  readonly clock?: Clock
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  readonly limits?: Partial<KafkaEventBusLimits>
  /** For logs and metrics. The letter holds the event's value: personal data, perhaps. */
  readonly onDeadLetter?: (letter: DeadLetter) => void
  /** The partitions of the group are divided anew. */
  readonly onRebalance?: (topic: TopicName, group: string) => void
  /** Something failed that is tried again by itself: a broker is away, a leader moves. */
  readonly onFault?: (error: unknown) => void
  readonly log?: (level: 'warn' | 'error', message: string) => void
}

export interface KafkaEventBus extends EventBus {
  /** Why the brokers can't be used now; undefined where they can. `away` where they did not answer within `patienceMs` (2 s). */
  fault(patienceMs?: number): Promise<KafkaFault | undefined>
  /** Serialised but unacknowledged. */
  inFlightBytes(): number
}

/**
 * The event bus on Kafka. It needs no broker to be there when it is created: calls wait until one answers. Topics are
 * created on first use, with the settings of `topics.ts`; an existing topic keeps its own.
 */
export function createKafkaEventBus(options: KafkaEventBusOptions): KafkaEventBus {
  const limits = { ...defaultKafkaEventBusLimits, ...options.limits }
  const prefix = options.prefix ?? ''
  const nowMs = () => options.clock?.nowMs() ?? Date.now()
  const sleep = options.sleep ?? ((ms, signal) => sleepMs(ms, undefined, { signal }))
  const onFault = options.onFault ?? (() => undefined)
  const client = createKafkaClient(options.connection, options.log)
  const publisher = createPublisher(client, limits)
  const erasures = createErasures({ client, publisher, topic: () => handleOf(erasuresTopic), follow })
  const handles = new Map<string, Promise<TopicHandle>>()
  const subscriptions = new Set<Subscription>()
  let closing: Promise<void> | undefined
  let closed = false

  function handleOf(name: string): Promise<TopicHandle> {
    let handle = handles.get(name)
    if (handle === undefined) {
      const spec = topicSpec(name, prefix, limits)
      handle = client.ensureTopic(spec).then(partitions => ({ topic: spec.topic, partitions }))
      handle.catch(() => handles.delete(name))
      handles.set(name, handle)
    }
    return handle
  }

  /** Reads a whole topic without being a member of any lasting group. */
  function follow(topic: string, handle: (batch: FetchedBatch) => Promise<void>) {
    const group = `${prefix}reader.${randomUUID()}`
    return client.consume({ ...limits, topic: async () => topic, group, handle, onFault })
  }

  /** Groups of different topics never share partitions, whatever their names. */
  const groupId = (topic: TopicName, group: string) => `${prefix}${group}.${topic}`

  async function bury(topic: TopicName, group: string, record: RunningRecord, reason: string): Promise<void> {
    const { key, partition, offset, text } = record
    const letter: DeadLetter = { topic, key, partition, offset, group, reason, value: text, atMs: nowMs() }
    const value = encodeDeadLetter(letter)
    await publisher.append(
      () => handleOf(deadTopic(topic)),
      () => [{ key, value }]
    )
    options.onDeadLetter?.(letter)
  }

  function decode(topic: TopicName, { key, partition, offset, value: text }: FetchedRecord): RunningRecord {
    return { key, partition, offset, text, value: undefined, ...decodeValue(topic, text) }
  }

  function assertOpen(): void {
    if (closed) throw new Error('the event bus is closed')
  }

  async function drainAndClose(): Promise<void> {
    const tooLate = setTimeout(publisher.abandon, 2 * limits.closeTimeoutMs)
    await publisher.drain()
    await Promise.all([...subscriptions].map(subscription => subscription.close()))
    await publisher.drain()
    clearTimeout(tooLate)
    closed = true
    await erasures.close()
    await client.close()
  }

  return {
    async publish(topic, records) {
      assertOpen()
      checkRecords(topic, records)
      await publisher.append(
        () => handleOf(topic),
        () => encodeRecords(topic, records)
      )
    },
    async subscribe({ topic, group, batchEventsMax, handle }) {
      if (closing !== undefined) throw new Error('the event bus is closing')
      type Batch = readonly Delivery<typeof topic>[]
      const name = prefix + topic
      const member = createMember({
        ...limits,
        batchEventsMax,
        decode: record => decode(topic, record),
        // The codec has checked the values against the topic's schema.
        handle: (batch, signal) => handle(batch as unknown as Batch, signal),
        delivery: {
          deadLetter: (record, reason) => bury(topic, group, record, reason),
          isErased: ({ key, offset, text }) => text !== null && erasures.covers(name, key, offset),
          sleep,
          limits
        }
      })
      const consumer = await client.consume({
        ...limits,
        topic: async () => (await handleOf(topic)).topic,
        group: groupId(topic, group),
        async handle(batch) {
          await erasures.load()
          await member.handle(batch)
        },
        onRebalance: () => options.onRebalance?.(topic, group),
        onFault
      })
      let leaving: Promise<void> | undefined
      const subscription: Subscription = {
        close() {
          leaving ??= member.close(consumer).finally(() => subscriptions.delete(subscription))
          return leaving
        }
      }
      subscriptions.add(subscription)
      return subscription
    },
    async lag(topic, group) {
      assertOpen()
      const handle = await handleOf(topic)
      const committed = await client.committed(handle.topic, groupId(topic, group))
      const ranges = await client.ranges(handle.topic)
      return ranges.reduce(
        (sum, { partition, low, high }) => sum + high - Math.max(low, committed.get(partition) ?? 0),
        0
      )
    },
    async deadLetters(topic, limit) {
      assertOpen()
      const { topic: name } = await handleOf(deadTopic(topic))
      await erasures.load()
      const letters: DeadLetter[] = []
      await readToEnd(client, follow, name, ({ key, offset, value }) => {
        if (value !== null && !erasures.covers(name, key, offset)) letters.push(decodeDeadLetter(key, value))
        return letters.length < limit
      })
      return letters.sort((a, b) => a.partition - b.partition || a.offset - b.offset)
    },
    async eraseKeys(topic, keys) {
      assertOpen()
      await publisher.drain()
      for (const name of [topic, deadTopic(topic)]) {
        const handle = await handleOf(name)
        const ranges = await client.ranges(handle.topic)
        for (const key of keys) {
          const partition = client.partitionOf(key, handle.partitions)
          await erasures.add(handle.topic, key, ranges.find(range => range.partition === partition)?.high ?? 0)
        }
      }
    },
    async close() {
      closing ??= drainAndClose()
      await closing
    },
    fault(patienceMs = answerTimeoutMs) {
      const answer = client
        .probe()
        .then(() => handleOf(erasuresTopic))
        .then(({ topic }) => client.ranges(topic))
        .then(() => undefined)
        .catch(error => faultOf(error) ?? 'away')
      return Promise.race([answer, sleepMs(patienceMs, 'away' as const, { ref: false })])
    },
    inFlightBytes: publisher.inFlightBytes
  }
}
