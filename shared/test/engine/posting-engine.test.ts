import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import type { PostingFields } from '../../src/engine/fields.ts'
import { createPostingEngine, type EngineQuery, type EngineRow } from '../../src/engine/posting-engine.ts'
import { quantise } from '../../src/engine/quantise.ts'
import { segmentRows } from '../../src/engine/row-layout.ts'
import { createRandom } from '../ports/posting-index.suite.ts'

const dimensions = 32
let nextNumber = 1
type Truth = Map<string, EngineRow & { readonly floats: Float32Array }>

function unstated(fields: Partial<PostingFields>): PostingFields {
  const none = { city: null, fairId: null, degreeRank: null, requiredYears: null, salaryTop: null }
  return { ...none, kind: 'job', validUntilMs: null, publishedAtMs: null, ...fields }
}

function randomRow(random: ReturnType<typeof createRandom>, id: string) {
  const floats = Float32Array.from({ length: dimensions }, () => random.next() - 0.4)
  const terms = Uint32Array.from(new Set([random.below(5), random.below(400), random.below(4000)])).sort()
  return {
    id,
    number: nextNumber++,
    floats,
    vector: quantise(floats),
    fields: unstated({ city: `city-${Math.floor(random.next() ** 4 * 30)}`, publishedAtMs: random.below(1000) }),
    counts: { terms, frequencies: Uint8Array.from(terms, () => 1 + random.below(16)) }
  }
}

function brute(truth: Truth, query: EngineQuery): string[] {
  const q = query.vector as Float32Array
  const norm = (v: Float32Array) => Math.hypot(...v)
  return [...truth.values()]
    .filter(row => query.filter.cities === undefined || query.filter.cities.includes(row.fields.city ?? ''))
    .map(({ id, floats }) => ({ id, score: floats.reduce((s, v, i) => s + v * (q[i] as number), 0) / norm(floats) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, query.limit)
    .map(({ id }) => id)
}

for (const scan of [undefined, { helpers: 2, rowsMin: 1 }])
  t.test(
    `stays exact over many segments while rows move and memory comes back, ${scan?.helpers ?? 0} threads help`,
    async t => {
      const random = createRandom(11)
      const engine = createPostingEngine({ dimensions, scan })
      const fresh = () => createPostingEngine({ dimensions, scalar: true })
      const truth: Truth = new Map()
      const put = (id: string) => {
        const old = truth.get(id)
        if (old !== undefined) engine.remove(id, old.counts)
        const row = randomRow(random, id)
        engine.add(row)
        truth.set(id, row)
      }
      const rows = 5 * segmentRows + 100
      for (let i = 0; i < rows; i++) put(`p${i}`)
      const check = (label: string) => {
        for (const cities of [undefined, ['city-0'], ['city-3', 'city-20', 'nowhere'], ['city-29']]) {
          const vector = Float32Array.from({ length: dimensions }, () => random.next() - 0.5)
          const query = { vector, terms: null, filter: { nowMs: 0, cities }, limit: 40 }
          t.same(engine.search(query).hits.ids, brute(truth, query), `${label} ${cities}`)
        }
      }
      const sameAsRebuilt = () => {
        const rebuilt = fresh()
        for (const row of [...truth.values()].reverse()) rebuilt.add(row)
        for (let i = 0; i < 20; i++) {
          const terms = new Map([
            [random.below(5), 1],
            [random.below(400), 2]
          ])
          const vector = i % 2 === 0 ? null : Float32Array.from({ length: dimensions }, () => random.next() - 0.5)
          const filter = i % 3 === 0 ? { nowMs: 0, cities: ['city-0', 'city-7'] } : { nowMs: 0 }
          const query = { vector, terms, filter, limit: 1 + random.below(100) }
          t.same(engine.search(query), rebuilt.search(query), 'history and kernel leave no trace in results')
        }
      }
      check('filled')
      // until the helpers are there
      while (scan !== undefined && engine.memory().segmentsShared === 0) {
        await turn()
        check('while helpers start')
      }
      const full = engine.memory().segments
      for (let i = 0; i < rows; i += 2) {
        put(`p${random.below(rows)}`)
        engine.compact(4)
        if (i % 4000 === 0) check(`after ${i} updates`)
      }
      sameAsRebuilt()
      t.ok(engine.memory().segments <= full * 1.5, 'updates leave no more than a third of the rows dead')
      for (const id of [...truth.keys()].slice(2000)) {
        engine.remove(id, (truth.get(id) as EngineRow).counts)
        truth.delete(id)
        engine.compact(4)
      }
      check('emptied')
      t.ok(engine.memory().segments <= 3)
      t.equal(engine.size, 2000)
      sameAsRebuilt()
      await engine.close()
    }
  )

t.test('equal scores: ties go by id, however many', async t => {
  const engine = createPostingEngine({ dimensions })
  const counts = { terms: Uint32Array.of(1), frequencies: Uint8Array.of(1) }
  const vector = quantise(new Float32Array(dimensions).fill(1))
  const ids = Array.from({ length: 6000 }, (_, i) => `p${String((i * 7919) % 6000).padStart(4, '0')}`)
  for (const id of ids) engine.add({ id, number: 1, vector, fields: unstated({}), counts })
  const first = [...ids].sort().slice(0, 25)
  const search = (query: Partial<EngineQuery>) =>
    engine.search({ vector: null, terms: null, filter: { nowMs: 0 }, limit: 25, ...query }).hits.ids
  t.same(search({ vector: new Float32Array(dimensions).fill(1) }), first)
  t.same(search({ terms: new Map([[1, 1]]) }), first)
  t.same(search({}), first)
})
