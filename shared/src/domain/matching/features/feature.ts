import type { Mention } from '../../understanding/lexicon.ts'
import type { RankedCandidate } from '../candidate.ts'
import type { ProfileFacts } from '../profile-facts.ts'

/** What a feature saw: its value, where the posting says so, and the words that reasons and gaps are made of. */
export interface Reading {
  /** 0 where there is nothing to see. */
  readonly value: number
  readonly at?: Mention | null
  readonly words?: readonly string[]
}

/**
 * One term of the score: weight × value. The text of a reason (shown where the term is positive) and of a gap (where it is
 * negative, or what is missing) is made from the same reading.
 */
export interface Feature {
  readonly name: FeatureName
  /** What it measures, its range, and how it must move. */
  readonly meaning: string
  read(facts: ProfileFacts, candidate: RankedCandidate): Reading
  reason?(reading: Reading, facts: ProfileFacts, candidate: RankedCandidate): string | null
  gap?(reading: Reading, facts: ProfileFacts, candidate: RankedCandidate): string | null
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

export const nothing: Reading = { value: 0 }
