import { topics } from '../../contracts/events.ts'
import type { EventLog, LogPartition } from './event-log.ts'

export interface RetentionLimits {
  /** Between rounds of compaction and retention. */
  readonly cleanupIntervalMs: number
  /** Events of `delete` topics go after this, finished or not. */
  readonly retentionMs: number
  /** Events of `delete` topics that every group finished stay this long for groups to come. */
  readonly finishedRetentionMs: number
  /** Dead letters go after this. */
  readonly deadRetentionMs: number
  /** Tombstones that every group finished stay this long, so that a reader that lags hears of them. */
  readonly tombstoneRetentionMs: number
  /** A group not seen for this long no longer holds anything back. */
  readonly groupExpiryMs: number
  /** Records looked at in one step: bounds how long a step blocks. */
  readonly cleanupEventsMax: number
}

export interface Cleaner {
  /** A round over all partitions; the timer does so all the time. */
  run(): Promise<void>
  /** Values were erased: the next round takes them out of the write-ahead log too. */
  requestTruncation(): void
  stop(): Promise<void>
}

/** Compaction and retention in short steps between which the event loop goes on. */
export function createCleaner(
  log: EventLog,
  limits: RetentionLimits,
  nowMs: () => number,
  subscribed: (partition: LogPartition) => number | undefined,
  onFault: (error: unknown) => void
): Cleaner {
  let running: Promise<void> | undefined
  let stopped = false
  let truncation = false
  const timer = setInterval(() => void run().catch(onFault), limits.cleanupIntervalMs)
  timer.unref()

  async function round(): Promise<void> {
    for (const partition of log.topics().flatMap(topic => log.partitions(topic)))
      while (!stopped && cleanupStep(log, partition, subscribed(partition), limits, nowMs()))
        await new Promise(resolve => setImmediate(resolve))
    if (truncation) log.truncateWal()
    truncation = false
  }

  function run(): Promise<void> {
    running ??= round().finally(() => {
      running = undefined
    })
    return running
  }

  return {
    run,
    requestTruncation() {
      truncation = true
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    }
  }
}

/**
 * One short step of compaction (compact topics) or retention (all others).
 * @param subscribed the lowest progress of the groups that are subscribed now, where there is any
 * @returns whether there may be more to do
 */
function cleanupStep(
  log: EventLog,
  partition: LogPartition,
  subscribed: number | undefined,
  limits: RetentionLimits,
  nowMs: number
): boolean {
  const seen = log.finishedByAll(partition, nowMs - limits.groupExpiryMs)
  const finished = seen === undefined ? subscribed : Math.min(seen, subscribed ?? seen)
  return isCompacted(partition.topic)
    ? compact(log, partition, finished ?? partition.next, limits, nowMs)
    : retain(log, partition, finished ?? 0, limits, nowMs)
}

export function isCompacted(topic: string): boolean {
  return topic in topics && topics[topic as keyof typeof topics].cleanup === 'compact'
}

/**
 * Every record below `finished` removes the earlier ones of its key; then tombstones that are old enough go. What a
 * live group has not finished stays, so it sees each event.
 */
function compact(log: EventLog, at: LogPartition, finished: number, limits: RetentionLimits, nowMs: number): boolean {
  const window = at.statements.keys.all(at.cleaned, finished, limits.cleanupEventsMax)
  const rows = window as { offset: number; key: string }[]
  const staleBefore = nowMs - limits.tombstoneRetentionMs
  const below = rows.length < limits.cleanupEventsMax ? finished : at.cleaned
  const stale = at.statements.staleTombstones.all(staleBefore, below, limits.cleanupEventsMax) as { offset: number }[]
  if (rows.length === 0 && stale.length === 0) return false
  log.transaction(() => {
    for (const row of rows) at.statements.deleteBefore.run(row.key, row.offset)
    for (const row of stale) at.statements.deleteOne.run(row.offset)
    at.cleaned = (rows.at(-1)?.offset ?? at.cleaned - 1) + 1
    log.saveState(at)
  })
  return rows.length === limits.cleanupEventsMax || stale.length === limits.cleanupEventsMax
}

/** Removes the longest prefix that is old enough. */
function retain(log: EventLog, at: LogPartition, finished: number, limits: RetentionLimits, nowMs: number): boolean {
  const keepMs = at.topic.endsWith('.dead') ? limits.deadRetentionMs : limits.retentionMs
  const head = (eventsMax: number) => at.statements.head.all(eventsMax) as { offset: number; at: number }[]
  const isKept = (row: { readonly offset: number; readonly at: number }) =>
    row.at >= nowMs - keepMs && (row.offset >= finished || row.at >= nowMs - limits.finishedRetentionMs)
  // Nearly always nothing may go yet: one row says so.
  if (head(1).every(isKept)) return false
  const rows = head(limits.cleanupEventsMax)
  const kept = rows.findIndex(isKept)
  const last = rows[(kept === -1 ? rows.length : kept) - 1]
  if (last === undefined) return false
  log.transaction(() => {
    at.statements.deleteUpTo.run(last.offset)
    at.tail.trim(last.offset + 1)
    log.saveState(at)
  })
  return kept === -1 && rows.length === limits.cleanupEventsMax
}
