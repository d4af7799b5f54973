import { opening, wishedShare } from './features/work.ts'
import { lensOf } from './lens.ts'
import type { ProfileFacts } from './profile-facts.ts'
import type { ScoredPosting } from './rank.ts'
import { readTraits } from './traits.ts'

/** Of the wished work so much must be in what a posting names: a near speciality fits, a neighbouring trade does not. */
const fitMin = 0.7

/**
 * How many of the postings name the wished work in title or opening, counted up to `enough`; of somebody who names no work
 * all do. Pure.
 */
export function countFitting(facts: ProfileFacts | null, ranked: readonly ScoredPosting[], enough: number): number {
  const lens = facts === null || facts.occupations.length === 0 ? null : lensOf(facts)
  let count = 0
  for (const { candidate } of ranked) {
    if (count >= enough) break
    const traits = candidate.traits ?? readTraits(candidate.posting, candidate.facts)
    if (lens === null || Math.max(wishedShare(lens, traits), opening.value(lens, traits, candidate)) >= fitMin) count++
  }
  return count
}
