import type { Weights } from './features/all.ts'

/**
 * The linear score. Signs are fixed by meaning: what must help is positive, what must hurt negative. Fitted to the given and
 * the own judgements, pulled towards values set by hand (`npm run fit:weights`, docs/MATCHING.md); rounded, since so few
 * judgements carry no more.
 */
export const weights: Weights = {
  occupation: 1.8,
  opening: 2,
  foreign: -0.5,
  title: 0.4,
  plainTitle: 0.15,
  similarity: 6.5,
  lexical: 4.3,
  skills: 2.3,
  major: 1,
  otherMajor: -0.9,
  certificate: 0.1,
  graduates: 0.45,
  years: -2.5,
  seniority: -1.6,
  experienced: -0.3,
  unmet: -0.3,
  degree: -1.5,
  overqualified: -0.5,
  licence: -3,
  payBelow: -2,
  payAbove: -1.7,
  internship: -0.85,
  sales: -0.65,
  agency: -1,
  training: -0.75,
  labour: -0.2,
  vague: -1,
  travel: -0.1,
  shift: -0.05,
  widened: -5
}
