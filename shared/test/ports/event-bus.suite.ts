import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import type { EventOf, TopicName } from '../../src/contracts/events.ts'
import { type Delivery, type EventBus, type EventRecord, EventRefusedError } from '../../src/ports/event-bus.ts'
import { graduateChanged, interaction } from '../support/events.ts'

/** One log of its own, empty at first, that can be opened again after a close or a crash. */
export interface EventBusHarness {
  /** Retries at once; `inFlightBytesMax` is passed on. At most three tries of a batch. */
  open(limits?: { readonly inFlightBytesMax: number }): Promise<EventBus>
  /** For processes to be killed: a module that exports `openBus(options)`, opening the same log. */
  readonly child: { readonly module: string; readonly options: unknown }
}

export interface EventBusSuiteOptions {
  readonly harness: (t: Test) => Promise<EventBusHarness>
  /** Rounds of publish and SIGKILL. */
  readonly kills: number
}

const childFile = fileURLToPath(new URL('../support/event-bus-child.js', import.meta.url))
const attemptsMax = 3

/** The promises of the port. Every adapter passes all of it, unchanged. */
export async function eventBusSuite(t: Test, { harness, kills }: EventBusSuiteOptions): Promise<void> {
  await t.test('order per key, each group gets everything, values as published', async t => {
    const bus = await (await harness(t)).open()
    const first = await collect(bus, 'interactions.recorded', 'first')
    const second = await collect(bus, 'interactions.recorded', 'second')
    const events = Array.from({ length: 210 }, (_, n) => ({ key: `g${n % 7}`, value: interaction(`g${n % 7}`, n) }))
    const calls: Promise<void>[] = []
    for (let at = 0; at < events.length; at += 1 + (at % 9))
      calls.push(bus.publish('interactions.recorded', events.slice(at, at + 1 + (at % 9))))
    await Promise.all(calls)
    for (const reader of [first, second]) {
      await reader.until(210)
      for (let g = 0; g < 7; g++) {
        const own = reader.deliveries.filter(delivery => delivery.key === `g${g}`)
        t.same(
          own.map(delivery => delivery.value),
          events.filter(event => event.key === `g${g}`).map(event => event.value)
        )
        t.equal(new Set(own.map(delivery => delivery.partition)).size, 1, 'a key stays in one partition')
      }
    }
    await bus.close()
  })

  await t.test('members share the partitions; who leaves is replaced; a late group starts at the earliest', async t => {
    const bus = await (await harness(t)).open()
    const one = await collect(bus, 'interactions.recorded', 'shared')
    const two = await collect(bus, 'interactions.recorded', 'shared')
    await publishInteractions(bus, 0, 60)
    await until(async () => (await bus.lag('interactions.recorded', 'shared')) === 0)
    t.same(
      ids([...one.deliveries, ...two.deliveries]).sort(),
      expectedIds(0, 60).sort(),
      'each event once in the group'
    )
    await one.close()
    await publishInteractions(bus, 60, 120)
    await until(async () => (await bus.lag('interactions.recorded', 'shared')) === 0)
    t.same(ids([...one.deliveries, ...two.deliveries]).sort(), expectedIds(0, 120).sort())
    const late = await collect(bus, 'interactions.recorded', 'late')
    await late.until(120)
    t.same(ids(late.deliveries).sort(), expectedIds(0, 120).sort())
    await bus.close()
  })

  await t.test('what is finished does not come again after close; lag says what is open', async t => {
    const log = await harness(t)
    const bus = await log.open()
    await publishInteractions(bus, 0, 20)
    t.equal(await bus.lag('interactions.recorded', 'reader'), 20)
    const before = await collect(bus, 'interactions.recorded', 'reader')
    await before.until(20)
    await before.close()
    await publishInteractions(bus, 20, 25)
    t.equal(await bus.lag('interactions.recorded', 'reader'), 5)
    await bus.close()
    const again = await log.open()
    t.equal(await again.lag('interactions.recorded', 'reader'), 5)
    const after = await collect(again, 'interactions.recorded', 'reader')
    await after.until(5)
    await until(async () => (await again.lag('interactions.recorded', 'reader')) === 0)
    t.same(ids(after.deliveries).sort(), expectedIds(20, 25).sort())
    await again.close()
  })

  await t.test('close writes what was published and finishes the running batch', async t => {
    const log = await harness(t)
    const bus = await log.open()
    let finish = () => undefined as undefined
    const running = new Promise<void>((started, reject) => {
      const released = new Promise<void>(resolve => {
        finish = () => void resolve()
      })
      const handle = async () => {
        started()
        await released
      }
      bus.subscribe({ topic: 'interactions.recorded', group: 'slow', batchEventsMax: 10, handle }).catch(reject)
    })
    await bus.publish('interactions.recorded', [{ key: 'g', value: interaction('g', 0) }])
    await running
    const published = bus.publish('graduates.changed', [{ key: 'g', value: graduateChanged('g', 1) }])
    const closed = bus.close()
    finish()
    await Promise.all([published, closed])
    await t.rejects(bus.publish('graduates.changed', [{ key: 'g', value: graduateChanged('g', 2) }]))
    const again = await log.open()
    t.equal(await again.lag('interactions.recorded', 'slow'), 0, 'the running batch was finished and committed')
    const reader = await collect(again, 'graduates.changed', 'reader')
    await reader.until(1)
    t.equal(reader.deliveries[0]?.value?.data.revision, 1)
    await again.close()
  })

  await t.test('a failing batch is retried, then taken apart; only the poison goes to the dead letters', async t => {
    const bus = await (await harness(t)).open()
    const tries = new Map<string, number>()
    const handled: string[] = []
    await publishInteractions(bus, 0, 12, 'same-key')
    await bus.subscribe({
      topic: 'interactions.recorded',
      group: 'picky',
      batchEventsMax: 12,
      async handle(batch) {
        for (const { value } of batch) {
          const id = value?.id ?? ''
          tries.set(id, (tries.get(id) ?? 0) + 1)
          if (id === 'g-5') throw new TypeError('does not digest')
        }
        handled.push(...ids(batch))
      }
    })
    await until(async () => (await bus.lag('interactions.recorded', 'picky')) === 0)
    t.same(
      [...new Set(handled)],
      expectedIds(0, 12).filter(id => id !== 'g-5'),
      'all others, in order'
    )
    t.ok((tries.get('g-5') ?? 0) >= attemptsMax && (tries.get('g-5') ?? 0) <= 2 * attemptsMax, 'bounded')
    const letters = await bus.deadLetters('interactions.recorded', 10)
    t.match(letters, [{ topic: 'interactions.recorded', key: 'same-key', group: 'picky', offset: 5 }])
    t.equal(letters.length, 1)
    t.equal(letters[0]?.reason, 'TypeError: does not digest')
    t.same(JSON.parse(letters[0]?.value ?? ''), interaction('g', 5))
    await bus.close()
  })

  await t.test(
    "a failure that is not the event's fault is retried beyond the bound and never dead-lettered",
    async t => {
      const bus = await (await harness(t)).open()
      let failures = 4 * attemptsMax
      const handled: string[] = []
      await publishInteractions(bus, 0, 3, 'same-key')
      await bus.subscribe({
        topic: 'interactions.recorded',
        group: 'waiting',
        batchEventsMax: 10,
        async handle(batch) {
          if (failures-- > 0) throw Object.assign(new Error('the index is away'), { retryable: true })
          handled.push(...ids(batch))
        }
      })
      await until(async () => (await bus.lag('interactions.recorded', 'waiting')) === 0)
      t.same(handled, expectedIds(0, 3))
      t.same(await bus.deadLetters('interactions.recorded', 10), [])
      await bus.close()
    }
  )

  await t.test('what no reader could take is refused, and nothing of the call is written', async t => {
    const bus = await (await harness(t)).open()
    const good = { key: 'g', value: interaction('g', 0) }
    const wrong: [string, EventRecord<'interactions.recorded'>][] = [
      ['wrong type', { key: 'g', value: { ...good.value, at: 5 as unknown as string } }],
      ['unknown version', { key: 'g', value: { ...good.value, version: 2 as unknown as 1 } }],
      ['missing data', { key: 'g', value: {} as EventOf<'interactions.recorded'> }],
      ['tombstone on a delete topic', { key: 'g', value: null }],
      ['empty key', { key: '', value: good.value }],
      ['control character', { key: 'a\u0000b', value: good.value }],
      ['lone surrogate', { key: 'a\ud800', value: good.value }],
      ['long key', { key: 'k'.repeat(2000), value: good.value }],
      ['huge value', { key: 'g', value: interaction('g', 1, 5 * 1024 * 1024) }]
    ]
    for (const [name, record] of wrong)
      await t.rejects(bus.publish('interactions.recorded', [good, record]), EventRefusedError, name)
    await t.rejects(bus.publish('no.such.topic' as TopicName, []), EventRefusedError)
    t.equal(await bus.lag('interactions.recorded', 'reader'), 0)
    await bus.publish('interactions.recorded', [{ key: '毕业生😀', value: interaction('毕业生😀', 1, 1024 * 1024) }])
    const reader = await collect(bus, 'interactions.recorded', 'reader')
    await reader.until(1)
    t.same(reader.deliveries[0]?.value, interaction('毕业生😀', 1, 1024 * 1024), '1 MB and any script are fine')
    await bus.close()
  })

  await t.test('backpressure: a flood waits and keeps its order; a slow reader holds one batch', async t => {
    const bus = await (await harness(t)).open({ inFlightBytesMax: 64 * 1024 })
    const flood = Array.from({ length: 150 }, (_, n) =>
      bus.publish('interactions.recorded', [{ key: 'g', value: interaction('g', n, 4096) }])
    )
    let largest = 0
    const seen: string[] = []
    const slow = await bus.subscribe({
      topic: 'interactions.recorded',
      group: 'slow',
      batchEventsMax: 4,
      async handle(batch) {
        largest = Math.max(largest, batch.length)
        seen.push(...ids(batch))
        await new Promise(resolve => setImmediate(resolve))
      }
    })
    await Promise.all(flood)
    await until(async () => (await bus.lag('interactions.recorded', 'slow')) === 0)
    t.same(seen, expectedIds(0, 150))
    t.ok(largest <= 4)
    await slow.close()
    await bus.close()
  })

  await t.test('a compacted topic rebuilds the last state; a tombstone and erasure leave no value', async t => {
    const log = await harness(t)
    const bus = await log.open()
    for (let revision = 1; revision <= 5; revision++)
      await bus.publish(
        'graduates.changed',
        ['a', 'b', 'c'].map(key => ({ key, value: graduateChanged(key, revision) }))
      )
    await bus.publish('graduates.changed', [{ key: 'b', value: null }])
    await bus.eraseKeys('graduates.changed', ['b'])
    await bus.publish('graduates.changed', [{ key: 'c', value: graduateChanged('c', 6) }])
    const reader = await collect(bus, 'graduates.changed', 'rebuild')
    await until(async () => (await bus.lag('graduates.changed', 'rebuild')) === 0)
    const state = new Map(reader.deliveries.map(({ key, value }) => [key, value?.data.revision ?? null]))
    t.same(Object.fromEntries(state), { a: 5, b: null, c: 6 })
    t.equal(reader.deliveries.filter(({ key, value }) => key === 'b' && value !== null).length, 0)
    await bus.publish('graduates.changed', [{ key: 'b', value: graduateChanged('b', 9) }])
    await until(async () => reader.deliveries.at(-1)?.value?.data.revision === 9)
    await bus.close()
  })

  await t.test('erasure takes a key out of a delete topic and its dead letters, for good', async t => {
    const log = await harness(t)
    const bus = await log.open()
    await publishInteractions(bus, 0, 6, 'gone')
    await publishInteractions(bus, 6, 9, 'stays')
    const failing = await bus.subscribe({
      topic: 'interactions.recorded',
      group: 'failing',
      batchEventsMax: 10,
      handle: async () => {
        throw new Error('no')
      }
    })
    await until(async () => (await bus.lag('interactions.recorded', 'failing')) === 0)
    await failing.close()
    t.equal((await bus.deadLetters('interactions.recorded', 100)).length, 9)
    await bus.eraseKeys('interactions.recorded', ['gone', 'never seen'])
    await bus.eraseKeys('interactions.recorded', [])
    await publishInteractions(bus, 9, 10, 'gone')
    await bus.close()
    const again = await log.open()
    const reader = await collect(again, 'interactions.recorded', 'late')
    await until(async () => (await again.lag('interactions.recorded', 'late')) === 0)
    t.same(ids(reader.deliveries).sort(), expectedIds(6, 10).sort())
    const letters = await again.deadLetters('interactions.recorded', 100)
    t.same(
      letters.map(letter => letter.key),
      ['stays', 'stays', 'stays']
    )
    await again.close()
  })

  await t.test('a reader that dies before it is done gets the events again', async t => {
    const log = await harness(t)
    const bus = await log.open()
    await publishInteractions(bus, 0, 3, 'same-key')
    await bus.close()
    const child = startChild(t, log, 'consume', 'mortal')
    t.same(await linesUntil(child, lines => lines.length === 3), expectedIds(0, 3))
    await kill(child)
    const again = await log.open()
    const reader = await collect(again, 'interactions.recorded', 'mortal')
    await reader.until(3)
    t.same(ids(reader.deliveries), expectedIds(0, 3))
    await again.close()
  })

  await t.test(`${kills} kills of the writer: every acknowledged event is there once, in order`, async t => {
    const log = await harness(t)
    const acknowledged = new Map<string, number>()
    for (let round = 0; round < kills; round++) {
      const child = startChild(t, log, 'publish', `round${round}`)
      const calls = 1 + Math.floor(Math.random() * 40)
      const lines = await linesUntil(child, lines => lines.length >= calls)
      acknowledged.set(`round${round}`, Number((await kill(child)).at(-1) ?? lines.at(-1)))
    }
    const bus = await log.open()
    const reader = await collect(bus, 'interactions.recorded', 'audit')
    await until(async () => (await bus.lag('interactions.recorded', 'audit')) === 0)
    const found = new Map<string, number[]>()
    for (const { key, value } of reader.deliveries) {
      const name = `${value?.data.graduateId} ${key}`
      found.set(name, [...(found.get(name) ?? []), Number(value?.data.postingId.slice(1))])
    }
    for (const [name, count] of acknowledged)
      for (let k = 0; k < 5; k++) {
        const numbers = found.get(`${name} k${k}`) ?? []
        t.same(
          numbers,
          numbers.map((_, i) => k + 5 * i),
          `${name} k${k}: no gap, nothing twice, in order`
        )
        const expected = Math.ceil((count - k) / 5)
        t.ok(numbers.length >= expected, `${name} k${k}: ${numbers.length} of ${expected} acknowledged`)
      }
    await bus.close()
  })
}

interface Collected<T extends TopicName> {
  readonly deliveries: Delivery<T>[]
  /** Resolves when so many were delivered. */
  until(count: number): Promise<void>
  close(): Promise<void>
}

async function collect<T extends TopicName>(bus: EventBus, topic: T, group: string): Promise<Collected<T>> {
  const deliveries: Delivery<T>[] = []
  const subscription = await bus.subscribe({
    topic,
    group,
    batchEventsMax: 50,
    async handle(batch) {
      deliveries.push(...batch)
    }
  })
  return {
    deliveries,
    until: count => until(async () => deliveries.length >= count),
    close: () => subscription.close()
  }
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 5))
}

async function publishInteractions(bus: EventBus, from: number, to: number, key?: string): Promise<void> {
  const records = Array.from({ length: to - from }, (_, i) => ({
    key: key ?? `k${(from + i) % 8}`,
    value: interaction('g', from + i)
  }))
  await bus.publish('interactions.recorded', records)
}

function expectedIds(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, i) => `g-${from + i}`)
}

function ids(deliveries: readonly Delivery<'interactions.recorded'>[]): string[] {
  return deliveries.map(({ value }) => value?.id ?? '')
}

interface Child {
  readonly process: ChildProcess
  readonly lines: string[]
  onLines: () => void
}

function startChild(t: Test, log: EventBusHarness, role: 'publish' | 'consume', name: string): Child {
  const { module, options } = log.child
  const process = spawn(globalThis.process.execPath, [childFile, module, JSON.stringify(options), role, name], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  t.teardown(() => process.kill('SIGKILL'))
  const child: Child = { process, lines: [], onLines: () => undefined }
  let rest = ''
  process.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    child.lines.push(...parts)
    child.onLines()
  })
  process.on('exit', () => child.onLines())
  return child
}

function linesUntil(child: Child, enough: (lines: readonly string[]) => boolean): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    child.onLines = () => {
      if (enough(child.lines)) resolve(child.lines)
      else if (child.process.exitCode !== null) reject(new Error(`the child ended with ${child.process.exitCode}`))
    }
    child.onLines()
  })
}

/** @returns all lines that came out before the end */
async function kill(child: Child): Promise<readonly string[]> {
  child.process.kill('SIGKILL')
  await once(child.process, 'close')
  return child.lines
}
