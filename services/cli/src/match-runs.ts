import { createRecommender } from '@zhipei/matcher/recommender'
import type { Graduate } from '@zhipei/shared/contracts/graduate'
import { features } from '@zhipei/shared/domain/matching/features/all'
import { gateSteps } from '@zhipei/shared/domain/matching/gates'
import { type ProfileFacts, readProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import { queryTerms } from '@zhipei/shared/domain/matching/query-terms'
import { type Candidate, diversify, rank } from '@zhipei/shared/domain/matching/rank'
import { withoutFeature } from '@zhipei/shared/domain/matching/ranker'
import { profileText } from '@zhipei/shared/domain/matching/texts'
import { rankedTraits } from '@zhipei/shared/domain/profile/traits'
import type { PostingFilter } from '@zhipei/shared/ports/posting-index'
import type { MatchPool } from './match-pool.ts'

/** A way to rank: posting ids, best first, at most `depth`. */
export interface Run {
  readonly name: string
  rank(graduate: Graduate): Promise<string[]>
}

/** Deep enough for recall at 200. */
const depth = 200
const candidatesMax = 400

/** What the product is compared with: no gates, no features, the plain searches. */
export function baselineRuns(pool: MatchPool, nowMs: number): Run[] {
  const tokens = (texts: readonly string[]) =>
    new Map(texts.flatMap(text => pool.tokenizer.queryTokens(text)).map(token => [token, 1]))
  const titles = ({ intent, major }: Graduate) => tokens(intent?.titles ?? [major ?? ''])
  const whole = (graduate: Graduate) => tokens([profileText(graduate)])
  const vector = async (graduate: Graduate) => (await pool.embedder.embed([profileText(graduate)], 'query'))[0] ?? null
  const none = new Map<string, number>()
  const search = async (query: { vector: Float32Array | null; terms: ReadonlyMap<string, number> }) => {
    const { hits } = await pool.index.search({ ...query, filter: { nowMs }, limit: depth })
    return hits.map(hit => hit.id)
  }
  return [
    { name: 'BM25 intent titles', rank: graduate => search({ vector: null, terms: titles(graduate) }) },
    { name: 'BM25 whole profile', rank: graduate => search({ vector: null, terms: whole(graduate) }) },
    { name: 'vectors', rank: async graduate => search({ vector: await vector(graduate), terms: none }) },
    {
      name: 'fusion of both',
      rank: async graduate => search({ vector: await vector(graduate), terms: whole(graduate) })
    },
    {
      name: 'product retrieval',
      rank: async graduate => {
        const facts = factsOf(graduate)
        return search({ vector: await vector(graduate), terms: termsOf(pool, facts) })
      }
    }
  ]
}

export const factsOf = (graduate: Graduate): ProfileFacts => readProfileFacts(rankedTraits(graduate))
const termsOf = (pool: MatchPool, facts: ProfileFacts) => queryTerms(facts, text => pool.tokenizer.queryTokens(text))

/** The product's own ranking, as `zhipei match` gives it. `impressions`: what was shown before. */
export function productRun(pool: MatchPool, nowMs: number, impressions?: ReadonlyMap<string, number>): Run {
  const recommender = createRecommender(pool)
  return {
    name: 'product',
    async rank(graduate) {
      const asked = { facts: factsOf(graduate), filters: {}, limit: 10, nowMs }
      const ranked = await recommender.rank({ ...asked, ...(impressions && { impressions }) })
      return ranked.map(({ id }) => id)
    }
  }
}

/** The product with one feature off in turn. */
export function ablationRuns(pool: MatchPool, nowMs: number): Run[] {
  const candidates = new Map<string, Promise<Candidate[]>>()
  const cached = (graduate: Graduate) => {
    const known = candidates.get(graduate.graduateId) ?? strictCandidates(pool, factsOf(graduate), nowMs)
    candidates.set(graduate.graduateId, known)
    return known
  }
  return features.map(({ name }) => {
    const ranker = withoutFeature(pool.ranker.current(), name)
    return {
      name: `without ${name}`,
      async rank(graduate) {
        const ranked = diversify(rank(factsOf(graduate), await cached(graduate), { nowMs, ranker }))
        return ranked.slice(0, depth).map(({ candidate }) => candidate.posting.id)
      }
    }
  })
}

/** The candidates of the strictest gates with the numbers of the search. */
export async function strictCandidates(pool: MatchPool, facts: ProfileFacts, nowMs: number): Promise<Candidate[]> {
  const [step] = gateSteps(facts, {})
  const filter: PostingFilter = {
    nowMs,
    cities: step?.cities ?? [],
    kinds: step?.kinds ?? [],
    ...(step?.degreeRankMax != null && { degreeRankMax: step.degreeRankMax }),
    ...(step?.requiredYearsMax != null && { requiredYearsMax: step.requiredYearsMax }),
    ...(step?.salaryMin != null && { salaryMin: step.salaryMin })
  }
  const [vector = null] = await pool.embedder.embed([profileText(facts.profile)], 'query')
  const query = { vector, terms: termsOf(pool, facts), filter, limit: candidatesMax }
  const { hits } = await pool.index.search(query)
  const found = await pool.index.get(hits.map(hit => hit.id))
  return hits.flatMap(({ id, similarity, lexical }) => {
    const entry = found.get(id)
    return entry === undefined ? [] : [{ ...entry, similarity, lexical, widened: [] }]
  })
}
