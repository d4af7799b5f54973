import { randomUUID } from 'node:crypto'
import { createElasticsearchGraduateIndex } from '@zhipei/shared/adapters/elasticsearch/graduate-index'
import type { Graduate } from '@zhipei/shared/contracts/graduate'
import { graduateIndexSuite } from '@zhipei/shared/test/ports/graduate-index.suite'
import { createRandom } from '@zhipei/shared/test/ports/posting-index.suite'
import t from 'tap'
import { connectionTo, deleteIndexes } from './support/elasticsearch.ts'

const url = process.env.ELASTICSEARCH_URL ?? ''
const run = `test-${randomUUID().slice(0, 8)}-`
const open = (
  name: string,
  options: { modelId?: string; dimensions?: number; readsOwnWrites?: boolean; exactOpenMax?: number } = {}
) =>
  createElasticsearchGraduateIndex({
    connection: connectionTo(url),
    prefix: `${run}${name}-`,
    modelId: options.modelId ?? 'model',
    dimensions: options.dimensions ?? 2,
    readsOwnWrites: options.readsOwnWrites ?? true,
    limits: { replicas: 0, ...(options.exactOpenMax !== undefined && { exactOpenMax: options.exactOpenMax }) }
  })
const graduate = (graduateId: string, more: Partial<Graduate> = {}): Graduate => ({
  graduateId,
  major: '会计学',
  ...more
})
const vector = new Float32Array([1, 0])

t.test('graduates on Elasticsearch', { skip: url === '' && 'ELASTICSEARCH_URL is not set' }, async t => {
  t.teardown(() => deleteIndexes(url, run))
  await t.test('the port', t => graduateIndexSuite(t, modelId => open('port', { modelId })))

  await t.test('two matchers share it: late events and late searches bring nobody back', async t => {
    const [first, second] = await Promise.all([open('shared'), open('shared', { readsOwnWrites: false })])
    await first.upsert(['a', 'b', 'c', 'd'].map(id => ({ graduate: graduate(id), revision: 5, vector })))
    t.equal((await first.nearest(vector, 10)).length, 4)
    await first.remove(['a'])
    await first.upsert([
      { graduate: graduate('b', { consent: { personalised: false, push: false } }), revision: 6, vector }
    ])
    await second.upsert([{ graduate: graduate('a'), revision: 5, vector }])
    await second.upsert([{ graduate: graduate('b'), revision: 5, vector }])
    t.equal(await second.get('a'), undefined, 'an erased graduate stays erased when an older event comes late')
    const found = await second.nearest(vector, 2)
    t.same(
      found.map(hit => hit.graduate.graduateId),
      ['c', 'd'],
      'before a refresh too, and the places of those who left are filled'
    )
    await second.upsert([{ graduate: graduate('a'), revision: 9, vector }])
    t.equal((await second.get('a'))?.revision, 9, 'who registers again is there')
    await first.close()
    await second.close()
  })

  await t.test('a scan of int8 vectors finds the same graduates as scoring all of them', async t => {
    const dimensions = 64
    const scanned = await open('scan', { dimensions, exactOpenMax: 100 })
    const random = createRandom(5)
    const randomVector = () =>
      Float32Array.from({ length: dimensions }, () => random.next() - 0.5).map(
        (value, _, all) => value / Math.hypot(...all)
      )
    const all = Array.from({ length: 2_000 }, (_, n) => ({
      graduate: graduate(`g${n}`, n % 10 === 0 ? { status: 'employed' } : {}),
      revision: 1,
      vector: randomVector()
    }))
    await scanned.upsert(all)
    for (let n = 0; n < 5; n++) {
      const asked = randomVector()
      const dot = (other: Float32Array) => other.reduce((sum, value, i) => sum + value * (asked[i] as number), 0)
      const expected = all
        .filter(({ graduate }) => graduate.status !== 'employed')
        .map(item => ({ id: item.graduate.graduateId, similarity: dot(item.vector) }))
        .sort((a, b) => b.similarity - a.similarity)
        .slice(0, 50)
      const hits = await scanned.nearest(asked, 50)
      t.same(
        hits.map(hit => hit.graduate.graduateId),
        expected.map(({ id }) => id)
      )
      t.ok(hits.every((hit, rank) => Math.abs(hit.similarity - (expected[rank]?.similarity ?? 9)) < 1e-5))
    }
    await scanned.close()
  })
})
