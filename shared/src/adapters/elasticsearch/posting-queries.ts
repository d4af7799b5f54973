import { bm25 } from '../../engine/bm25.ts'
import type { PostingFilter } from '../../ports/posting-index.ts'
import type { estypes } from './elasticsearch-client.ts'

type Query = estypes.QueryDslQueryContainer

/** A term that occurs, with its weight times its inverse document frequency. */
export interface WeighedTerm {
  readonly token: string
  readonly weight: number
}

/** Scores have to be positive. */
const similarityShift = 1

const similarityScript = `Math.max(dotProduct(params.vector, 'vector') + ${similarityShift}, 0)`
const lexicalScript = `double frequency = _termStats.termFreq().getSum();
return params.weight * frequency / (frequency + params.base + params.slope * doc['length'].value)`

const unstatedOr = (field: string, condition: Query): Query => ({
  bool: { should: [condition, { bool: { must_not: { exists: { field } } } }], minimum_should_match: 1 }
})

/** The postings that pass, as conditions without a score. */
export function filterOf(filter: PostingFilter): Query[] {
  const conditions: Query[] = [
    { term: { live: true } },
    unstatedOr('validUntilMs', { range: { validUntilMs: { gte: filter.nowMs } } })
  ]
  if (filter.cities?.length) conditions.push({ terms: { city: [...filter.cities] } })
  if (filter.kinds?.length) conditions.push({ terms: { kind: [...filter.kinds] } })
  if (filter.fairId !== undefined) conditions.push({ term: { fairId: filter.fairId } })
  if (filter.degreeRankMax !== undefined)
    conditions.push(unstatedOr('degreeRank', { range: { degreeRank: { lte: filter.degreeRankMax } } }))
  if (filter.requiredYearsMax !== undefined)
    conditions.push(unstatedOr('requiredYears', { range: { requiredYears: { lte: filter.requiredYearsMax } } }))
  if (filter.salaryMin !== undefined)
    conditions.push(unstatedOr('salaryTop', { range: { salaryTop: { gte: filter.salaryMin } } }))
  if (filter.excludeIds?.size) conditions.push({ bool: { must_not: { terms: { id: [...filter.excludeIds] } } } })
  return conditions
}

/** Exact cosine of unit vectors, over every posting that passes. */
export function similarityQuery(filter: readonly Query[], vector: readonly number[]): Query {
  const script = { source: similarityScript, params: { vector } }
  return { script_score: { query: { bool: { filter: [...filter] } }, script } }
}

export const similarityOf = (score: number): number => score - similarityShift

/** The nearest by the graph over int8 vectors, the best of them by their float vectors. */
export function nearestQuery(filter: readonly Query[], vector: readonly number[], limit: number): Query {
  return {
    knn: {
      field: 'vector',
      query_vector: [...vector],
      k: limit,
      num_candidates: Math.min(10_000, Math.max(500, 3 * limit)),
      filter: [...filter],
      rescore_vector: { oversample: 2 }
    }
  }
}

/** Of a score of `nearestQuery`: Elasticsearch folds inner products into positive numbers. */
export const similarityOfNearest = (score: number): number => (score >= 1 ? score - 1 : 1 - 1 / score)

/**
 * BM25 as the embedded engine computes it: exact lengths and frequencies, and statistics over the living postings alone,
 * where Lucene's own would round lengths and count removed postings until they are merged away.
 */
export function lexicalQuery(filter: readonly Query[], terms: readonly WeighedTerm[], averageLength: number): Query {
  const base = bm25.k1 * (1 - bm25.b)
  const slope = (bm25.k1 * bm25.b) / (averageLength || 1)
  return {
    bool: {
      filter: [...filter],
      should: terms.map(({ token, weight }) => ({
        script_score: {
          query: { term: { tokens: token } },
          script: { source: lexicalScript, params: { weight, base, slope } }
        }
      })),
      minimum_should_match: 1
    }
  }
}
