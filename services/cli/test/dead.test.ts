import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createSqliteEventBus } from '@zhipei/shared/adapters/sqlite/event-bus'
import { interaction } from '@zhipei/shared/test/support/events'
import t from 'tap'

const zhipei = resolve(import.meta.dirname, '../../bin/zhipei.js')
const env = { ...process.env, KAFKA_BROKERS: '' }

function run(...args: string[]): Promise<{ code: number; lines: object[]; errors: string }> {
  return new Promise(done => {
    execFile(process.execPath, [zhipei, 'dead', ...args], { env }, (error, stdout, errors) => {
      const lines = stdout.split('\n').filter(Boolean)
      done({ code: Number(error?.code ?? 0), lines: lines.map(line => JSON.parse(line) as object), errors })
    })
  })
}

t.test('dead letters are listed, and published again for those who failed', async t => {
  const data = t.testdir()
  const topic = 'interactions.recorded'
  const directory = join(data, 'log')
  let onDeadLetters: () => void = () => undefined
  const buried = new Promise<void>(resolve => {
    onDeadLetters = resolve
  })
  let letters = 0
  const onDeadLetter = () => {
    if (++letters === 2) onDeadLetters()
  }
  let bus = createSqliteEventBus({ directory, limits: { backoffMs: 1 }, onDeadLetter })
  await bus.publish(
    topic,
    ['a', 'b'].map((key, n) => ({ key, value: interaction(key, n) }))
  )
  const handle = async () => {
    throw new Error('no')
  }
  await bus.subscribe({ topic, group: 'reader', batchEventsMax: 10, handle })
  await buried
  await bus.close()

  const listed = await run('list', topic, '--data', data)
  t.equal(listed.code, 0, listed.errors)
  t.equal(listed.lines.length, 2)
  const wanted = [{ topic, key: 'a', group: 'reader', reason: 'Error: no' }]
  const one = await run('list', topic, '--data', data, '--key', 'a')
  t.match(one.lines, wanted)
  t.notOk('value' in (one.lines[0] ?? {}), 'values are shown on request only')
  t.match((await run('list', topic, '--data', data, '--key', 'a', '--values')).lines, [{ value: /"id":"a-0"/ }])
  t.match(await run('replay', topic, '--data', data, '--key', 'a'), { code: 0, lines: [{ key: 'a', replayed: true }] })

  bus = createSqliteEventBus({ directory })
  const ids = await new Promise<string[]>(resolve => {
    const handle = async (batch: readonly { value: { id: string } | null }[]) => {
      resolve(batch.map(({ value }) => value?.id ?? ''))
    }
    void bus.subscribe({ topic, group: 'reader', batchEventsMax: 10, handle })
  })
  await bus.close()
  t.same(ids, ['a-0'])

  t.match(await run('list', 'no.topic', '--data', data), { code: 2, errors: /no such topic: no.topic/ })
  t.match(await run('drop', topic), { code: 2, errors: /dead list\|replay/ })
  t.match(await run('list', topic, '--data', join(data, 'none')), { code: 2, errors: /no event log/ })
})
