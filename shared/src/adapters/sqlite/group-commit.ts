import { isCompacted } from './event-cleanup.ts'
import type { EventLog, LogPartition } from './event-log.ts'
import type { TailRecord } from './log-tail.ts'

export interface GroupCommitLimits {
  /** Serialised but unwritten; more waits. */
  readonly inFlightBytesMax: number
  /** One transaction: bounds how long the event loop waits for a commit. */
  readonly transactionBytesMax: number
  /** Finished offsets reach the disk with the next commit of events, or after this. */
  readonly progressDelayMs: number
}

export interface EncodedRecord {
  readonly key: string
  /** As JSON. */
  readonly value: string | null
  /** As it was published, for readers that keep up; absent: they read the JSON. */
  readonly published?: unknown
}

interface WrittenRecord {
  readonly partition: LogPartition
  readonly record: TailRecord
}

interface PendingWrite {
  readonly topic: string
  readonly records: readonly EncodedRecord[]
  readonly bytes: number
  readonly done: (error?: unknown) => void
  written: number
}

/** Everything that is written to the log goes through here, in order; what is asked for in one turn shares a commit. */
export interface GroupCommit {
  /** Resolves once all are durable. `encode` is called when there is room for its result. */
  append(topic: string, encode: () => readonly EncodedRecord[]): Promise<void>
  /** Notes a finished prefix; durable with the next commit, at the latest after `progressDelayMs`. */
  finished(partition: LogPartition, group: string, next: number): void
  /** Resolves when everything asked for before is durable. */
  drain(): Promise<void>
  inFlightBytes(): number
  /** Call after `drain`: nothing more can be written. */
  close(): void
}

export function createGroupCommit(
  log: EventLog,
  limits: GroupCommitLimits,
  nowMs: () => number,
  onAppended: (topics: ReadonlySet<string>) => void,
  onErased: () => void,
  isRead: (partition: LogPartition) => boolean
): GroupCommit {
  const waiting: (() => void)[] = []
  const pending: PendingWrite[] = []
  const progress = new Map<string, { partition: LogPartition; group: string; next: number }>()
  let inFlight = 0
  let closed = false
  let turn: NodeJS.Immediate | undefined
  let progressTimer: NodeJS.Timeout | undefined

  function schedule(): void {
    turn ??= setImmediate(flush)
  }

  function admit(): void {
    while (waiting.length > 0 && inFlight < limits.inFlightBytesMax) waiting.shift()?.()
  }

  function noteProgress(partition: LogPartition, group: string, next: number): void {
    if (closed) return
    progress.set(`${partition.id} ${group}`, { partition, group, next })
    progressTimer ??= setTimeout(schedule, limits.progressDelayMs)
  }

  function flush(): void {
    turn = undefined
    const touched: PendingWrite[] = []
    const names = new Set<string>()
    const written: WrittenRecord[] = []
    const offsets = [...progress.values()]
    progress.clear()
    clearTimeout(progressTimer)
    progressTimer = undefined
    try {
      log.transaction(() => {
        writeEvents(touched, names, written)
        for (const { partition, group, next } of offsets) log.saveProgress(partition, group, next, nowMs())
      })
      for (const { partition, record } of written) partition.tail.push(record)
      settle(touched)
    } catch (error) {
      for (const { partition, group, next } of offsets) noteProgress(partition, group, next)
      settle(touched, error)
    }
    if (names.size > 0) onAppended(names)
    admit()
    if (pending.length > 0) schedule()
  }

  /** A tombstone takes the earlier values of its key with it at once: that is what erasure needs. */
  function writeEvents(touched: PendingWrite[], names: Set<string>, written: WrittenRecord[]): void {
    let bytes = 0
    for (const write of pending) {
      touched.push(write)
      if (write.records.length > 0) names.add(write.topic)
      const compacted = isCompacted(write.topic)
      for (; write.written < write.records.length; write.written++) {
        const record = write.records[write.written] as EncodedRecord
        bytes += bytesOf(record)
        const partition = log.partitionOf(write.topic, record.key)
        if (compacted && record.value === null && log.eraseValues(partition, record.key, partition.next) > 0) onErased()
        const offset = log.append(partition, record.key, record.value, nowMs())
        if (record.published !== undefined && isRead(partition))
          written.push({ partition, record: { key: record.key, offset, text: record.value, value: record.published } })
        if (bytes >= limits.transactionBytesMax) {
          write.written++
          return
        }
      }
    }
  }

  /** `touched` is the head of the queue. What is fully written, or failed, leaves; what the limit has cut stays. */
  function settle(touched: readonly PendingWrite[], error?: unknown): void {
    const gone = error === undefined ? touched.filter(write => write.written === write.records.length) : touched
    pending.splice(0, gone.length)
    for (const write of gone) {
      inFlight -= write.bytes
      write.done(error)
    }
  }

  function append(topic: string, encode: () => readonly EncodedRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      if (closed) throw new Error('the event log is closed')
      const done = (error?: unknown) => (error === undefined ? resolve() : reject(error))
      waiting.push(() => {
        try {
          const records = encode()
          const bytes = records.reduce((sum, record) => sum + bytesOf(record), 0)
          pending.push({ topic, records, bytes, done, written: 0 })
          inFlight += bytes
          schedule()
        } catch (error) {
          reject(error)
        }
      })
      if (waiting.length === 1) admit()
    })
  }

  return {
    append(topic, encode) {
      log.partitions(topic)
      return append(topic, encode)
    },
    finished: noteProgress,
    drain: () => append('', () => []),
    inFlightBytes: () => inFlight,
    close() {
      closed = true
      clearTimeout(progressTimer)
      clearImmediate(turn)
    }
  }
}

/** UTF-16 units: near enough to bytes for a limit, and free. */
function bytesOf(record: EncodedRecord): number {
  return record.key.length + (record.value?.length ?? 0)
}
