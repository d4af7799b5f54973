import type { Posting, PostingKind } from '../contracts/posting.ts'
import type { PostingOutline } from '../domain/matching/outline.ts'
import type { PostingFacts } from '../domain/understanding/posting-facts.ts'

/** A live, lawful posting as the matcher holds it. Blocked, doubtful and duplicate postings are never indexed. */
export interface IndexedPosting {
  readonly posting: Posting
  readonly facts: PostingFacts
  /** `facts` as JSON, where they are written already: one string costs far less on the way between threads. */
  readonly factsJson?: string
  /** Vector of the embedder named by the index's `modelId`: unit length (scaled to it where it is not) or all zero. */
  readonly vector: Float32Array
  /** Its `postingTokens` by the index's tokenizer, where they are known already; the index cuts them else. */
  readonly tokens?: PostingTokens
}

/** The distinct tokens of a posting, each with its frequency. */
export interface PostingTokens {
  /** Joined by blanks, which no token holds. */
  readonly tokens: string
  readonly frequencies: Uint8Array
}

/** Conditions that hold before `limit` is counted. An absent or empty condition does not filter. */
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
  /** Null or all zero: no semantic part. */
  readonly vector: Float32Array | null
  /** Query tokens of the index's tokenizer, each with its weight (positive); empty: no lexical part. */
  readonly terms: ReadonlyMap<string, number>
  readonly filter: PostingFilter
  /** 1 to `hitsMax`. */
  readonly limit: number
}

/** Upper bound of `limit`. */
export const hitsMax = 10_000

export interface PostingHit {
  readonly id: string
  /** Cosine, -1..1; 0 without a query vector. */
  readonly similarity: number
  /** BM25; 0 where no term occurs. */
  readonly lexical: number
}

export interface PostingSearch {
  /**
   * Names the content: changes with every write that changes anything, stays over restarts and harmless replays. Same
   * generation and same query, same hits.
   */
  readonly generation: string
  /**
   * At most `limit`: the union of the `limit` best by similarity and the `limit` best by BM25, fused by reciprocal rank
   * (Cormack, Clarke and Büttcher 2009, constant 60), best first, ties by id. Both numbers are given for each hit.
   * Without vector and terms: newest first (undated last), ties by id.
   */
  readonly hits: readonly PostingHit[]
  /** How many postings pass the filter. */
  readonly passing: number
}

/** Filters in one search, from the strictest to the widest: each lets through all that the one before it does. */
export interface PostingStepsQuery extends Omit<PostingQuery, 'filter'> {
  /** At least one; all with the same `excludeIds`. */
  readonly filters: readonly PostingFilter[]
  /** The first filter that so many postings pass is taken, the last where none is. */
  readonly enough: number
}

/** A hit with what ranking needs of the posting, not to be changed; undefined where it went since it was found. */
export interface OutlinedHit extends PostingHit {
  readonly outline: PostingOutline | undefined
}

export interface PostingStepsSearch extends PostingSearch {
  readonly hits: readonly OutlinedHit[]
  /** Place in `filters` of the one that was taken; `passing` is its count. */
  readonly step: number
  /** So many of `hits`, the first ones, pass an earlier filter. */
  readonly before: number
}

export type ReadPosting = Pick<IndexedPosting, 'posting' | 'facts'> & Pick<PostingOutline, 'traits'>

/** Takes a posting out of the index. */
export interface PostingRemoval {
  readonly id: string
  /** The revision that says so. Without effect where a newer one is stored. */
  readonly revision: number
}

/**
 * Promises proved in `test/ports/posting-index.suite.ts`: filters apply before `limit`; a write is seen by the next
 * search; a vector of another dimension is refused; what was acknowledged survives kill -9.
 *
 * Late events never overwrite, restarts included: an upsert or a removal of an older revision than the stored one has no
 * effect. What is removed leaves its revision behind (the greater of the stored and the removal's), so that a replayed
 * older upsert stays without effect, while the same or a newer revision brings the posting back. The same content at the
 * same revision again changes nothing.
 */
export interface PostingIndex {
  readonly modelId: string
  readonly dimensions: number
  /**
   * Names this store. An index that starts empty (new folder, new model) has a new identity: with it in the name of the
   * consumer group that fills the index, an empty index is filled from the first event on.
   */
  readonly identity: string
  /** All or none. @throws RangeError on a vector of another dimension or with a component that is not finite. */
  upsert(postings: readonly IndexedPosting[]): Promise<void>
  /** Unknown ids are no error. A bare id (a tombstone without a known revision) removes whatever is there. */
  remove(removals: readonly (string | PostingRemoval)[]): Promise<void>
  search(query: PostingQuery): Promise<PostingSearch>
  /**
   * In one look what `search` gives step by step: first all hits of the filters before the one that is taken, in no
   * promised order, then the `limit` best of the postings that pass this one only.
   */
  searchSteps(query: PostingStepsQuery): Promise<PostingStepsSearch>
  /** The posting and facts of each id that is in the index, and their traits where they are kept; not to be changed. */
  get(ids: readonly string[]): Promise<ReadonlyMap<string, ReadPosting>>
  count(): Promise<number>
  /** Finishes the writes under way; every later call fails. */
  close(): Promise<void>
}
