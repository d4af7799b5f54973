import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { constants, gunzip, gzip } from 'node:zlib'
import kafkajs, { type Admin, type Consumer, type EachBatchPayload, type Producer, type SASLOptions } from 'kafkajs'
import { hasLostState, isRebalance, isRepairable, isTransient } from './kafka-errors.ts'
import type {
  ConsumeOptions,
  FetchedBatch,
  KafkaClient,
  KafkaConnection,
  RunningConsumer,
  TopicSpec
} from './kafka-types.ts'
import { createSocket } from './sockets.ts'

/** Level 1 costs a third of the default's time for a few per cent more bytes. */
kafkajs.CompressionCodecs[kafkajs.CompressionTypes.GZIP] = () => ({
  compress: ({ buffer }: { buffer: Buffer }) => promisify(gzip)(buffer, { level: constants.Z_BEST_SPEED }),
  decompress: (buffer: Buffer) => promisify(gunzip)(buffer)
})

const retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 2 }
/** How long reads and topic creations are tried again; who calls may go on longer. */
const patienceMs = 5_000
const connectionTimeoutMs = 3_000
const requestTimeoutMs = 30_000
/** A fetch answers at the first byte, and after this without any; a closing consumer waits for it. */
const fetchWaitMsMax = 250
const repeatMs = 30_000

/** With `sockets.ts` the only file that knows the driver, `kafkajs`. Needs no broker to be there. */
export function createKafkaClient(
  connection: KafkaConnection,
  log: (level: 'warn' | 'error', message: string) => void = () => undefined
): KafkaClient {
  const kafka = new kafkajs.Kafka({
    brokers: [...connection.brokers],
    clientId: connection.clientId,
    ...(connection.tls === undefined ? {} : { ssl: connection.tls }),
    ...(connection.sasl === undefined ? {} : { sasl: connection.sasl as SASLOptions }),
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    socketFactory: createSocket,
    retry,
    logLevel: kafkajs.logLevel.WARN,
    logCreator: () => withoutRepeats(log)
  })
  const partitioner = kafkajs.Partitioners.DefaultPartitioner()
  const closing = new AbortController()
  let admin: Promise<Admin> | undefined
  let producer: Promise<Producer> | undefined

  function connectedAdmin(): Promise<Admin> {
    admin ??= connect(kafka.admin()).catch(error => {
      admin = undefined
      throw error
    })
    return admin
  }

  function connectedProducer(): Promise<Producer> {
    producer ??= connect(
      kafka.producer({ idempotent: true, createPartitioner: kafkajs.Partitioners.DefaultPartitioner })
    ).catch(error => {
      producer = undefined
      throw error
    })
    return producer
  }

  /**
   * The driver's own tries leave out a fresh topic whose leader or a fresh broker whose coordinator is not yet known; while
   * it refreshes its metadata, it takes their absence for an answer and fails on it with a TypeError.
   */
  async function patiently<T>(work: () => Promise<T>): Promise<T> {
    for (const deadline = Date.now() + patienceMs; ; )
      try {
        return await work()
      } catch (error) {
        const passing = isTransient(error) || isRebalance(error) || error instanceof TypeError
        if (Date.now() > deadline || closing.signal.aborted || !passing) throw error
        await sleep(retry.initialRetryTime)
      }
  }

  async function ensureTopic({ topic, partitions, replicas, config }: TopicSpec): Promise<number> {
    const admin = await connectedAdmin()
    if (!(await admin.listTopics()).includes(topic)) {
      const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }))
      const spec = { topic, numPartitions: partitions, replicationFactor: replicas, configEntries }
      await admin.createTopics({ topics: [spec], waitForLeaders: false })
    }
    const found = (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]?.partitions ?? []
    if (found.length > 0 && found.every(({ leader }) => leader >= 0)) return found.length
    throw Object.assign(new Error(`topic ${topic} has no leader yet`), { retryable: true })
  }

  return {
    async probe() {
      await (await connectedAdmin()).describeCluster()
    },
    ensureTopic: spec => patiently(() => ensureTopic(spec)),
    partitionOf(key, partitions) {
      const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({ partitionId, leader: 0 }))
      return partitioner({ topic: '', message: { key, value: null }, partitionMetadata } as never)
    },
    async send(topic, partition, records) {
      const current = connectedProducer()
      const messages = records.map(({ key, value }) => ({ key, value, partition }))
      try {
        await (await current).send({ topic, messages, acks: -1, compression: kafkajs.CompressionTypes.GZIP })
      } catch (error) {
        if (!hasLostState(error)) throw error
        if (producer === current) producer = undefined
        await (await current).disconnect().catch(() => undefined)
        throw Object.assign(new Error('the producer starts afresh', { cause: error }), { retryable: true })
      }
    },
    async ranges(topic) {
      const offsets = await patiently(async () => (await connectedAdmin()).fetchTopicOffsets(topic))
      return offsets.map(({ partition, low, high }) => ({ partition, low: Number(low), high: Number(high) }))
    },
    async committed(topic, group) {
      const query = { groupId: group, topics: [topic] }
      const [found] = await patiently(async () => (await connectedAdmin()).fetchOffsets(query))
      const pairs = (found?.partitions ?? []).map(({ partition, offset }) => [partition, Number(offset)] as const)
      return new Map(pairs.filter(([, offset]) => offset >= 0))
    },
    consume: options => startConsumer(kafka, options),
    async close() {
      closing.abort()
      await Promise.allSettled([producer, admin].map(async client => (await client)?.disconnect()))
    }
  }
}

/** While a broker is away the driver says so many times a second: each message passes once in a while only. */
function withoutRepeats(log: (level: 'warn' | 'error', message: string) => void) {
  const saidAt = new Map<string, number>()
  return ({ level, log: { message } }: kafkajs.LogEntry) => {
    const now = Date.now()
    if (now - (saidAt.get(message) ?? 0) < repeatMs) return
    if (saidAt.size > 1_000) saidAt.clear()
    saidAt.set(message, now)
    log(level === kafkajs.logLevel.WARN ? 'warn' : 'error', message)
  }
}

async function connect<C extends { connect(): Promise<void>; disconnect(): Promise<void> }>(client: C): Promise<C> {
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.disconnect().catch(() => undefined)
    throw error
  }
}

async function startConsumer(kafka: kafkajs.Kafka, options: ConsumeOptions): Promise<RunningConsumer> {
  let consumer: Consumer | undefined
  let restart: NodeJS.Timeout | undefined
  let closed = false
  let joined = false

  async function start(): Promise<void> {
    const topic = await options.topic()
    const current = kafka.consumer({
      groupId: options.group,
      sessionTimeout: options.sessionTimeoutMs,
      heartbeatInterval: options.heartbeatIntervalMs,
      rebalanceTimeout: options.rebalanceTimeoutMs,
      maxWaitTimeInMs: fetchWaitMsMax,
      maxBytesPerPartition: options.batchBytesMax,
      maxBytes: options.batchBytesMax,
      retry: { ...retry, restartOnFailure: async () => !closed }
    })
    await consumer?.disconnect().catch(() => undefined)
    consumer = current
    current.on(current.events.GROUP_JOIN, () => {
      if (joined) options.onRebalance?.()
      joined = true
    })
    // The driver restarts after most failures by itself; after the others it stops for good.
    current.on(current.events.CRASH, ({ payload }) => {
      options.onFault(payload.error)
      if (!payload.restart && !closed) restart = setTimeout(startAgain, retry.maxRetryTime)
    })
    await current.connect()
    await current.subscribe({ topics: [topic], fromBeginning: true })
    const eachBatch = (payload: EachBatchPayload) => options.handle(fetchedBatch(payload))
    await current.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch })
  }

  function startAgain(): void {
    if (!closed) void start().catch(tryLater)
  }

  function tryLater(error: unknown): void {
    options.onFault(error)
    restart = setTimeout(startAgain, retry.maxRetryTime)
  }

  await start().catch(error => {
    if (!isRepairable(error)) throw error
    tryLater(error)
  })
  return {
    async close() {
      closed = true
      clearTimeout(restart)
      await consumer?.disconnect()
    }
  }
}

function fetchedBatch({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary }: EachBatchPayload): FetchedBatch {
  const { topic, partition } = batch
  return {
    records: batch.messages.map(({ key, offset, value }) => ({
      key: key?.toString() ?? '',
      partition,
      offset: Number(offset),
      value: value?.toString() ?? null
    })),
    heartbeat,
    advance: next => resolveOffset(String(next - 1)),
    async commit(next) {
      resolveOffset(String(next - 1))
      await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: String(next) }] }] })
    }
  }
}
