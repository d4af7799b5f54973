import type { Posting, PostingKind } from '../contracts/posting.ts'
import type { PostingFacts } from '../domain/understanding/posting-facts.ts'

/** A live, lawful posting as the matcher holds it. Blocked, doubtful and duplicate postings are never indexed. */
export interface IndexedPosting {
  readonly posting: Posting
  readonly facts: PostingFacts
  /** Unit vector of the embedder named by the index's `modelId`. */
  readonly vector: Float32Array
}

/** Conditions that hold before `limit` is counted. An absent condition does not filter. */
export interface PostingFilter {
  /** Postings whose validity ended before this are out. */
  readonly nowMs: number
  /** GB/T 2260 city codes (six digits, ending 00) or, where a place has no code, its normalised name. */
  readonly cities?: readonly string[]
  readonly kinds?: readonly PostingKind[]
  /** Index into `degreeLevels`: postings that ask more are out; postings that don't say pass. */
  readonly degreeRankMax?: number
  /** Postings that ask more years than this are out; postings that don't say pass. */
  readonly requiredYearsMax?: number
  /** Postings whose pay tops out below this (CNY per month) are out; postings that don't say pass. */
  readonly salaryMin?: number
  readonly fairId?: string
  /** Platform ids never to return (dismissed). */
  readonly excludeIds?: ReadonlySet<string>
}

export interface PostingQuery {
  /** Null: no semantic part. */
  readonly vector: Float32Array | null
  /** Query tokens with their weight; empty: no lexical part. */
  readonly terms: ReadonlyMap<string, number>
  readonly filter: PostingFilter
  readonly limit: number
}

export interface PostingHit {
  readonly id: string
  /** Cosine, -1..1; 0 without a query vector. */
  readonly similarity: number
  /** BM25; 0 where no term occurs. */
  readonly lexical: number
}

export interface PostingSearch {
  /** Changes with every write: same generation and same query, same hits. */
  readonly generation: string
  /**
   * The union of the best by similarity and the best by BM25 fused by reciprocal rank, best first, ties by id.
   * Without vector and terms: newest first, ties by id.
   */
  readonly hits: readonly PostingHit[]
  /** How many postings pass the filter. */
  readonly passing: number
}

/**
 * Promises proved in `test/ports/posting-index.suite.ts`: filters apply before `limit`; a write is seen by the next
 * search; an upsert or removal of an older revision than the stored one has no effect (late events never overwrite),
 * and this survives restarts; a vector of another dimension is refused; what was acknowledged survives kill -9.
 */
export interface PostingIndex {
  readonly modelId: string
  readonly dimensions: number
  upsert(postings: readonly IndexedPosting[]): Promise<void>
  /** Unknown ids are no error. A tombstone without a known revision removes whatever is there. */
  remove(ids: readonly string[]): Promise<void>
  search(query: PostingQuery): Promise<PostingSearch>
  /** The posting and facts of each id that is in the index. */
  get(ids: readonly string[]): Promise<ReadonlyMap<string, Omit<IndexedPosting, 'vector'>>>
  count(): Promise<number>
  close(): Promise<void>
}
