import type { Posting } from '../../contracts/posting.ts'
import type { Gap, Reason } from '../../contracts/recommendation.ts'
import type { PostingFacts } from '../understanding/posting-facts.ts'
import type { Gate } from './gates.ts'
import type { ProfileFacts } from './profile-facts.ts'

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

export interface ScoredPosting {
  readonly candidate: Candidate
  readonly score: number
}

/** What the score may know beside the person and the posting. */
export interface RankContext {
  readonly nowMs: number
}

/** Name and version of the score; every answer carries it. */
export const rankerVersion = 'linear-0'

/** Scored, best first, ties by platform id: a total order. `facts` null: nothing personal enters. Pure. */
export function rank(
  facts: ProfileFacts | null,
  candidates: readonly Candidate[],
  context: RankContext
): ScoredPosting[] {
  const scored = candidates.map(candidate => ({ candidate, score: score(facts, candidate, context) }))
  return scored.sort((a, b) => b.score - a.score || (a.candidate.posting.id < b.candidate.posting.id ? -1 : 1))
}

function score(facts: ProfileFacts | null, candidate: Candidate, { nowMs }: RankContext): number {
  const { publishedAt } = candidate.posting
  const ageDays = publishedAt === null ? 365 : Math.max(0, (nowMs - Date.parse(publishedAt)) / 86_400_000)
  if (facts === null) return Math.round((1e6 * 1) / (1 + ageDays)) / 1e6
  const lexical = candidate.lexical / (candidate.lexical + 10)
  return Math.round(1e6 * (0.5 * candidate.similarity + 0.5 * lexical - candidate.widened.length)) / 1e6
}

/** Reorders a ranked list so that no employer or near-copy crowds it. Pure; keeps every element. */
export function diversify(ranked: readonly ScoredPosting[]): ScoredPosting[] {
  return [...ranked]
}

export interface Explanation {
  readonly reasons: Reason[]
  readonly gaps: Gap[]
}

/** Why this posting, and what stands against it: from the very numbers of the score. */
export function explain(_facts: ProfileFacts | null, candidate: Candidate): Explanation {
  return { reasons: [], gaps: candidate.widened.map(gate => ({ feature: gate, text: gate })) }
}
