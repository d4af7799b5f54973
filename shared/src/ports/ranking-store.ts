/** One place of a served ranking; its rank is its position. Small: every request stores its whole list. */
export interface ServedItem {
  /** Platform id. */
  readonly id: string
  readonly postingId: string
  readonly score: number
  /** Gates that were widened to let this posting in: its page says so in `gaps`. */
  readonly widened: readonly string[]
}

/**
 * A whole ranked list as it was served: later pages take their postings from it and give reasons anew, interactions
 * refer to it by request id.
 */
export interface ServedRanking {
  readonly requestId: string
  readonly graduateId: string | null
  readonly personalised: boolean
  readonly ranker: string
  readonly embedder: string
  readonly items: readonly ServedItem[]
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
