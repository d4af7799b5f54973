import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import { postingKinds } from '../../src/contracts/posting.ts'
import { readPostingFacts } from '../../src/domain/understanding/posting-facts.ts'
import {
  hitsMax,
  type IndexedPosting,
  type PostingFilter,
  type PostingHit,
  type PostingIndex,
  type PostingQuery,
  type PostingStepsQuery
} from '../../src/ports/posting-index.ts'
import { expectedSearch, makePosting } from './posting-index.oracle.ts'

export const suiteDimensions = 40

/** How an adapter is opened; the tokenizer must be `wordTokenizer`, the dimensions `suiteDimensions`. */
export interface PostingIndexSetup {
  /** The same name is the same store. */
  open(name: string, modelId?: string): Promise<PostingIndex>
  /** A script that opens the named store and calls `writeUntilKilled`. */
  readonly writer: (name: string) => { readonly file: string; readonly args: readonly string[] }
  /** Greatest difference of a similarity from the exact cosine. */
  readonly similarityTolerance: number
  /** Greatest relative difference of BM25; where lengths are stored rounded, ranks by it are not compared. */
  readonly lexicalTolerance: number
  readonly rounds: number
}

const nowMs = Date.parse('2026-05-01T00:00:00+08:00')
const atMs = (ms: number) => new Date(ms).toISOString()

/** Numerical Recipes' generator: the same sequence everywhere. */
export function createRandom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const below = (n: number) => Math.floor(next() * n)
  return { next, below, pick: <T>(list: readonly T[]): T => list[below(list.length)] as T }
}
type Random = ReturnType<typeof createRandom>

/** Few directions, so that neighbours are close and many scores nearly tie. */
function randomVector(random: Random): Float32Array {
  const direction = random.below(8)
  const vector = Float32Array.from(
    { length: suiteDimensions },
    (_, i) => Math.sin(direction * 7 + i) + random.next() - 0.5
  )
  const norm = Math.hypot(...vector)
  return vector.map(value => value / norm)
}

const words = ['java', 'c++', 'sales', 'nurse', 'teacher', 'welder', 'designer', 'clerk', 'driver', 'cook']
const cities = ['410100', '410300', '420100', '平顶山']

export function randomIndexed(random: Random, id: string, revision: number): IndexedPosting {
  const maybe = <T>(value: T): T | null => (random.below(4) === 0 ? null : value)
  const city = random.pick(cities)
  const text = Array.from({ length: random.below(12) }, () => random.pick(words)).join(' ')
  const posting = makePosting(id, {
    revision,
    title: random.pick(words),
    description: text,
    requirements: maybe(random.pick(words)),
    cityCode: /^\d/.test(city) ? city : null,
    city: city === '平顶山' ? city : maybe('郑州'),
    kind: random.pick(postingKinds),
    salary: {
      min: null,
      max: maybe(random.below(90) * 500 + random.below(2)),
      months: null,
      negotiable: false,
      text: null
    },
    fairId: maybe(`fair-${random.below(3)}`),
    publishedAt: maybe(atMs(nowMs - random.below(20) * 1000)),
    validUntil: maybe(atMs(nowMs + (random.below(40) - 10) * 1000))
  })
  const stated = { requiredYears: maybe(random.below(9) / 2), degreeRank: maybe(random.below(8)) }
  return { posting, facts: { ...readPostingFacts(posting), ...stated }, vector: randomVector(random) }
}

export function randomQuery(random: Random, ids: readonly string[]): PostingQuery {
  const maybe = <T>(key: string, value: T) => (random.below(3) === 0 ? { [key]: value } : {})
  const filter: PostingFilter = {
    nowMs: nowMs + (random.below(30) - 10) * 1000,
    ...maybe(
      'cities',
      Array.from({ length: random.below(3) }, () => random.pick(cities))
    ),
    ...maybe('kinds', [random.pick(postingKinds)]),
    ...maybe('degreeRankMax', random.below(8)),
    ...maybe('requiredYearsMax', random.below(10) / 2),
    ...maybe('salaryMin', random.below(45_000)),
    ...maybe('fairId', `fair-${random.below(4)}`),
    ...maybe('excludeIds', new Set(Array.from({ length: 20 }, () => random.pick(ids))))
  }
  const terms = Array.from({ length: random.below(4) }, () => [random.pick([...words, 'unknown']), 0.5 + random.next()])
  return {
    vector: random.below(4) === 0 ? null : randomVector(random),
    terms: new Map(terms as [string, number][]),
    filter,
    limit: 1 + random.below(30)
  }
}

const plain = (limit = 10): PostingQuery => ({ vector: null, terms: new Map(), filter: { nowMs }, limit })
const idsOf = async (index: PostingIndex, query = plain(1000)) =>
  (await index.search(query)).hits.map(hit => hit.id).sort()

function indexed(id: string, fields: Parameters<typeof makePosting>[1] = {}, seed = 1): IndexedPosting {
  const posting = makePosting(id, fields)
  return { posting, facts: readPostingFacts(posting), vector: randomVector(createRandom(seed)) }
}

async function stepByStep(index: PostingIndex, { filters, enough, ...query }: PostingStepsQuery) {
  const hits: PostingHit[] = []
  const seen = new Set<string>()
  for (const [step, filter] of filters.entries()) {
    const excludeIds = new Set([...(filter.excludeIds ?? []), ...seen])
    const { passing } = await index.search({ ...query, filter })
    const isTaken = passing >= enough || step === filters.length - 1
    const limit = isTaken ? query.limit : hitsMax
    const found = await index.search({ ...query, filter: { ...filter, excludeIds }, limit })
    hits.push(...found.hits)
    if (isTaken) return { hits, rest: { generation: found.generation, passing, step, before: seen.size } }
    for (const { id } of found.hits) seen.add(id)
  }
  throw new Error('no filter')
}

export function postingIndexSuite(t: Test, setup: PostingIndexSetup): void {
  t.test('searches equal brute force over random writes, filters and restarts', async t => {
    const random = createRandom(7)
    const truth = new Map<string, IndexedPosting>()
    const ids = Array.from({ length: 120 }, (_, i) => `test:${i}`)
    let index = await setup.open('random')
    for (let round = 1; round <= setup.rounds; round++) {
      const batch = Array.from({ length: random.below(60) }, () => randomIndexed(random, random.pick(ids), round))
      const removed = Array.from({ length: random.below(8) }, () => random.pick(ids))
      await index.upsert(batch)
      for (const item of batch) truth.set(item.posting.id, item)
      await index.remove(removed)
      for (const id of removed) truth.delete(id)
      if (random.below(4) === 0) {
        await index.close()
        index = await setup.open('random')
      }
      await compareAll(t, index, random, ids, truth, setup)
    }
    t.equal(await index.count(), truth.size)
    await index.close()
  })

  t.test('a search by steps gives what one search after the other gives', async t => {
    const random = createRandom(11)
    const index = await setup.open('steps')
    const ids = Array.from({ length: 60 }, (_, i) => `test:${i}`)
    await index.upsert(ids.map(id => randomIndexed(random, id, 1)))
    for (let round = 0; round < setup.rounds; round++) {
      const { filter, ...query } = randomQuery(random, ids)
      const { nowMs, cities = [], excludeIds = new Set() } = filter
      const widest = { nowMs, cities, excludeIds }
      const middle = { ...widest, degreeRankMax: 4 }
      const filters = [{ ...middle, salaryMin: 9000, kinds: [random.pick(postingKinds)] }, middle, widest]
      const enough = random.below(40)
      const found = await index.searchSteps({ ...query, filters, enough })
      const expected = await stepByStep(index, { ...query, filters, enough })
      const byId = (hits: readonly { id: string }[]) => [...hits].sort((a, b) => (a.id < b.id ? -1 : 1))
      const { hits: outlined, ...rest } = found
      const hits = outlined.map(({ outline: _, ...hit }) => hit)
      t.same(rest, expected.rest, `round ${round}`)
      const { before } = rest
      t.same(byId(hits.slice(0, before)), byId(expected.hits.slice(0, before)), `round ${round}`)
      t.same(hits.slice(before), expected.hits.slice(before), `round ${round}`)
      const entries = await index.get(hits.map(({ id }) => id))
      for (const { id, outline } of outlined) {
        t.match(entries.get(id)?.posting, outline?.posting)
        t.equal(entries.get(id)?.facts.degreeRank, outline?.facts.degreeRank)
      }
      await index.upsert([randomIndexed(random, random.pick(ids), round + 2)])
    }
    await index.close()
  })

  t.test('what a query needs is refused where it is wrong', async t => {
    const index = await setup.open('refusals')
    const short = { ...indexed('a'), vector: new Float32Array(3) }
    await t.rejects(index.upsert([indexed('b'), short]), { name: 'RangeError' })
    const broken = { ...indexed('a'), vector: new Float32Array(suiteDimensions).fill(Number.NaN) }
    await t.rejects(index.upsert([broken]), { name: 'RangeError' })
    t.equal(await index.count(), 0, 'a batch is taken as a whole or not at all')
    await t.rejects(index.search({ ...plain(), vector: new Float32Array(3) }), { name: 'RangeError' })
    for (const limit of [0, -1, 1.5, 1e9, Number.NaN])
      await t.rejects(index.search(plain(limit)), { name: 'RangeError' })
    await index.close()
    await t.rejects(index.search(plain()), /closed/)
    await t.rejects(index.upsert([indexed('a')]), /closed/)
  })

  t.test('zero vectors and empty searches are harmless', async t => {
    const index = await setup.open('zeros')
    t.same((await index.search(plain())).hits, [])
    const zero = new Float32Array(suiteDimensions)
    await index.upsert([{ ...indexed('a', { title: 'java' }), vector: zero }, indexed('b', { title: 'java' })])
    await index.upsert([])
    await index.remove([])
    const hits = await index.search({ ...plain(), vector: zero, terms: new Map([['java', 1]]) })
    t.same(
      hits.hits.map(hit => [hit.id, hit.similarity]),
      [
        ['a', 0],
        ['b', 0]
      ]
    )
    await index.close()
  })

  t.test('older revisions and replays never overwrite, over restarts too', async t => {
    let index = await setup.open('revisions')
    const at = (revision: number, title: string) => indexed('a', { revision, title })
    const title = async () => (await index.get(['a'])).get('a')?.posting.title
    await index.upsert([at(3, 'three'), at(2, 'two')])
    t.equal(await title(), 'three')
    await index.remove([{ id: 'a', revision: 2 }])
    t.equal(await title(), 'three', 'a removal of an older revision has no effect')
    await index.upsert([at(3, 'three, again')])
    t.equal(await title(), 'three, again', 'the same revision may correct itself')
    await index.remove(['a', 'unknown'])
    t.equal(await title(), undefined)
    await index.close()
    index = await setup.open('revisions')
    await index.upsert([at(2, 'replayed')])
    t.equal(await title(), undefined, 'what was removed stays out when an older event is replayed')
    await index.upsert([at(3, 'approved')])
    t.equal(await title(), 'approved')
    await index.remove([{ id: 'a', revision: 5 }])
    await index.remove([{ id: 'never', revision: 4 }])
    await index.upsert([at(4, 'late'), indexed('never', { revision: 3 })])
    t.same(await idsOf(index), [])
    await index.upsert([at(6, 'new')])
    t.same(await idsOf(index), ['a'])
    await index.close()
  })

  t.test('the generation names the content', async t => {
    let index = await setup.open('generation')
    const generation = async () => (await index.search(plain())).generation
    const empty = await generation()
    await index.upsert([indexed('a'), indexed('b')])
    const filled = await generation()
    t.not(filled, empty)
    await index.upsert([indexed('a')])
    await index.remove(['unknown'])
    t.equal(await generation(), filled, 'a harmless replay changes nothing')
    const { identity } = index
    await index.close()
    index = await setup.open('generation')
    t.equal(await generation(), filled, 'nor does a restart')
    t.equal(index.identity, identity)
    await index.remove(['b'])
    t.not(await generation(), filled)
    await index.close()
  })

  t.test('another model starts empty and finds its own postings again', async t => {
    const first = await setup.open('models', 'model-1')
    await first.upsert([indexed('a')])
    const { identity } = first
    await first.close()
    const second = await setup.open('models', 'model-2')
    t.equal(await second.count(), 0)
    t.not(second.identity, identity)
    await second.close()
    const again = await setup.open('models', 'model-1')
    t.equal(await again.count(), 1)
    t.equal(again.identity, identity)
    await again.close()
  })

  t.test('get gives back what was stored', async t => {
    const index = await setup.open('get')
    const item = randomIndexed(createRandom(3), 'test:é😀', 4)
    await index.upsert([item])
    const found = await index.get(['test:é😀', 'unknown'])
    t.same([...found.keys()], ['test:é😀'])
    t.same(found.get('test:é😀')?.posting, item.posting)
    t.same(found.get('test:é😀')?.facts, item.facts)
    await index.close()
  })

  t.test('what was acknowledged survives kill -9', async t => {
    const acknowledged = new Set<string>()
    for (let round = 0; round < 3; round++) {
      const { file, args } = setup.writer('killed')
      const child = spawn(process.execPath, [file, ...args, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] })
      let left = 20 + round * 13
      for await (const line of createInterface({ input: child.stdout })) {
        for (const id of JSON.parse(line) as string[]) acknowledged.add(id)
        if (--left === 0) child.kill('SIGKILL')
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      t.equal(child.signalCode, 'SIGKILL')
    }
    const index = await setup.open('killed')
    const found = new Set(await idsOf(index, plain(10_000)))
    t.same(
      [...acknowledged].filter(id => !found.has(id)),
      []
    )
    t.ok((await index.get([...acknowledged])).size >= acknowledged.size)
    await index.close()
  })
}

/** Writes small batches and prints the ids of each after it was acknowledged, until someone kills the process. */
export async function writeUntilKilled(index: PostingIndex, round: string): Promise<never> {
  for (let batch = 0; ; batch++) {
    const items = Array.from({ length: 5 }, (_, i) => indexed(`test:${round}-${batch}-${i}`, {}, batch))
    await index.upsert(items)
    process.stdout.write(`${JSON.stringify(items.map(({ posting }) => posting.id))}\n`)
  }
}

async function compareAll(
  t: Test,
  index: PostingIndex,
  random: Random,
  ids: readonly string[],
  truth: ReadonlyMap<string, IndexedPosting>,
  setup: PostingIndexSetup
): Promise<void> {
  for (let i = 0; i < 20; i++) {
    const query = randomQuery(random, ids)
    const lexicalExact = setup.lexicalTolerance < 1e-6
    const asked = lexicalExact || query.vector === null ? query : { ...query, terms: new Map<string, number>() }
    const expected = expectedSearch([...truth.values()], asked)
    const found = await index.search(asked)
    t.equal(found.passing, expected.passing)
    const ranked = lexicalExact || asked.terms.size === 0
    if (ranked)
      t.same(
        found.hits.map(({ id }) => id),
        expected.hits.map(({ id }) => id),
        JSON.stringify(asked)
      )
    for (const [rank, hit] of found.hits.entries()) {
      const same = ranked ? expected.hits[rank] : expected.hits.find(({ id }) => id === hit.id)
      if (same === undefined) continue
      if (Math.abs(hit.similarity - same.similarity) > setup.similarityTolerance)
        t.equal(hit.similarity, same.similarity)
      if (Math.abs(hit.lexical - same.lexical) > setup.lexicalTolerance * Math.max(1, same.lexical))
        t.equal(hit.lexical, same.lexical)
    }
  }
}
