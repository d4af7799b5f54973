import { setTimeout as sleep } from 'node:timers/promises'
import { createElasticsearchPostingIndex } from '@zhipei/shared/adapters/elasticsearch/posting-index'
import type { IndexedPosting, PostingIndex } from '@zhipei/shared/ports/posting-index'
import { makePosting, wordTokenizer } from '@zhipei/shared/test/ports/posting-index.oracle'
import t from 'tap'
import { createServers } from '../src/servers.ts'

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
  const servers = createServers('faults')
  await servers.wipe('elasticsearch')
  const url = await servers.start('elasticsearch')
  t.teardown(() => servers.wipe('elasticsearch'))
  const index = await createElasticsearchPostingIndex({
    connection: { nodes: [url] },
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

  await t.test(
    '2 kills of the node while postings are written: none acknowledged is lost, none is doubled',
    async t => {
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
      for (let kills = 0; kills < 2; kills++) {
        const wanted = acknowledged.length + 100
        while (acknowledged.length < wanted && !stop) await sleep(10)
        await servers.kill('elasticsearch')
        await t.rejects(index.search(everything), { name: 'ElasticsearchUnavailableError', retryable: true })
        await servers.start('elasticsearch')
      }
      stop = true
      await writing
      t.ok(refusals > 0)
      t.same(await untilDone(() => idsOf(index)), acknowledged.sort())
      t.equal(await index.count(), acknowledged.length)
    }
  )

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
  await index.close()
})
