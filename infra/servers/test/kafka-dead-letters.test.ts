import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createKafkaClient } from '@zhipei/shared/adapters/kafka/kafka-client'
import { interaction } from '@zhipei/shared/test/support/events'
import t from 'tap'
import { brokersFromEnvironment, openKafkaBus } from './support/kafka-bus.ts'

const topic = 'interactions.recorded'
const brokers = brokersFromEnvironment()
const zhipei = fileURLToPath(new URL('../../../../services/cli/bin/zhipei.js', import.meta.url))

t.test(
  'operators list dead letters on Kafka, and publish them again once the cause is repaired',
  { skip: brokers === undefined && 'KAFKA_BROKERS is not set' },
  async t => {
    const log = { brokers: brokers ?? '', prefix: `${randomUUID().slice(0, 8)}.` }
    const dead = (...args: string[]) => runDead({ KAFKA_BROKERS: log.brokers, KAFKA_PREFIX: log.prefix }, args)
    const bus = openKafkaBus(log)
    let repaired = false
    const handled: string[] = []
    await bus.publish(topic, [{ key: 'a', value: interaction('a', 0) }])
    const client = createKafkaClient({ brokers: log.brokers.split(','), clientId: 'stranger' })
    await client.send(log.prefix + topic, client.partitionOf('b', 4), [{ key: 'b', value: 'no JSON' }])
    await bus.subscribe({
      topic,
      group: 'reader',
      batchEventsMax: 10,
      async handle(batch) {
        if (!repaired) throw new Error('no such graduate')
        handled.push(...batch.map(({ value }) => value?.id ?? ''))
      }
    })
    while ((await bus.lag(topic, 'reader')) > 0) await new Promise(resolve => setTimeout(resolve, 20))

    const listed = await dead('list', topic, '--values')
    t.equal(listed.code, 0, listed.errors)
    t.match(
      listed.lines.sort((a, b) => (a.key < b.key ? -1 : 1)),
      [
        { topic, key: 'a', group: 'reader', reason: 'Error: no such graduate', value: /"id":"a-0"/ },
        { topic, key: 'b', group: 'reader', reason: 'not JSON', value: 'no JSON' }
      ]
    )
    repaired = true
    const replayed = await dead('replay', topic)
    t.equal(replayed.code, 1, 'one is no event')
    t.match(replayed.errors, /1 of 2 dead letters/)
    t.match(
      replayed.lines.sort((a, b) => (a.key < b.key ? -1 : 1)),
      [
        { key: 'a', replayed: true },
        { key: 'b', replayed: false }
      ]
    )
    while (handled.length === 0) await new Promise(resolve => setTimeout(resolve, 20))
    t.same(handled, ['a-0'])
    await client.close()
    await bus.close()

    const away = await runDead({ KAFKA_BROKERS: '127.0.0.1:1' }, ['list', topic])
    t.match(away, { code: 1, errors: /Kafka 无法连接（KAFKA_BROKERS）/ })
  }
)

function runDead(env: Record<string, string>, args: readonly string[]) {
  return new Promise<{ code: number; lines: { key: string }[]; errors: string }>(done => {
    const options = { env: { ...process.env, ...env } }
    execFile(process.execPath, [zhipei, 'dead', ...args], options, (error, stdout, errors) => {
      const lines = stdout.split('\n').filter(Boolean)
      done({ code: Number(error?.code ?? 0), lines: lines.map(line => JSON.parse(line) as { key: string }), errors })
    })
  })
}
