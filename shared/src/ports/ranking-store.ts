import type { RecommendationFilters } from '../contracts/recommendation.ts'
import type { RankedPosting } from '../domain/matching/ranked-list.ts'

export type { RankedPosting }

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
  /** The list, packed by `encodeRankedList`. */
  readonly list: Uint8Array
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
