import type { Weights } from './features/all.ts'

/**
 * The linear score. Signs are fixed by meaning: what must help is positive, what must hurt negative. Set by hand, then
 * moved where the given and the own judgements agreed (docs/MATCHING.md); rounded, since so few judgements carry no more.
 */
export const weights: Weights = {
  occupation: 3.5,
  opening: 1.25,
  foreign: -0.5,
  title: 0.6,
  plainTitle: 0.1,
  similarity: 5,
  lexical: 2.3,
  skills: 1.5,
  major: 0.75,
  otherMajor: -0.4,
  certificate: 0.2,
  graduates: 0.4,
  years: -1.5,
  seniority: -1.25,
  degree: -1.5,
  overqualified: -0.3,
  licence: -3,
  payBelow: -1.5,
  payAbove: -1.5,
  internship: -0.8,
  sales: -0.65,
  agency: -1,
  training: -0.7,
  labour: -0.5,
  vague: -1,
  travel: -0.1,
  shift: -0.05,
  widened: -4
}
