import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { openMatcherSystem } from '@zhipei/matcher/test/support/matcher-system'
import { javaGraduate } from '@zhipei/matcher/test/support/samples'
import { createBigramEmbedder } from '@zhipei/shared/test/support/bigram-embedder'
import { posting, postingScreened } from '@zhipei/shared/test/support/postings'
import t from 'tap'
import { connectionTo, deleteIndexes } from './support/elasticsearch.ts'
import { brokersFromEnvironment, openKafkaBus } from './support/kafka-bus.ts'
import { untilReady } from './support/ready.ts'

const url = process.env.ELASTICSEARCH_URL ?? ''
const brokers = brokersFromEnvironment() ?? ''
const missing = url === '' || brokers === ''
const postings = 3_000
/** Postings that a request can ask for alone, by their fair. */
const marked = 30
const retired = 5

t.test(
  'a new model takes over while requests go on',
  { skip: missing && 'KAFKA_BROKERS or ELASTICSEARCH_URL is not set' },
  async t => {
    const prefix = `rebuild-${randomUUID().slice(0, 8)}-`
    t.teardown(() => deleteIndexes(url, prefix))
    const elasticsearch = { connection: connectionTo(url), prefix, shards: 1, replicas: 0 }
    const bus = openKafkaBus({ brokers, prefix: `${prefix}.` })
    t.teardown(() => bus.close())
    const open = (modelId: string) =>
      openMatcherSystem({ elasticsearch, embedder: createBigramEmbedder(64, modelId), bus })
    const first = await open('old')
    t.teardown(() => first.close())
    const fairOf = (n: number) => `fair-${n}`
    const plain = Array.from({ length: postings - marked }, (_, n) => posting(`p${n}`))
    const marks = Array.from({ length: marked }, (_, n) => posting(`m${n}`, { fairId: fairOf(n) }))
    await first.screened([...plain, ...marks])
    await first.changed(javaGraduate)
    const alias = async () => Object.keys((await (await fetch(`${url}/_alias/${prefix}postings`)).json()) as object)
    await untilReady(first)
    const [old, ...others] = await alias()
    t.match(old, /-postings-/)
    t.same(others, [], 'the alias is with the index in use')

    // What the gateway does: every request goes to the matcher in use.
    let serving = first
    const faults: string[] = []
    let rounds = 0
    let leaving: ReadonlySet<number> = new Set()
    let gone: ReadonlySet<number> = new Set()
    let stop = false
    async function ask(body: object): Promise<string[]> {
      const answer = await serving.post('/v1/recommendations', body)
      if (answer.statusCode !== 200) faults.push(`${answer.statusCode} ${answer.body}`)
      return answer.statusCode === 200 ? answer.json().items.map((item: { postingId: string }) => item.postingId) : []
    }
    const requests = (async () => {
      for (; !stop; rounds++) {
        for (let n = 0; n < marked; n++) {
          const isGone = gone.has(n)
          const found = await ask({ profile: { major: '软件工程' }, filters: { fairId: fairOf(n) }, limit: 1 })
          if (!leaving.has(n) && found[0] !== `m${n}`) faults.push(`m${n} is missing in round ${rounds}`)
          if (isGone && found.length > 0) faults.push(`m${n} is back in round ${rounds}`)
        }
        const found = await ask({ graduateId: javaGraduate.graduateId, limit: 20 })
        if (found.length !== 20) faults.push(`${found.length} for the graduate in round ${rounds}`)
      }
    })()
    const roundsMore = async (count: number) => {
      for (const wanted = rounds + count; rounds < wanted; ) await sleep(20)
    }

    const second = await open('new')
    t.teardown(() => second.close())
    t.equal((await second.app.inject('/health/ready')).statusCode, 503, 'it is not ready before it is full')
    const late = Array.from({ length: 200 }, (_, n) => posting(`late${n}`))
    await bus.publish(
      'postings.screened',
      late.map(posting => ({ key: posting.id, value: postingScreened(posting) }))
    )
    leaving = new Set(Array.from({ length: retired }, (_, n) => n))
    await first.takenDown(marks.slice(0, retired).map(({ id }) => id))
    gone = leaving
    await untilReady(second)
    await second.caughtUp()
    await roundsMore(2)
    serving = second
    await roundsMore(2)
    const [taken, ...more] = await alias()
    t.not(taken, old)
    t.same(more, [], 'the alias moved in one step')
    t.equal((await fetch(`${url}/${old}`, { method: 'DELETE' })).status, 200)
    await roundsMore(2)
    stop = true
    await requests
    t.same(faults, [], 'no request failed, no posting was missing, none came back')
    // NaN where the node did not say in time.
    const held = async () =>
      /^zhipei_matcher_indexed\{kind="postings"\} (\d+)$/m.exec((await second.app.inject('/metrics')).body)?.[1]
    let count = await held()
    while (count === undefined) count = await held()
    t.equal(Number(count), postings + late.length - retired)
    t.comment(`${rounds} rounds of ${marked + 1} requests`)
  }
)
