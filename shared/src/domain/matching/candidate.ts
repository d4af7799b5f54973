import type { Posting } from '../../contracts/posting.ts'
import type { PostingFacts } from '../understanding/posting-facts.ts'
import type { Gate } from './gates.ts'

/** A posting that passed the gates, with what the search found. */
export interface Candidate {
  readonly posting: Posting
  readonly facts: PostingFacts
  /** Cosine, -1..1. */
  readonly similarity: number
  /** BM25. */
  readonly lexical: number
  /** Gates that were left open to let it in. */
  readonly widened: readonly Gate[]
}
