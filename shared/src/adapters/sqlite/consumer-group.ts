import type { TopicName } from '../../contracts/events.ts'
import { decodeValue } from '../event-codec.ts'
import { type DeliveryContext, deliverDecoded, giveTime, type RetryLimits } from '../event-delivery.ts'
import type { EventLog, LogPartition } from './event-log.ts'
import type { GroupCommit } from './group-commit.ts'

/** A stored record with its decoded value, as long as a member works on it. */
export interface RunningRecord {
  readonly key: string
  readonly partition: number
  readonly offset: number
  readonly text: string | null
  readonly value: unknown
  /** Why no reader can take it. */
  readonly fault?: string
  erased: boolean
}

export interface MemberOptions {
  readonly batchEventsMax: number
  readonly handle: (batch: readonly RunningRecord[], signal: AbortSignal) => Promise<void>
}

export interface GroupContext {
  readonly log: EventLog
  readonly commits: GroupCommit
  readonly limits: RetryLimits & { readonly batchBytesMax: number; readonly closeTimeoutMs: number }
  readonly nowMs: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly deadLetter: (topic: TopicName, group: string, record: RunningRecord, reason: string) => Promise<void>
  /** The group has come further in this partition. */
  readonly onFinished: (partition: LogPartition) => void
  /** The log can't be read here: the group stops at this partition until it is opened again. */
  readonly onFault: (error: unknown) => void
}

export interface ConsumerGroup {
  join(options: MemberOptions): { close(): Promise<void> }
  /** New records may be there. */
  wake(): void
  lag(): number
  /** Everything below is finished. */
  position(partition: LogPartition): number | undefined
  erase(key: string): void
  close(): Promise<void>
}

interface Slot {
  readonly partition: LogPartition
  /** Everything below is finished. */
  position: number
  owner: Member | undefined
  running: readonly RunningRecord[] | undefined
  faulty: boolean
}

interface Member {
  readonly options: MemberOptions
  /** Aborts when no further batch or try is wanted. */
  readonly stopping: AbortController
  /** Aborts when the running batch took too long to finish. */
  readonly giveUp: AbortController
  wake: () => void
  turn: number
}

export function createConsumerGroup(topic: TopicName, name: string, context: GroupContext): ConsumerGroup {
  const { log, commits, limits } = context
  const members = new Set<Member>()
  const closers = new Set<() => Promise<void>>()
  const slots: Slot[] = register(log, topic, name, context.nowMs())

  function assign(): void {
    const list = [...members]
    for (const [index, slot] of slots.entries()) slot.owner = list[index % list.length]
    wake()
  }

  function wake(): void {
    for (const member of members) member.wake()
  }

  function nextSlot(member: Member): Slot | undefined {
    for (let step = 0; step < slots.length; step++) {
      const slot = slots[(member.turn + step) % slots.length] as Slot
      const ready = slot.running === undefined && !slot.faulty && slot.position < slot.partition.next
      if (slot.owner !== member || !ready) continue
      member.turn += step + 1
      return slot
    }
    return undefined
  }

  function finish(slot: Slot, next: number): void {
    if (next === slot.position) return
    slot.position = next
    commits.finished(slot.partition, name, next)
    context.onFinished(slot.partition)
  }

  async function work(slot: Slot, member: Member): Promise<void> {
    const batch = read(slot, member.options.batchEventsMax)
    if (batch === undefined) return
    // Compaction, retention or erasure emptied the rest of the partition.
    if (batch.length === 0) return finish(slot, slot.partition.next)
    const delivery: DeliveryContext<RunningRecord> = {
      handle: records => member.options.handle(records, member.giveUp.signal),
      deadLetter: (record, reason) => context.deadLetter(topic, name, record, reason),
      isErased: record => record.erased,
      sleep: context.sleep,
      limits,
      stopping: member.stopping.signal
    }
    slot.running = batch
    try {
      const next = await deliverDecoded(batch, delivery)
      finish(slot, next)
    } finally {
      slot.running = undefined
      if (slot.owner !== member) slot.owner?.wake()
    }
  }

  function read(slot: Slot, eventsMax: number): RunningRecord[] | undefined {
    const { number: partition, tail } = slot.partition
    const lately = tail.read(slot.position, eventsMax, limits.batchBytesMax)
    if (lately !== undefined) return lately.map(record => ({ ...record, partition, erased: false }))
    try {
      const records = log.read(slot.partition, slot.position, eventsMax, limits.batchBytesMax)
      return records.map(({ key, offset, value: text, intact }) => {
        const decoded = intact ? decodeValue(topic, text) : { fault: 'checksum does not match' }
        return { key, partition, offset, text, value: undefined, ...decoded, erased: false }
      })
    } catch (error) {
      slot.faulty = true
      context.onFault(error)
      return undefined
    }
  }

  async function run(member: Member): Promise<void> {
    while (!member.stopping.signal.aborted) {
      const slot = nextSlot(member)
      if (slot === undefined) {
        await new Promise<void>(resolve => {
          member.wake = resolve
        })
        continue
      }
      await work(slot, member)
      // Requests come first: a full log must not keep the event loop to itself.
      await new Promise(resolve => setImmediate(resolve))
    }
  }

  return {
    join(options) {
      const member: Member = {
        options,
        stopping: new AbortController(),
        giveUp: new AbortController(),
        wake: () => undefined,
        turn: 0
      }
      members.add(member)
      assign()
      const done = run(member).catch(context.onFault)
      const leave = async () => {
        member.stopping.abort()
        member.wake()
        await giveTime(done, limits.closeTimeoutMs, member.giveUp)
        members.delete(member)
        assign()
        await commits.drain()
      }
      let leaving: Promise<void> | undefined
      const close = () => {
        leaving ??= leave().finally(() => closers.delete(close))
        return leaving
      }
      closers.add(close)
      return { close }
    },
    wake,
    lag: () => slots.reduce((sum, slot) => sum + slot.partition.next - slot.position, 0),
    position: partition => slots.find(slot => slot.partition === partition)?.position,
    erase(key) {
      for (const slot of slots) for (const record of slot.running ?? []) if (record.key === key) record.erased = true
    },
    async close() {
      await Promise.all([...closers].map(close => close()))
    }
  }
}

/** From now on retention waits for the group; a new one starts at the earliest record. */
function register(log: EventLog, topic: TopicName, group: string, nowMs: number): Slot[] {
  const partitions = log.partitions(topic)
  return log.transaction(() =>
    partitions.map(partition => {
      const position = log.progress(partition, group) ?? 0
      log.saveProgress(partition, group, position, nowMs)
      return { partition, position, owner: undefined, running: undefined, faulty: false }
    })
  )
}
