import type { RankedCandidate } from './candidate.ts'
import { features } from './features/all.ts'
import { type Lens, lensOf } from './lens.ts'
import type { ProfileFacts } from './profile-facts.ts'
import { linearRanker, type Ranker, readFeatures, traitsOf } from './ranker.ts'
import { type PostingTraits, trait } from './traits.ts'

export type { Candidate, RankedCandidate } from './candidate.ts'
export { diversify } from './diversify.ts'
export { type Explanation, explain } from './explain.ts'

export interface ScoredPosting<C extends RankedCandidate = RankedCandidate> {
  readonly candidate: C
  readonly score: number
}

/** What the score may know beside the person and the posting. */
export interface RankContext {
  readonly nowMs: number
  /** Absent: the built-in linear score. */
  readonly ranker?: Ranker
}

/** Scored, best first, ties by platform id: a total order. `facts` null: nothing personal enters. Pure. */
export function rank<C extends RankedCandidate>(
  facts: ProfileFacts | null,
  candidates: readonly C[],
  context: RankContext
): ScoredPosting<C>[] {
  const { ranker = linearRanker } = context
  const lens = facts === null ? null : lensOf(facts)
  const scored: ScoredPosting<C>[] = []
  for (const candidate of candidates) {
    if (lens === null) scored.push({ candidate, score: freshness(candidate, context) })
    else if (!outOfReach(lens.facts, traitsOf(candidate)))
      scored.push({ candidate, score: score(lens, candidate, ranker) })
  }
  return scored.sort(inOrder)
}

/** The order of a ranking: of two ranked lists together it makes the ranking of both. */
export const inOrder = (a: ScoredPosting, b: ScoredPosting): number =>
  b.score - a.score || (a.candidate.posting.id < b.candidate.posting.id ? -1 : 1)

const directorLevel = 4

/** Posts that no fresh graduate gets: a licence that the law asks first is lacking, or the title is a director's. */
function outOfReach({ licences, licencesInReach }: ProfileFacts, traits: PostingTraits): boolean {
  if ((traits.numbers[trait.seniorityLevel] as number) >= directorLevel) return true
  return traits.licences.some(({ name, hard }) => hard && !licences.has(name) && !licencesInReach.has(name))
}

const values = new Float64Array(features.length)

/** To six decimals. */
const score = (lens: Lens, candidate: RankedCandidate, ranker: Ranker): number =>
  Math.round(1e6 * ranker.score(readFeatures(lens, candidate, values))) / 1e6

function freshness({ posting }: RankedCandidate, { nowMs }: RankContext): number {
  const { publishedAt } = posting
  const ageDays = publishedAt === null ? 365 : Math.max(0, (nowMs - Date.parse(publishedAt)) / 86_400_000)
  return Math.round(1e6 / (1 + ageDays)) / 1e6
}
