import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import type { FieldFilter, PostingFields } from '../../src/engine/fields.ts'
import { searchPlans } from '../../src/engine/plan.ts'
import {
  createPostingEngine,
  type EngineQuery,
  type EngineRow,
  type PostingEngine
} from '../../src/engine/posting-engine.ts'
import { quantise, unit } from '../../src/engine/quantise.ts'
import { segmentRows } from '../../src/engine/row-layout.ts'
import { createRandom } from '../ports/posting-index.suite.ts'

const dimensions = 32
let nextNumber = 1
type Truth = Map<string, EngineRow & { readonly floats: Float64Array }>

function unstated(fields: Partial<PostingFields>): PostingFields {
  const none = { city: null, fairId: null, degreeRank: null, requiredYears: null, salaryTop: null }
  return { ...none, kind: 'job', validUntilMs: null, publishedAtMs: null, ...fields }
}

type Random = ReturnType<typeof createRandom>
const randomVector = (random: Random) => Float32Array.from({ length: dimensions }, () => random.next() - 0.45)
const kinds = ['job', 'internship', 'training']

function randomRow(random: Random, id: string) {
  const floats = randomVector(random)
  const terms = Uint32Array.from(new Set([random.below(5), random.below(400), random.below(4000)])).sort()
  const sometimes = <T>(value: T) => (random.below(5) === 0 ? null : value)
  const fields = {
    city: sometimes(`city-${Math.floor(random.next() ** 4 * 30)}`),
    kind: random.pick(kinds),
    fairId: random.below(40) === 0 ? `fair-${random.below(3)}` : null,
    degreeRank: sometimes(random.below(6)),
    requiredYears: sometimes(random.below(12)),
    salaryTop: sometimes(1000 * random.below(40) + 500 * random.below(2)),
    validUntilMs: sometimes(random.below(1000)),
    publishedAtMs: sometimes(random.below(1000))
  }
  const counts = { terms, frequencies: Uint8Array.from(terms, () => 1 + random.below(16)) }
  return { id, number: nextNumber++, floats: unit(floats), vector: quantise(floats), fields, counts }
}

/** Each condition is there or not, so that from all rows to none pass. */
function randomFilter(random: Random): FieldFilter {
  const rarely = <T>(value: T) => (random.below(4) === 0 ? value : undefined)
  return {
    nowMs: random.pick([0, 0, 300, 990]),
    cities: rarely(random.pick([[], ['city-0'], ['city-3', 'city-20', 'nowhere'], ['city-29'], ['nowhere']])),
    kinds: rarely(random.pick([[], ['job'], ['job', 'training'], ['none such']])),
    fairId: random.below(8) === 0 ? `fair-${random.below(4)}` : undefined,
    degreeRankMax: rarely(random.below(6)),
    requiredYearsMax: rarely(random.below(12)),
    salaryMin: rarely(700 * random.below(50))
  }
}

function meets(fields: PostingFields, filter: FieldFilter): boolean {
  const { city, kind, fairId, degreeRank, requiredYears, salaryTop, validUntilMs } = fields
  return (
    (validUntilMs ?? filter.nowMs) >= filter.nowMs &&
    (!filter.cities?.length || (city !== null && filter.cities.includes(city))) &&
    (!filter.kinds?.length || filter.kinds.includes(kind)) &&
    (filter.fairId === undefined || fairId === filter.fairId) &&
    (filter.degreeRankMax === undefined || degreeRank === null || degreeRank <= filter.degreeRankMax) &&
    (filter.requiredYearsMax === undefined || requiredYears === null || requiredYears <= filter.requiredYearsMax) &&
    (filter.salaryMin === undefined || salaryTop === null || salaryTop >= filter.salaryMin)
  )
}

/** Rows that pass, by cosine in floats. */
function brute(truth: Truth, { vector, filter, excludeIds }: Omit<EngineQuery, 'limit'>) {
  const asked = unit(vector as Float32Array)
  const cosine = (row: Float64Array) => row.reduce((sum, value, i) => sum + value * (asked[i] as number), 0)
  return [...truth.values()]
    .filter(row => meets(row.fields, filter) && !excludeIds?.has(row.id))
    .map(({ id, floats }) => ({ id, cosine: cosine(floats) }))
    .sort((a, b) => b.cosine - a.cosine)
}

/** What both planes round. Rows that are nearer to one another than this may change places. */
const cosineError = 2e-7

t.test('every plan stays exact over many segments while rows move and memory comes back', async t => {
  const random = createRandom(11)
  const helpers = 2
  const engines = [undefined, ...searchPlans].map(plan => createPostingEngine({ dimensions, scan: { helpers, plan } }))
  const chosen = engines[0] as PostingEngine
  const sharing = engines[1 + searchPlans.indexOf('shared scan')] as PostingEngine
  const truth: Truth = new Map()
  const remove = (id: string) => {
    const old = truth.get(id)
    if (old !== undefined) for (const engine of engines) engine.remove(id, old.counts)
    truth.delete(id)
  }
  const put = (id: string) => {
    remove(id)
    const row = randomRow(random, id)
    for (const engine of engines) engine.add(row)
    truth.set(id, row)
  }
  const compact = () => {
    for (const engine of engines) engine.compact(4)
  }
  const rows = 5 * segmentRows + 100
  for (let i = 0; i < rows; i++) put(`p${i}`)

  const sameByAll = (query: EngineQuery, label: string) => {
    const result = chosen.search(query)
    for (const [n, engine] of engines.slice(1).entries())
      t.same(engine.search(query), result, `${label}, ${searchPlans[n]}`)
    return result
  }
  const check = (label: string, filter: FieldFilter, excludeIds?: ReadonlySet<string>) => {
    const asked = { vector: randomVector(random), terms: null, filter, excludeIds }
    const expected = brute(truth, asked)
    const cosines = new Map(expected.map(({ id, cosine }) => [id, cosine]))
    for (const limit of [0, 1, 40, random.below(1000), rows]) {
      // enough to have all ranked once where few pass
      if (limit === rows && expected.length > 3000) continue
      const { hits, passing } = sameByAll({ ...asked, limit }, label)
      const says = `${label}: ${JSON.stringify(filter)}, ${limit} of ${expected.length}`
      t.equal(passing, expected.length, says)
      t.equal(new Set(hits.ids).size, Math.min(limit, passing), says)
      const isExact = hits.ids.every((id, n) => {
        const similarity = hits.similarities[n] as number
        const best = expected[n]?.cosine as number
        return Math.abs(similarity - best) < cosineError && Math.abs(similarity - (cosines.get(id) ?? 9)) < cosineError
      })
      t.ok(isExact, says)
    }
  }
  const checks = (label: string) => {
    check(label, { nowMs: 0 })
    for (let i = 0; i < 6; i++) check(label, randomFilter(random))
    const excluded = Array.from({ length: 300 }, () => `p${random.below(rows)}`)
    check(`${label}, some left out`, randomFilter(random), new Set(excluded))
  }
  const sameAsRebuilt = () => {
    const rebuilt = createPostingEngine({ dimensions, scalar: true })
    for (const row of [...truth.values()].reverse()) rebuilt.add(row)
    for (let i = 0; i < 20; i++) {
      const terms = new Map([
        [random.below(5), 1],
        [random.below(400), 2]
      ])
      const vector = i % 2 === 0 ? null : randomVector(random)
      const query = { vector, terms, filter: randomFilter(random), limit: 1 + random.below(100) }
      t.same(sameByAll(query, 'terms too'), rebuilt.search(query), 'history and kernel leave no trace in results')
    }
  }
  checks('filled')
  // until the helpers are there
  while (sharing.memory().segmentsShared === 0) {
    await turn()
    check('while helpers start', { nowMs: 0 })
  }
  const full = chosen.memory().segments
  for (let i = 0; i < rows; i += 2) {
    put(`p${random.below(rows)}`)
    compact()
    if (i % 4000 === 0) checks(`after ${i} updates`)
  }
  sameAsRebuilt()
  t.ok(chosen.memory().segments <= full * 1.5, 'updates leave no more than a third of the rows dead')
  for (const id of [...truth.keys()].slice(2000)) {
    remove(id)
    compact()
    if (truth.size % 5000 === 0) checks(`${truth.size} left`)
  }
  checks('emptied')
  t.ok(chosen.memory().segments <= 3)
  t.equal(chosen.size, 2000)
  sameAsRebuilt()
  await Promise.all(engines.map(engine => engine.close()))
})

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
