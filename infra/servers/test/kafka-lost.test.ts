import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import { createProcesses } from '../src/processes.ts'
import { createServers } from '../src/servers.ts'
import { openKafkaBus } from './support/kafka-bus.ts'
import { generatePool, lastStates, linesOf, sendPostings, untilAnswered } from './support/pool.ts'

const zhipei = fileURLToPath(new URL('../../../../services/cli/bin/zhipei.js', import.meta.url))
const names = ['ingestion', 'profile', 'matcher'] as const
const postings = 400
const graduates = 20

t.test('docs/OPERATIONS.md, Kafka lost as a whole: the stores tell an empty one everything', async t => {
  const directory = t.testdir()
  const servers = createServers(`${process.env.ZHIPEI_SERVERS_INSTANCE ?? 'default'}-lost`)
  t.teardown(() => servers.wipe('kafka'))

  /** A system on the data that are there and on a Kafka that has nothing. */
  async function onEmptyKafka() {
    await servers.wipe('kafka')
    const brokers = await servers.start('kafka')
    const env = {
      KAFKA_BROKERS: brokers,
      KAFKA_REPLICAS: '1',
      KAFKA_PARTITIONS: '4',
      ELASTICSEARCH_URL: '',
      ZHIPEI_DATA_DIR: join(directory, 'data'),
      ZHIPEI_LOG_LEVEL: 'fatal'
    }
    const processes = await createProcesses(env, () => undefined)
    const bus = openKafkaBus({ brokers, prefix: '' })
    t.teardown(() => Promise.all(names.map(name => processes.kill(name))))
    t.teardown(() => bus.close())
    return { env, processes, bus }
  }

  const before = await onEmptyKafka()
  await generatePool(directory, postings, graduates)
  for (const name of names) await before.processes.start(name)
  const accepted = await sendPostings(before.processes.url('ingestion'), directory, () => undefined)
  const profile = `${before.processes.url('profile')}/v1/graduates`
  const people: string[] = []
  for await (const graduate of linesOf(directory, 'graduates.ndjson')) {
    people.push(String(graduate.graduateId))
    await untilAnswered(`${profile}/${graduate.graduateId}`, 'PUT', graduate)
  }
  const [gone = '', ...stay] = people
  await untilAnswered(`${profile}/${gone}`, 'DELETE', {})
  await untilAnswered(`${before.processes.url('ingestion')}/v1/postings/${accepted[0]}`, 'DELETE', {})
  while ((await before.bus.lag('postings.submitted', 'ingestion')) > 0) await sleep(50)
  const wanted = await lastStates(before.bus, `audit-${randomUUID()}`)
  const live = [...wanted].flatMap(([id, { state }]) => (state === 'live' ? [id] : []))
  const first = stay.at(-1) as string
  const list = await untilListed(before.processes.url('matcher'), first, live.length)
  for (const name of names) await before.processes.kill(name)
  await before.bus.close()

  const after = await onEmptyKafka()
  const republish = (what: string) =>
    promisify(execFile)(process.execPath, [zhipei, 'republish', what], { env: { ...process.env, ...after.env } })
  t.match(await republish('postings'), { stderr: /已重新发布 \d+ 个岗位/ })
  t.match(await republish('graduates'), { stderr: new RegExp(`已重新发布 ${stay.length} 位毕业生`) })
  t.match(await republish('postings'), { stderr: /已重新发布/ }, 'it may be repeated')
  for (const index of ['postings', 'graduates'])
    await rm(join(directory, 'data/matcher', index), { recursive: true, force: true })
  for (const name of names) await after.processes.start(name)

  const told = await lastStates(after.bus, `audit-${randomUUID()}`)
  const facts = (states: typeof wanted) =>
    [...states]
      .map(([id, { state, posting }]) => [id, state, posting.revision])
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
  t.same(facts(told), facts(wanted), 'Kafka holds the last state of every posting again')
  const matcher = after.processes.url('matcher')
  t.same(await untilListed(matcher, first, live.length), list, 'and the matcher, filled from it, recommends the same')
  const erased = await fetch(`${matcher}/v1/recommendations`, jsonOf({ graduateId: gone }))
  t.equal(erased.status, 404, 'who was erased does not come back')
  const fresh = {
    postingId: 'fresh',
    title: '会计助理',
    description: '负责记账报税',
    city: '郑州',
    employer: { name: '新' }
  }
  await untilAnswered(`${after.processes.url('ingestion')}/v1/postings`, 'POST', fresh)
  while ((await after.bus.lag('postings.submitted', 'ingestion')) > 0) await sleep(50)
  t.ok((await lastStates(after.bus, `audit-${randomUUID()}`)).has('direct:fresh'), 'and new postings go on')
})

function jsonOf(body: object) {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** The ids that a graduate is recommended once the matcher holds so many postings, in order. */
async function untilListed(url: string, graduateId: string, count: number): Promise<string[]> {
  const held = async () =>
    /^zhipei_matcher_indexed\{kind="postings"\} (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]
  while (Number(await held()) !== count) await sleep(50)
  const answer = await untilAnswered(`${url}/v1/recommendations`, 'POST', { graduateId, limit: 20 })
  return ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id)
}
