import { createHash } from 'node:crypto'
import { createPerson, type Person } from '@zhipei/matcher/person'
import { createItemWriter } from '@zhipei/matcher/present'
import { candidatesMax, filterOf } from '@zhipei/matcher/ranking'
import { checkRecommendationRequest } from '@zhipei/matcher/recommendation-request'
import { createRecommender } from '@zhipei/matcher/recommender'
import type { Graduate } from '@zhipei/shared/contracts/graduate'
import { type GateStep, gateSteps } from '@zhipei/shared/domain/matching/gates'
import { queryTerms } from '@zhipei/shared/domain/matching/query-terms'
import { diversify, type RankedCandidate, rank } from '@zhipei/shared/domain/matching/rank'
import { encodeRankedList } from '@zhipei/shared/domain/matching/ranked-list'
import { profileText } from '@zhipei/shared/domain/matching/texts'
import { createEvent } from '@zhipei/shared/platform/events'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import type { EventBus } from '@zhipei/shared/ports/event-bus'
import type { PostingFilter } from '@zhipei/shared/ports/posting-index'
import type { RankerSource } from '@zhipei/shared/ports/ranker-source'
import type { RankedPosting, RankingStore, ServedRanking } from '@zhipei/shared/ports/ranking-store'
import type { IndexedPool } from './pool.ts'

export interface StageParts extends IndexedPool {
  readonly embedder: Embedder
  readonly ranker: RankerSource
  readonly rankings: RankingStore
  readonly bus: EventBus
  readonly nowMs: number
}

/** CPU µs a request, threads of the process included. */
export type StageCosts = Readonly<Record<string, number>>

const pageLength = 10

/** Runs each stage of a first page alone, over the same graduates. */
export async function measureStages(parts: StageParts, graduates: readonly Graduate[]): Promise<StageCosts> {
  const { index, tokenizer, embedder, ranker, nowMs } = parts
  const costs: Record<string, number> = {}
  /** The first, unmeasured round compiles the code and warms the caches. */
  async function stage<T>(name: string, work: (n: number) => T | Promise<T>): Promise<T[]> {
    for (let n = 0; n < graduates.length; n++) await work(n)
    const results: T[] = []
    const before = process.cpuUsage()
    for (let n = 0; n < graduates.length; n++) results.push(await work(n))
    const { user, system } = process.cpuUsage(before)
    costs[name] = (user + system) / graduates.length
    return results
  }
  const profiles = graduates.map(({ graduateId: _, ...profile }) => profile)
  await stage('check the request', n => checkRecommendationRequest({ profile: profiles[n], limit: pageLength }))
  const people = await stage('facts of the profile', n => createPerson(null, profiles[n] ?? {}))
  const personal = people.filter(({ facts }) => facts !== null)
  const facts = (n: number) => (personal[n % personal.length] as Person).facts as NonNullable<Person['facts']>
  const vectors = await stage('query embedding', async n => {
    const [vector] = await embedder.embed([profileText(facts(n).profile)], 'query')
    return vector as Float32Array
  })
  const terms = await stage('query terms', n => queryTerms(facts(n), text => tokenizer.queryTokens(text)))
  const filters = graduates.map((_, n) => filterOf(gateSteps(facts(n), {})[0] as GateStep, nowMs))
  const ask = (n: number, which: { vector: boolean; terms: boolean }) =>
    index.search({
      vector: which.vector ? (vectors[n] as Float32Array) : null,
      terms: which.terms ? (terms[n] as ReadonlyMap<string, number>) : new Map(),
      filter: filters[n] as PostingFilter,
      limit: candidatesMax
    })
  await stage('strictest gates, vectors alone', n => ask(n, { vector: true, terms: false }))
  await stage('strictest gates, BM25 alone', n => ask(n, { vector: false, terms: true }))
  await stage('strictest gates, fused', n => ask(n, { vector: true, terms: true }))
  const candidates = await stage('strictest gates, fused, with outlines', async n => {
    const { hits } = await index.searchSteps({
      vector: vectors[n] as Float32Array,
      terms: terms[n] as ReadonlyMap<string, number>,
      filters: [filters[n] as PostingFilter],
      enough: 0,
      limit: candidatesMax
    })
    return hits.flatMap(({ outline, similarity, lexical }): RankedCandidate[] =>
      outline === undefined ? [] : [{ ...outline, similarity, lexical, widened: [] }]
    )
  })
  const scored = await stage('score', n =>
    rank(facts(n), candidates[n] as RankedCandidate[], { nowMs, ranker: ranker.current() })
  )
  await stage('diversify', n => diversify(scored[n] ?? []))
  const recommender = createRecommender({ index, embedder, tokenizer, ranker })
  const lists = await stage('rank as a whole, all gate steps', n =>
    recommender.rank({ facts: facts(n), vector: vectors[n] as Float32Array, filters: {}, limit: pageLength, nowMs })
  )
  await measurePage(parts, { stage, lists, facts, recommender })
  return costs
}

interface RankedLists {
  readonly stage: <T>(name: string, work: (n: number) => T | Promise<T>) => Promise<T[]>
  readonly lists: readonly RankedPosting[][]
  readonly facts: (n: number) => NonNullable<Person['facts']>
  readonly recommender: ReturnType<typeof createRecommender>
}

async function measurePage({ rankings, bus, nowMs }: StageParts, { stage, lists, facts, recommender }: RankedLists) {
  const ranker = recommender.ranker()
  const writer = createItemWriter()
  const items = await stage('read and explain the page', async n => {
    const places = lists[n]?.slice(0, pageLength) ?? []
    const page = await recommender.candidates(places)
    return page.flatMap((candidate, at) =>
      candidate === undefined
        ? []
        : [writer.item(facts(n), candidate, { score: places[at]?.score ?? 0, rank: at + 1, ranker })]
    )
  })
  let turn = 0
  const rankingOf = (n: number): ServedRanking => ({
    requestId: createHash('sha256').update(`${n} ${turn++}`).digest('base64url').slice(0, 22),
    graduateId: `g${n}`,
    person: '',
    surface: 'fair',
    filters: {},
    personalised: true,
    ranker: ranker.version,
    embedder: recommender.embedder,
    list: encodeRankedList(lists[n] ?? [])
  })
  await stage('store the ranking', n => rankings.put(rankingOf(n), nowMs))
  await stage('served event', async n => {
    const { requestId, graduateId, surface, ranker, embedder, personalised } = rankingOf(n)
    const shown = (lists[n] ?? []).slice(0, pageLength).map(({ id, score }, at) => ({ id, rank: at + 1, score }))
    const data = { requestId, graduateId, surface, ranker, embedder, personalised, items: shown }
    const value = createEvent('recommendations.served', data, { atMs: nowMs, traceId: '' })
    await bus.publish('recommendations.served', [{ key: requestId, value }])
  })
  await stage('write the JSON', n => writer.array(items[n] ?? []))
}
