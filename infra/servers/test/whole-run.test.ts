import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createElasticsearchPostingIndex } from '@zhipei/shared/adapters/elasticsearch/posting-index'
import { createEmbeddedPostingIndex } from '@zhipei/shared/adapters/embedded-posting-index/embedded-posting-index'
import { createJiebaTokenizer } from '@zhipei/shared/adapters/jieba-tokenizer'
import type { ScreenedPosting } from '@zhipei/shared/contracts/posting'
import { readPostingFacts } from '@zhipei/shared/domain/understanding/posting-facts'
import type { IndexedPosting, PostingFilter, PostingIndex } from '@zhipei/shared/ports/posting-index'
import { createBigramEmbedder } from '@zhipei/shared/test/support/bigram-embedder'
import t, { type Test } from 'tap'
import { createProcesses, type ProcessName, processNames } from '../src/processes.ts'
import { connectionTo, deleteIndexes } from './support/elasticsearch.ts'
import { openKafkaBus } from './support/kafka-bus.ts'
import { generatePool, indexedIds, lastStates, linesOf, sendPostings, untilAnswered } from './support/pool.ts'

const brokers = process.env.KAFKA_BROKERS ?? ''
const elasticsearch = process.env.ELASTICSEARCH_URL ?? ''
const missing = brokers === '' || elasticsearch === ''
const postings = Number(process.env.ZHIPEI_WHOLE_RUN_POSTINGS ?? 20_000)
const graduates = 100

t.test(
  'the whole system on its servers',
  { skip: missing && 'KAFKA_BROKERS or ELASTICSEARCH_URL is not set' },
  async t => {
    const run = randomUUID().slice(0, 8)
    const directory = t.testdir()
    const log = { brokers, prefix: `${run}.` }
    const environment = (prefix: string, folder: string) => ({
      KAFKA_BROKERS: brokers,
      KAFKA_PREFIX: log.prefix,
      KAFKA_PARTITIONS: '4',
      KAFKA_REPLICAS: '1',
      ELASTICSEARCH_URL: elasticsearch,
      ELASTICSEARCH_PREFIX: prefix,
      ELASTICSEARCH_REPLICAS: '0',
      ZHIPEI_DATA_DIR: `${directory}/${folder}`,
      ZHIPEI_LOG_LEVEL: 'fatal'
    })
    const processes = await createProcesses(environment(`${run}-a-`, 'first'), () => undefined)
    const second = await createProcesses(environment(`${run}-b-`, 'second'), () => undefined)
    t.teardown(async () => {
      for (const name of [...processNames].reverse()) await processes.stop(name)
      await second.stop('matcher')
      await deleteIndexes(elasticsearch, `${run}-`)
    })
    const bus = openKafkaBus(log)
    const url = processes.url('gateway')
    await generatePool(directory, postings, graduates)
    for (const name of processNames) await processes.start(name)
    let states = new Map<string, ScreenedPosting>()
    const live = () => [...states].flatMap(([id, { state }]) => (state === 'live' ? [id] : [])).sort()

    await t.test(
      `${postings} postings by HTTP while each process is killed in turn: nothing lost, nothing doubled`,
      async t => {
        const victims: ProcessName[] = ['ingestion', 'matcher', 'profile', 'gateway', 'matcher', 'ingestion']
        let killing: Promise<void> = Promise.resolve()
        let killed = 0
        const startMs = performance.now()
        const accepted = await sendPostings(url, directory, total => {
          if (total < ((killed + 1) * postings) / (victims.length + 1)) return
          const victim = victims[killed]
          if (victim === undefined) return
          killed++
          killing = killing.then(() => processes.kill(victim)).then(() => processes.start(victim))
        })
        await killing
        t.equal(killed, victims.length)
        const settled = async () => {
          states = await lastStates(bus, `audit-${randomUUID()}`)
          if (states.size < new Set(accepted).size) return false
          return same(await indexedIds(elasticsearch, `${run}-a-`), live())
        }
        while (!(await settled())) await sleep(1_000)
        const seconds = Math.round((performance.now() - startMs) / 1000)
        t.same([...states.keys()].sort(), [...new Set(accepted)].sort(), 'each accepted posting was screened')
        const indexed = await indexedIds(elasticsearch, `${run}-a-`)
        t.same(indexed, live(), 'the index holds the live ones, each once')
        t.same(await bus.deadLetters('postings.submitted', 10), [])
        t.same(await bus.deadLetters('postings.screened', 10), [])
        t.comment(`${accepted.length} accepted, ${indexed.length} live and indexed in ${seconds} s, ${killed} kills`)
      }
    )

    await t.test('graduates get recommendations of live postings, each once', async t => {
      const known = new Set(live())
      const wrong: string[] = []
      for await (const graduate of linesOf(directory, 'graduates.ndjson')) {
        const { graduateId } = graduate as { graduateId: string }
        await untilAnswered(`${url}/v1/graduates/${graduateId}`, 'PUT', graduate)
        const answer = await untilAnswered(`${url}/v1/recommendations`, 'POST', { graduateId, limit: 20 })
        const { items } = (await answer.json()) as { items: { postingId: string; source: string }[] }
        const ids = items.map(({ source, postingId }) => `${source}:${postingId}`)
        if (new Set(ids).size !== ids.length || !ids.every(id => known.has(id))) wrong.push(graduateId)
      }
      t.same(wrong, [])
    })

    await t.test('how long until a posting is recommended', async t => {
      const waits: number[] = []
      for (let n = 0; n < 40; n++) {
        const fairId = `fair-${run}-${n}`
        const posting = { postingId: fairId, title: '会计助理', description: '负责记账报税', city: '郑州', fairId }
        const startMs = performance.now()
        await untilAnswered(`${url}/v1/postings`, 'POST', { ...posting, employer: { name: `公司${n}` } })
        const body = { profile: { major: '会计学', degree: '本科' }, limit: 1, filters: { fairId } }
        for (let found = 0; found === 0; ) {
          const answer = await untilAnswered(`${url}/v1/recommendations`, 'POST', body)
          found = ((await answer.json()) as { items: unknown[] }).items.length
        }
        waits.push(performance.now() - startMs)
      }
      waits.sort((a, b) => a - b)
      t.comment(`event to recommendable: p50 ${Math.round(waits[20] ?? 0)} ms, p99 ${Math.round(waits[39] ?? 0)} ms`)
    })

    await t.test('an empty matcher fills its index from Kafka alone while the first one serves', async t => {
      states = await lastStates(bus, `audit-${randomUUID()}`)
      const startMs = performance.now()
      await second.start('matcher')
      let gaps = 0
      while (!same(await indexedIds(elasticsearch, `${run}-b-`), live())) {
        const body = { profile: { major: '软件工程' }, limit: 5 }
        const answer = await untilAnswered(`${url}/v1/recommendations`, 'POST', body)
        if (((await answer.json()) as { items: unknown[] }).items.length === 0) gaps++
        await sleep(500)
      }
      const seconds = (performance.now() - startMs) / 1000
      t.equal(gaps, 0, 'the first one had answers all the time')
      const rate = Math.round(live().length / seconds)
      t.comment(`${states.size} postings (${live().length} live) in ${Math.round(seconds)} s: ${rate} a second`)
    })

    await t.test('Elasticsearch and the embedded index answer alike', async t => {
      const tokenizer = createJiebaTokenizer()
      const embedder = createBigramEmbedder(64)
      const common = { modelId: embedder.modelId, dimensions: 64, tokenizer }
      const limits = { replicas: 0 }
      const options = {
        ...common,
        connection: connectionTo(elasticsearch),
        prefix: `${run}-c-`,
        readsOwnWrites: true,
        limits
      }
      const embedded = await createEmbeddedPostingIndex({ ...common, directory: null })
      const indexes = [embedded, await createElasticsearchPostingIndex(options)] as const
      const pool = [...states.values()].filter(({ state }) => state === 'live').map(({ posting }) => posting)
      for (let at = 0; at < pool.length; at += 500) {
        const slice = pool.slice(at, at + 500)
        const vectors = await embedder.embed(
          slice.map(posting => posting.title + posting.description),
          'document'
        )
        const items = slice.map((posting, n) => ({ posting, facts: readPostingFacts(posting), vector: vectors[n] }))
        for (const index of indexes) await index.upsert(items as IndexedPosting[])
      }
      for (const filter of filters(pool.map(({ cityCode, city }) => cityCode ?? city ?? '')))
        for (let n = 0; n < 5; n++) {
          const wanted = pool[(n * 997) % pool.length]
          if (wanted === undefined) continue
          const [vector = null] = await embedder.embed([wanted.title + wanted.description], 'query')
          const terms = new Map(tokenizer.queryTokens(wanted.title).map(token => [token, 1]))
          await compare(t, indexes, { vector, terms, filter: { nowMs: Date.now(), ...filter }, limit: 50 })
        }
      for (const index of indexes) await index.close()
    })
    await bus.close()
  }
)

/** From no filter down to the rarest places. */
function filters(cities: readonly string[]): Omit<PostingFilter, 'nowMs'>[] {
  const counts = new Map<string, number>()
  for (const city of cities) counts.set(city, (counts.get(city) ?? 0) + 1)
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([city]) => city)
  const some = [0, 1, 2, 4, 8, 12, 16, byCount.length - 1].map(
    at => byCount[Math.min(at, byCount.length - 1)] as string
  )
  return [{}, { degreeRankMax: 3 }, { salaryMin: 9_000 }, ...some.map(city => ({ cities: [city] }))]
}

async function compare(
  t: Test,
  [embedded, other]: readonly [PostingIndex, PostingIndex],
  query: Parameters<PostingIndex['search']>[0]
): Promise<void> {
  const [wanted, found] = await Promise.all([embedded.search(query), other.search(query)])
  const ids = ({ hits }: typeof wanted) => hits.map(({ id }) => id)
  t.equal(found.passing, wanted.passing)
  t.same(ids(found), ids(wanted), JSON.stringify(query.filter))
  const apart = found.hits.filter(({ similarity, lexical }, rank) => {
    const hit = wanted.hits[rank]
    if (hit === undefined) return true
    return Math.abs(hit.similarity - similarity) > 1e-6 || Math.abs(hit.lexical - lexical) > 1e-6 * hit.lexical
  })
  t.same(apart, [])
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, n) => id === b[n])
}
