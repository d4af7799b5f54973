import { randomBytes, randomUUID } from 'node:crypto'
import diagnostics from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { defaultKafkaEventBusLimits } from '@zhipei/shared/adapters/kafka/event-bus'
import { interaction } from '@zhipei/shared/test/support/events'
import t from 'tap'
import { brokersFromEnvironment, openKafkaBus } from './support/kafka-bus.ts'

const topic = 'interactions.recorded'
const brokers = brokersFromEnvironment()
const mebi = 1024 * 1024
const sessionTimeoutMs = 4_000
const batchMs = 1.5 * sessionTimeoutMs
const batches = 3

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** What all connections of this process have received. */
const sockets = new Set<Socket>()
diagnostics.subscribe('net.client.socket', message => sockets.add((message as { socket: Socket }).socket))
const receivedBytes = () => [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, 0)

t.test(
  'a consumer far slower than its session: the backlog stays at the broker, the partitions stay with the consumer',
  { skip: brokers === undefined && 'KAFKA_BROKERS is not set' },
  async t => {
    let rebalances = 0
    const log = { brokers: brokers ?? '', prefix: `${randomUUID().slice(0, 8)}.`, limits: { sessionTimeoutMs } }
    const bus = openKafkaBus(log, { onRebalance: () => rebalances++ })
    const memoryBytes = () => {
      collectGarbage()
      const { heapUsed, external } = process.memoryUsage()
      return heapUsed + external
    }
    const memoryAtStart = memoryBytes()
    const total = 64
    for (let n = 0; n < total; n += 8) await Promise.all(Array.from({ length: 8 }, (_, i) => publishMebibyte(n + i)))

    // The buffers of what was written are freed some time later.
    while (memoryBytes() > memoryAtStart + 8 * mebi) await sleep(100)
    const memoryBefore = memoryBytes()
    const receivedBefore = receivedBytes()
    const receivedWhileBusy: number[] = []
    let memoryMax = 0
    let handled = 0
    let finish = () => undefined as undefined
    const enough = new Promise<void>(resolve => {
      finish = () => void resolve()
    })
    const subscription = await bus.subscribe({
      topic,
      group: 'slow',
      batchEventsMax: 1,
      async handle(batch) {
        const received = receivedBytes()
        await sleep(batchMs)
        receivedWhileBusy.push(receivedBytes() - received)
        memoryMax = Math.max(memoryMax, memoryBytes())
        handled += batch.length
        if (receivedWhileBusy.length === batches) finish()
      }
    })
    await enough
    const received = receivedBytes() - receivedBefore
    await subscription.close()
    const lag = await bus.lag(topic, 'slow')
    await bus.close()

    t.equal(lag, total - handled, `${lag} MiB of ${total} wait at the broker`)
    t.ok(
      receivedWhileBusy.every(bytes => bytes < 64 * 1024),
      `heartbeats only while a batch ran: at most ${Math.max(...receivedWhileBusy)} bytes`
    )
    const fetchBytesMax = defaultKafkaEventBusLimits.batchBytesMax + mebi
    t.ok(received < (handled + 1) * fetchBytesMax, `${received} bytes were fetched for ${handled} records of 1 MiB`)
    const grown = memoryMax - memoryBefore
    t.ok(grown < 16 * mebi, `memory grew by ${(grown / mebi).toFixed(1)} MiB at most`)
    t.equal(rebalances, 0, 'and no rebalance')

    /** Random, so that it does not compress below its size as bytes. */
    async function publishMebibyte(n: number): Promise<void> {
      const value = { ...interaction('g', n), traceId: randomBytes(mebi).toString('base64') }
      await bus.publish(topic, [{ key: `k${n}`, value }])
    }
  }
)
