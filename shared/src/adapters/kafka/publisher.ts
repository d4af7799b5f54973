import { setTimeout as sleep } from 'node:timers/promises'
import { isRepairable } from './kafka-errors.ts'
import type { KafkaClient, OutgoingRecord } from './kafka-types.ts'

export interface PublisherLimits {
  /** Serialised but unacknowledged; further calls wait unserialised. */
  readonly inFlightBytesMax: number
  /** One request to a broker, beyond its first record. */
  readonly requestBytesMax: number
  readonly backoffMs: number
  readonly backoffMsMax: number
}

/** A topic as the broker knows it. */
export interface TopicHandle {
  readonly topic: string
  readonly partitions: number
}

export interface Publisher {
  /**
   * Resolves when all in-sync replicas have the records; waits for as long as the brokers are away.
   * Rejects with what `encode` throws, or what the broker refuses for good.
   */
  append(topic: () => Promise<TopicHandle>, encode: () => readonly OutgoingRecord[]): Promise<void>
  /** Resolves when nothing is unacknowledged. */
  drain(): Promise<void>
  /** Lets every call that still waits fail. */
  abandon(): void
  inFlightBytes(): number
}

interface Call {
  readonly topic: () => Promise<TopicHandle>
  readonly encode: () => readonly OutgoingRecord[]
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
  open: number
}

interface Queued extends OutgoingRecord {
  readonly bytes: number
  readonly call: Call
}

interface Lane {
  readonly topic: string
  readonly partition: number
  readonly queue: Queued[]
  running: boolean
}

/**
 * One lane per partition with one request under way: whatever arrives meanwhile goes into the next request, so that
 * order holds per key, batches grow with the load, and a request that is tried again is the same request, which the
 * broker recognises by its sequence number.
 */
export function createPublisher(client: KafkaClient, limits: PublisherLimits): Publisher {
  const lanes = new Map<string, Lane>()
  const waiting: Call[] = []
  const abandoned = new AbortController()
  const idle: (() => void)[] = []
  let admitting = false
  let inFlight = 0
  let open = 0
  let onRoom: () => void = () => undefined

  /** Serialises calls in the order of their arrival, as room allows. */
  async function admit(): Promise<void> {
    admitting = true
    for (let call = waiting.shift(); call !== undefined; call = waiting.shift()) {
      while (inFlight >= limits.inFlightBytesMax && !abandoned.signal.aborted)
        await new Promise<void>(resolve => {
          onRoom = resolve
        })
      await enqueue(call)
    }
    admitting = false
  }

  async function enqueue(call: Call): Promise<void> {
    try {
      const { topic, partitions } = await untilPossible(call.topic)
      const records = call.encode()
      if (records.length === 0) return settle(call)
      call.open = records.length
      const touched = new Set<Lane>()
      for (const { key, value } of records) {
        const lane = laneOf(topic, client.partitionOf(key, partitions))
        const bytes = key.length + Buffer.byteLength(value ?? '')
        lane.queue.push({ key, value, bytes, call })
        inFlight += bytes
        touched.add(lane)
      }
      for (const lane of touched) if (!lane.running) void run(lane)
    } catch (error) {
      settle(call, error)
    }
  }

  function laneOf(topic: string, partition: number): Lane {
    const id = `${topic} ${partition}`
    let lane = lanes.get(id)
    if (lane === undefined) {
      lane = { topic, partition, queue: [], running: false }
      lanes.set(id, lane)
    }
    return lane
  }

  async function run(lane: Lane): Promise<void> {
    lane.running = true
    while (lane.queue.length > 0) {
      const batch = take(lane.queue, limits.requestBytesMax)
      const failure = await untilPossible(() => client.send(lane.topic, lane.partition, batch)).then(
        () => undefined,
        error => ({ error })
      )
      for (const { call, bytes } of batch) {
        inFlight -= bytes
        call.open--
        if (failure !== undefined) settle(call, failure.error)
        else if (call.open === 0) settle(call)
      }
      onRoom()
    }
    lane.running = false
  }

  /** Tries again for as long as the failure is not the request's fault. */
  async function untilPossible<T>(work: () => Promise<T>): Promise<T> {
    for (let backoffMs = limits.backoffMs; ; backoffMs = Math.min(2 * backoffMs, limits.backoffMsMax)) {
      abandoned.signal.throwIfAborted()
      try {
        return await work()
      } catch (error) {
        if (!isRepairable(error)) throw error
        await sleep(backoffMs, undefined, { signal: abandoned.signal }).catch(() => abandoned.signal.throwIfAborted())
      }
    }
  }

  const settled = new WeakSet<Call>()
  function settle(call: Call, error?: unknown): void {
    if (settled.has(call)) return
    settled.add(call)
    if (error === undefined) call.resolve()
    else call.reject(error)
    if (--open === 0) for (const resolve of idle.splice(0)) resolve()
  }

  return {
    append: (topic, encode) =>
      new Promise((resolve, reject) => {
        open++
        waiting.push({ topic, encode, resolve, reject, open: 0 })
        if (!admitting) void admit()
      }),
    drain: () => (open === 0 ? Promise.resolve() : new Promise(resolve => idle.push(resolve))),
    abandon() {
      abandoned.abort(new Error('closed before the brokers acknowledged it'))
      onRoom()
    },
    inFlightBytes: () => inFlight
  }
}

function take(queue: Queued[], bytesMax: number): Queued[] {
  let count = 0
  let bytes = 0
  do bytes += queue[count++]?.bytes ?? 0
  while (count < queue.length && bytes + (queue[count] as Queued).bytes <= bytesMax)
  return queue.splice(0, count)
}
