import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createKafkaClient } from '@zhipei/shared/adapters/kafka/kafka-client'
import type { EventBus } from '@zhipei/shared/ports/event-bus'
import { interaction } from '@zhipei/shared/test/support/events'
import t, { type Test } from 'tap'
import { createServers } from '../src/servers.ts'
import { brokersFromEnvironment, type KafkaLog, openKafkaBus } from './support/kafka-bus.ts'

const topic = 'interactions.recorded'
const keys = 8
/** A broker that has just started is slow to answer. */
const patienceMs = 60_000
const shared = brokersFromEnvironment()
const skip = shared === undefined && 'KAFKA_BROKERS is not set'
const workerFile = fileURLToPath(new URL('./support/kafka-worker.js', import.meta.url))

/** A log of its own on the broker that all suites share. */
function freshLog(brokers = shared ?? ''): KafkaLog {
  return { brokers, prefix: `${randomUUID().slice(0, 8)}.` }
}

t.test('20 kills of a consumer at random points: no event lost, order kept per key', { skip }, async t => {
  const log = { ...freshLog(), limits: { sessionTimeoutMs: 1_000 } }
  const bus = openKafkaBus(log)
  const file = join(t.testdir({ handled: '' }), 'handled')
  const lines = async () => (await readFile(file, 'utf8')).split('\n').slice(0, -1)
  const handled = async () => (await lines()).filter(Boolean)
  const kills = 20
  const total = 12_000
  await publish(bus, 0, total)
  let working = 0
  for (let kill = 0; kill < kills; kill++) {
    const worker = startWorker(t, log, file)
    const wanted = Math.min(total, (await handled()).length + randomInt(1, 300))
    await until(async () => (await handled()).length >= wanted)
    worker.kill('SIGKILL')
    await once(worker, 'close')
    if ((await bus.lag(topic, 'worker')) > 0) working++
  }
  const last = startWorker(t, log, file)
  await until(async () => (await bus.lag(topic, 'worker')) === 0)
  last.kill('SIGKILL')
  await once(last, 'close')
  const ids = await handled()
  assertComplete(t, ids, total)
  const rejoins = (await lines()).length - ids.length
  const again = ids.length - total
  t.ok(again <= (kills + rejoins) * 20, `${again} events came again: at most a batch per kill or rejoin (${rejoins})`)
  t.comment(`${working} of ${kills} kills came while it worked`)
  await bus.close()
})

t.test('members come and go while events are written: no event lost, order kept per key', { skip }, async t => {
  const log = freshLog()
  const bus = openKafkaBus(log)
  const handled: string[] = []
  let rebalances = 0
  const join = () => {
    const member = openKafkaBus(log, { onRebalance: () => rebalances++ })
    const handle = async (batch: readonly { value: { id: string } | null }[]) => {
      await sleep(2)
      handled.push(...batch.map(({ value }) => value?.id ?? ''))
    }
    return member.subscribe({ topic, group: 'pair', batchEventsMax: 20, handle }).then(() => member)
  }
  const members = [await join()]
  let written = 0
  for (let round = 0; round < 8; round++) {
    if (round % 2 === 0) members.push(await join())
    else await members.shift()?.close()
    await publish(bus, written, written + 250)
    written += 250
  }
  await until(async () => new Set(handled).size === written && (await bus.lag(topic, 'pair')) === 0)
  t.ok(rebalances > 0, `${rebalances} rebalances`)
  assertComplete(t, handled, written)
  await Promise.all([...members, bus].map(each => each.close()))
})

t.test(
  'large records pass; an unknown version and no JSON go to the dead letters, the rest goes on',
  { skip },
  async t => {
    const log = freshLog()
    const bus = openKafkaBus(log)
    // Random text does not compress: the broker's own limit is tried too.
    const noise = randomBytes(1_400_000).toString('base64')
    await bus.publish(topic, [{ key: 'k', value: { ...interaction('g', 0), traceId: noise } }])
    await bus.publish(topic, [{ key: 'k', value: { ...interaction('g', 1), traceId: `${noise}${noise}` } }])
    const client = createKafkaClient({ brokers: log.brokers.split(','), clientId: 'stranger' })
    const partition = client.partitionOf('k', 4)
    const future = JSON.stringify({ ...interaction('g', 2), version: 2 })
    await client.send(log.prefix + topic, partition, [
      { key: 'k', value: future },
      { key: 'k', value: 'no JSON' }
    ])
    await bus.publish(topic, [{ key: 'k', value: interaction('g', 3) }])
    const handled: string[] = []
    const lengths: number[] = []
    await bus.subscribe({
      topic,
      group: 'reader',
      batchEventsMax: 10,
      async handle(batch) {
        handled.push(...batch.map(({ value }) => value?.id ?? ''))
        lengths.push(...batch.map(({ value }) => value?.traceId.length ?? 0))
      }
    })
    await until(async () => (await bus.lag(topic, 'reader')) === 0)
    t.same(handled, ['g-0', 'g-1', 'g-3'])
    t.same(lengths, [noise.length, 2 * noise.length, 0])
    const letters = await bus.deadLetters(topic, 10)
    t.same(
      letters.map(({ value, key, group }) => [value, key, group]),
      [future, 'no JSON'].map(value => [value, 'k', 'reader'])
    )
    t.match(letters[0]?.reason, '/version')
    t.equal(letters[1]?.reason, 'not JSON')
    await client.close()
    await bus.close()
  }
)

t.test('with a broker to kill', { skip }, async t => {
  const servers = createServers(`${process.env.ZHIPEI_SERVERS_INSTANCE ?? 'default'}-faults`)
  await servers.wipe('kafka')
  const brokers = await servers.start('kafka')
  t.teardown(() => servers.wipe('kafka'))

  await t.test('6 kills of the broker while events are written and read: each once, in order', async t => {
    const bus = openKafkaBus(freshLog(brokers))
    const handled: string[] = []
    const handle = async (batch: readonly { value: { id: string } | null }[]) => {
      handled.push(...batch.map(({ value }) => value?.id ?? ''))
    }
    await bus.subscribe({ topic, group: 'reader', batchEventsMax: 100, handle })
    let acknowledged = 0
    let stop = false
    const writing = (async () => {
      while (!stop) {
        await publish(bus, acknowledged, acknowledged + 16)
        acknowledged += 16
      }
    })()
    for (let kills = 0; kills < 6; kills++) {
      const wanted = acknowledged + randomInt(16, 400)
      await until(async () => acknowledged >= wanted)
      await servers.kill('kafka')
      await servers.start('kafka')
    }
    stop = true
    await writing
    await until(async () => new Set(handled).size >= acknowledged && (await bus.lag(topic, 'reader')) === 0)
    assertComplete(t, handled, acknowledged)
    const audit: string[] = []
    const take = async (batch: readonly { value: { id: string } | null }[]) => {
      audit.push(...batch.map(({ value }) => value?.id ?? ''))
    }
    await bus.subscribe({ topic, group: 'audit', batchEventsMax: 100, handle: take })
    await until(async () => (await bus.lag(topic, 'audit')) === 0)
    t.equal(audit.length, acknowledged, 'the log holds each acknowledged event once')
    await bus.close()
  })

  await t.test('a broker away for 20 s: writers wait, readers wait, it is reported, nothing is lost', async t => {
    const bus = openKafkaBus(freshLog(brokers))
    const handled: string[] = []
    await bus.subscribe({
      topic,
      group: 'reader',
      batchEventsMax: 100,
      async handle(batch) {
        handled.push(...batch.map(({ value }) => value?.id ?? ''))
      }
    })
    await publish(bus, 0, 100)
    await until(async () => handled.length === 100)
    t.equal(await bus.fault(patienceMs), undefined)
    await servers.kill('kafka')
    let written = false
    const writing = publish(bus, 100, 200).then(() => {
      written = true
    })
    t.ok(await bus.fault(patienceMs), 'said')
    await sleep(20_000)
    t.notOk(written, 'waits')
    await servers.start('kafka')
    await writing
    await until(async () => new Set(handled).size === 200 && (await bus.lag(topic, 'reader')) === 0)
    t.equal(await bus.fault(patienceMs), undefined)
    assertComplete(t, handled, 200)
    await bus.close()
  })

  await t.test('a bus that is created and closed while no broker is there', async t => {
    await servers.kill('kafka')
    const bus = openKafkaBus({ ...freshLog(brokers), limits: { closeTimeoutMs: 500 } })
    await bus.subscribe({ topic, group: 'reader', batchEventsMax: 1, handle: async () => undefined })
    const waiting = t.rejects(publish(bus, 0, 1), { message: 'closed before the brokers acknowledged it' })
    await bus.close()
    await waiting
    await servers.start('kafka')
  })
})

async function publish(bus: EventBus, from: number, to: number): Promise<void> {
  const numbers = Array.from({ length: to - from }, (_, i) => from + i)
  await bus.publish(
    topic,
    numbers.map(n => ({ key: `k${n % keys}`, value: interaction('g', n) }))
  )
}

/** Every event was handled, and for each key the first deliveries are in the order of writing. */
function assertComplete(t: Test, handled: readonly string[], total: number): void {
  const first = [...new Set(handled)]
  t.equal(first.length, total, 'no event lost')
  for (let key = 0; key < keys; key++) {
    const numbers = first.map(id => Number(id.slice(2))).filter(n => n % keys === key)
    t.same(
      numbers,
      [...numbers].sort((a, b) => a - b),
      `k${key} in order`
    )
  }
}

function startWorker(t: Test, log: KafkaLog, file: string): ChildProcess {
  const args = [workerFile, JSON.stringify(log), file]
  const worker = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  t.teardown(() => worker.kill('SIGKILL'))
  return worker
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition().catch(() => false))) await sleep(20)
}
