import type { RecommendationFilters } from '../contracts/recommendation.ts'
import type { Gate } from '../domain/matching/gates.ts'

/** One place of a ranking; its rank is its position. Small: every request stores its whole list. */
export interface RankedPosting {
  /** Platform id. */
  readonly id: string
  readonly postingId: string
  readonly score: number
  /** Cosine, -1..1. Later pages give reasons from this and `lexical`. */
  readonly similarity: number
  /** BM25. */
  readonly lexical: number
  /** Gates that this posting fails and that were widened to let it in: its page says so in `gaps`. */
  readonly widened: readonly Gate[]
}

/**
 * A whole ranked list as it was served: later pages take their postings from it and give reasons anew, interactions
 * refer to it by request id.
 */
export interface ServedRanking {
  readonly requestId: string
  readonly graduateId: string | null
  /** Names the state of the person that was ranked for: a later page is for the same person in the same state. */
  readonly person: string
  readonly surface: string
  readonly filters: RecommendationFilters
  readonly personalised: boolean
  readonly ranker: string
  readonly embedder: string
  readonly items: readonly RankedPosting[]
}

export interface RankingStore {
  /** Kept at least `retentionMs` after the last put; the same id twice is the same ranking. */
  put(ranking: ServedRanking, nowMs: number): Promise<void>
  get(requestId: string): Promise<ServedRanking | undefined>
  /** Request ids of the kept rankings of one graduate: the keys to erase from `recommendations.served`. */
  requestsOf(graduateId: string): Promise<readonly string[]>
  /** Erasure. */
  remove(graduateIds: readonly string[]): Promise<void>
  close(): Promise<void>
}
