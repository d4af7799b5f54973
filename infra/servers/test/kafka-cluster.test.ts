import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { interaction } from '@zhipei/shared/test/support/events'
import t from 'tap'
import { startCluster } from './support/kafka-brokers.ts'
import { openKafkaBus } from './support/kafka-bus.ts'

const topic = 'interactions.recorded'
const keys = 8

t.test('three brokers, each killed in turn while events are written and read: each once, in order', async t => {
  const size = 3
  const cluster = await startCluster(t, t.testdir(), size)
  const limits = { replicas: size }
  const bus = openKafkaBus({ brokers: cluster.brokers, prefix: 'c.', limits })
  const handled = await readerOf('reader')
  let acknowledged = 0
  let stop = false
  const writing = (async () => {
    while (!stop) {
      const numbers = Array.from({ length: 16 }, (_, i) => acknowledged + i)
      await bus.publish(
        topic,
        numbers.map(n => ({ key: `k${n % keys}`, value: interaction('g', n) }))
      )
      acknowledged += numbers.length
    }
  })()
  for (let broker = 0; broker < size; broker++) {
    await until(acknowledged + randomInt(16, 400))
    await cluster.kill(broker)
    await until(acknowledged + 500)
    t.pass(`without broker ${broker} events are acknowledged`)
    await cluster.start(broker)
  }
  await until(acknowledged + 16)
  stop = true
  await writing
  while ((await bus.lag(topic, 'reader')) > 0) await sleep(100)
  const audit = await readerOf('audit')
  while ((await bus.lag(topic, 'audit')) > 0) await sleep(100)
  t.equal(audit.length, acknowledged, 'the log holds each acknowledged event once')
  for (const [name, ids] of Object.entries({ handled: [...new Set(handled)], audit }))
    for (let key = 0; key < keys; key++) {
      const numbers = ids.map(id => Number(id.slice(2))).filter(n => n % keys === key)
      const wanted = Array.from({ length: Math.ceil((acknowledged - key) / keys) }, (_, i) => key + i * keys)
      t.same(numbers, wanted, `${name} k${key}: none lost, in order`)
    }
  t.comment(`${acknowledged} acknowledged, ${handled.length - acknowledged} delivered again`)
  await bus.close()

  async function readerOf(group: string): Promise<string[]> {
    const ids: string[] = []
    await bus.subscribe({
      topic,
      group,
      batchEventsMax: 100,
      async handle(batch) {
        ids.push(...batch.map(({ value }) => value?.id ?? ''))
      }
    })
    return ids
  }

  async function until(count: number): Promise<void> {
    while (acknowledged < count) await sleep(20)
  }
})
