import type { Weights } from './features/all.ts'

/**
 * The linear score. Signs are fixed by meaning: what must help is positive, what must hurt negative.
 */
export const weights: Weights = {
  occupation: 4,
  opening: 1,
  title: 1,
  similarity: 1.5,
  lexical: 1,
  skills: 1.5,
  major: 0.8,
  otherMajor: -0.5,
  certificate: 0.6,
  graduates: 0.5,
  years: -1.2,
  seniority: -1.2,
  degree: -1.5,
  overqualified: -0.4,
  licence: -3,
  payBelow: -1.5,
  payAbove: -1.2,
  internship: -0.8,
  sales: -0.7,
  agency: -1,
  labour: -0.5,
  vague: -1,
  travel: -0.05,
  shift: -0.05,
  widened: -4
}
