import type { Mention } from '../../understanding/texts.ts'
import type { Candidate, RankedCandidate } from '../candidate.ts'
import type { Lens } from '../lens.ts'
import type { ProfileFacts } from '../profile-facts.ts'
import type { PostingTraits } from '../traits.ts'

/** Where the posting says what a feature saw, and the words that reasons and gaps are made of. */
export interface Told {
  readonly at?: Mention | null
  readonly words?: readonly string[]
}

export interface Reading extends Told {
  /** 0 where there is nothing to see. */
  readonly value: number
}

/**
 * One term of the score: weight × value. The text of a reason (shown where the term is positive) and of a gap (where it is
 * negative, or what is missing) is made from the same value.
 */
export interface Feature {
  readonly name: FeatureName
  /** What it measures, its range, and how it must move. */
  readonly meaning: string
  /** Asked of every candidate of every request: makes no object, compares no text. */
  value(lens: Lens, traits: PostingTraits, candidate: RankedCandidate): number
  /** What the value stands on; asked where it is not 0, of what is shown. */
  told?(facts: ProfileFacts, candidate: Candidate): Told
  reason?(reading: Reading, facts: ProfileFacts, candidate: Candidate): string | null
  gap?(reading: Reading, facts: ProfileFacts, candidate: Candidate): string | null
}

export const featureNames = [
  'occupation',
  'opening',
  'foreign',
  'title',
  'plainTitle',
  'similarity',
  'lexical',
  'skills',
  'major',
  'otherMajor',
  'certificate',
  'graduates',
  'years',
  'seniority',
  'experienced',
  'unmet',
  'degree',
  'overqualified',
  'licence',
  'payBelow',
  'payAbove',
  'internship',
  'sales',
  'agency',
  'training',
  'labour',
  'vague',
  'travel',
  'shift',
  'widened'
] as const
export type FeatureName = (typeof featureNames)[number]
