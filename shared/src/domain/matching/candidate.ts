import type { Posting } from '../../contracts/posting.ts'
import type { PostingFacts } from '../understanding/posting-facts.ts'
import type { Gate } from './gates.ts'
import type { PostingTraits } from './traits.ts'

/** What gates, score and diversity look at in a posting itself. */
export interface RankedFields
  extends Pick<
    Posting,
    'id' | 'postingId' | 'title' | 'kind' | 'city' | 'cityCode' | 'headcount' | 'publishedAt' | 'validUntil'
  > {
  readonly employer: Pick<Posting['employer'], 'key'>
  readonly salary: Pick<Posting['salary'], 'min' | 'max'>
  readonly experience: Pick<Posting['experience'], 'minYears' | 'graduate'>
}

/** A posting that passed the gates, with what the search found. */
export interface Candidate<P extends RankedFields = Posting> {
  readonly posting: P
  readonly facts: PostingFacts
  /** What `readTraits` reads from both, where it is known already. */
  readonly traits?: PostingTraits | undefined
  /** Cosine, -1..1. */
  readonly similarity: number
  /** BM25. */
  readonly lexical: number
  /** Gates that were left open to let it in. */
  readonly widened: readonly Gate[]
}

/** Enough to be scored; to be explained it takes the whole posting. */
export type RankedCandidate = Candidate<RankedFields>
