import { placesByScore } from '../top-k.ts'
import type { ScoredPosting } from './rank.ts'

/** Shown so many times for each person sought, a posting begins to yield; where no number is stated, one is sought. */
const timesShown = 50
/** Whoever was shown less often than this yields nothing. */
export const crowdedFrom = timesShown + 1
/** What it yields for each doubling beyond, and at most: postings closer than that are as good for the person. */
const yieldStep = 0.15
const yieldMax = 0.6

/**
 * Reorders a ranked list so that postings which have been shown many times their headcount yield to equal ones: those whose
 * score is lower by at most `yieldMax`. Pure: how often each was shown is an input; scores stay what they are.
 */
export function relieveCongestion<S extends ScoredPosting>(
  ranked: readonly S[],
  impressions: ReadonlyMap<string, number>
): S[] {
  if (impressions.size === 0) return [...ranked]
  const scores = Float64Array.from(ranked, scored => scored.score - yieldOf(scored, impressions))
  const idOf = (place: number) => (ranked[place] as S).candidate.posting.id
  const order = placesByScore(scores, (a, b) => idOf(a) < idOf(b))
  return ranked.map((_, n) => ranked[order[n] as number] as S)
}

function yieldOf({ candidate: { posting } }: ScoredPosting, impressions: ReadonlyMap<string, number>): number {
  const shown = impressions.get(posting.id) ?? 0
  const crowd = shown / (timesShown * Math.max(1, posting.headcount ?? 1))
  return crowd <= 1 ? 0 : Math.min(yieldMax, yieldStep * Math.log2(crowd))
}
