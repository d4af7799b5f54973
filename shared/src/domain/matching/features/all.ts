import { certificate, degree, licence, major, otherMajor, overqualified, skills, unmet } from './abilities.ts'
import { experienced, graduates, internship, seniority, years } from './entry.ts'
import type { Feature, FeatureName } from './feature.ts'
import { agency, labour, payAbove, payBelow, sales, shift, training, travel, widened } from './terms.ts'
import { foreign, lexical, occupation, opening, plainTitle, similarity, title, vague } from './work.ts'

/** Every term of the score, in the order in which reasons and gaps of equal weight stand. */
export const features: readonly Feature[] = [
  occupation,
  opening,
  foreign,
  title,
  plainTitle,
  similarity,
  lexical,
  skills,
  major,
  otherMajor,
  certificate,
  graduates,
  years,
  seniority,
  experienced,
  unmet,
  degree,
  overqualified,
  licence,
  payBelow,
  payAbove,
  internship,
  sales,
  agency,
  training,
  labour,
  vague,
  travel,
  shift,
  widened
]

export type Weights = Readonly<Record<FeatureName, number>>
