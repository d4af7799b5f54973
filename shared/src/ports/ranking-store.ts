import type { RankedItem } from '../contracts/recommendation.ts'

/** A whole ranked list as it was served: later pages and interactions refer to it by request id. */
export interface ServedRanking {
  readonly requestId: string
  readonly graduateId: string | null
  readonly personalised: boolean
  readonly ranker: string
  readonly embedder: string
  readonly items: readonly (RankedItem & { readonly id: string })[]
}

export interface RankingStore {
  /** Kept at least `retentionMs`; the same id twice is the same ranking. */
  put(ranking: ServedRanking, nowMs: number): Promise<void>
  get(requestId: string): Promise<ServedRanking | undefined>
  /** Request ids of the kept rankings of one graduate: the keys to erase from `recommendations.served`. */
  requestsOf(graduateId: string): Promise<readonly string[]>
  /** Erasure. */
  remove(graduateIds: readonly string[]): Promise<void>
  close(): Promise<void>
}
