import { setTimeout as sleep } from 'node:timers/promises'
import { openMatcherSystem } from '@zhipei/matcher/test/support/matcher-system'
import { javaGraduate } from '@zhipei/matcher/test/support/samples'
import { createElasticsearchPostingIndex } from '@zhipei/shared/adapters/elasticsearch/posting-index'
import type { IndexedPosting, PostingIndex } from '@zhipei/shared/ports/posting-index'
import { makePosting, wordTokenizer } from '@zhipei/shared/test/ports/posting-index.oracle'
import { posting, postingScreened } from '@zhipei/shared/test/support/postings'
import t from 'tap'
import { createServers } from '../src/servers.ts'
import { connectionTo } from './support/elasticsearch.ts'
import { untilReady } from './support/ready.ts'

const dimensions = 8
const everything = { vector: null, terms: new Map(), filter: { nowMs: 0 }, limit: 10_000 }
const skip = !process.env.ELASTICSEARCH_URL && 'ELASTICSEARCH_URL is not set'

function indexed(id: string, facts: object = {}): IndexedPosting {
  const vector = new Float32Array(dimensions).fill(1)
  return { posting: makePosting(id), facts: { requiredYears: null, degreeRank: null, ...facts } as never, vector }
}

/** As the event bus does with an error that says `retryable`. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await work()
    } catch (error) {
      if ((error as { retryable?: boolean }).retryable !== true) throw error
      await sleep(200)
    }
}

t.test('faults of a real node', { skip }, async t => {
  const servers = createServers(`${process.env.ZHIPEI_SERVERS_INSTANCE ?? 'default'}-faults`, { quick: true })
  await servers.wipe('elasticsearch')
  const url = await servers.start('elasticsearch')
  t.teardown(() => servers.wipe('elasticsearch'))
  const index = await createElasticsearchPostingIndex({
    connection: connectionTo(url),
    prefix: 'faults-',
    modelId: 'model',
    dimensions,
    tokenizer: wordTokenizer,
    readsOwnWrites: true,
    limits: { replicas: 0, attemptsMax: 2 }
  })
  const idsOf = async (index: PostingIndex) => (await index.search(everything)).hits.map(({ id }) => id).sort()
  const putBlock = (value: boolean | null) =>
    fetch(`${url}/${index.name}/_settings`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ 'index.blocks.read_only_allow_delete': value })
    })

  await t.test('the node is killed while postings are written: none acknowledged is lost, none is doubled', async t => {
    const acknowledged: string[] = []
    let stop = false
    let refusals = 0
    const writing = (async () => {
      for (let batch = 0; !stop; batch++) {
        const items = Array.from({ length: 20 }, (_, n) => indexed(`test:${batch}-${n}`))
        await untilDone(() =>
          index.upsert(items).catch(error => {
            refusals++
            throw error
          })
        )
        acknowledged.push(...items.map(({ posting }) => posting.id))
        if (acknowledged.length >= 9_000) stop = true
      }
    })()
    while (acknowledged.length < 1_000) await sleep(10)
    await servers.kill('elasticsearch')
    await t.rejects(index.search(everything), { name: 'ElasticsearchUnavailableError', retryable: true })
    await servers.start('elasticsearch')
    stop = true
    await writing
    t.ok(refusals > 0)
    t.same(await untilDone(() => idsOf(index)), acknowledged.sort())
    t.equal(await index.count(), acknowledged.length)
  })

  await t.test('a full disk: writes are put off, searches go on, and the block lifts', async t => {
    const before = await idsOf(index)
    await putBlock(true)
    await t.rejects(index.upsert([indexed('test:late')]), { name: 'ElasticsearchUnavailableError', retryable: true })
    t.same(await idsOf(index), before)
    await putBlock(null)
    await index.upsert([indexed('test:late')])
    t.ok((await idsOf(index)).includes('test:late'))
  })

  await t.test('a document that does not fit the mapping is named, and is not tried for ever', async t => {
    const wrong = indexed('test:wrong', { requiredYears: 'three' })
    await t.rejects(index.upsert([indexed('test:right'), wrong]), {
      name: 'DocumentRefusedError',
      message: /test:wrong/
    })
    t.notOk((await idsOf(index)).includes('test:wrong'))
  })

  await t.test('the alias moves in one step', async t => {
    await index.serve()
    await index.serve()
    const aliases = (await (await fetch(`${url}/_alias/faults-postings`)).json()) as object
    t.same(Object.keys(aliases), [index.name])
  })

  await t.test('a matcher whose node is away says so, and catches up', async t => {
    const elasticsearch = { connection: connectionTo(url), prefix: 'matcher-', shards: 1, replicas: 0 }
    const system = await openMatcherSystem({ elasticsearch })
    t.teardown(() => system.close())
    await system.screened(Array.from({ length: 30 }, (_, n) => posting(`p${n}`)))
    await system.changed(javaGraduate)
    await system.changed({ ...javaGraduate, graduateId: 'leaves' })
    const { graduateId } = javaGraduate
    const first = await system.recommend({ graduateId, limit: 5 })
    t.equal(first.items.length, 5)
    const matches = await system.app.inject('/v1/postings/p1/graduates')
    t.same(
      matches
        .json()
        .items.map((item: { graduateId: string }) => item.graduateId)
        .sort(),
      ['g1', 'leaves']
    )

    await servers.kill('elasticsearch')
    const asked = [
      system.post('/v1/recommendations', { profile: { major: '软件工程' } }),
      system.post('/v1/recommendations', { graduateId, limit: 5, cursor: first.nextCursor }),
      system.app.inject('/v1/postings/p1/graduates')
    ]
    for (const answer of await Promise.all(asked)) {
      t.equal(answer.statusCode, 503)
      t.match(answer.headers, { 'content-type': /^application\/problem\+json/, 'retry-after': /^\d+$/ })
      t.match(answer.json(), { status: 503, title: 'Service Unavailable' })
    }
    const notReady = await system.app.inject('/health/ready')
    t.equal(notReady.statusCode, 503)
    t.match(notReady.json(), { ready: false, waitingFor: { postings: String, graduates: String } })
    const metrics = await system.app.inject('/metrics')
    t.equal(metrics.statusCode, 200)
    t.match(metrics.body, /^zhipei_ready\{check="postings"\} 0$/m)
    t.match(metrics.body, /^zhipei_matcher_indexed\{kind="postings"\} Nan$/m)

    const late = posting('late', { title: 'Java开发工程师（急招）' })
    await system.bus.publish('postings.screened', [{ key: late.id, value: postingScreened(late) }])
    await system.erased('leaves')
    await servers.start('elasticsearch')
    await system.caughtUp()
    await untilReady(system)
    const again = await system.recommend({ graduateId, limit: 50 })
    t.ok(again.items.some(({ postingId }) => postingId === 'late'))
    t.equal((await system.post('/v1/recommendations', { graduateId: 'leaves' })).statusCode, 404)
    const left = await system.app.inject('/v1/postings/p1/graduates')
    t.same(
      left.json().items.map((item: { graduateId: string }) => item.graduateId),
      ['g1']
    )
  })
  await index.close()
})
