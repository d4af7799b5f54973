import { occupationWords } from '../understanding/occupations.ts'
import type { ProfileFacts } from './profile-facts.ts'

const weightOf = { title: 2, skill: 1, major: 1, certificate: 0.6, synonym: 0.3 } as const
const synonymsMax = 12

/**
 * Weighted query tokens for the lexical part of the search. `tokens` is the tokenizer's cut of a query. Wishes weigh most;
 * other words for the same work find postings that name it otherwise.
 */
export function queryTerms(
  { profile, occupations }: ProfileFacts,
  tokens: (text: string) => readonly string[]
): ReadonlyMap<string, number> {
  const terms = new Map<string, number>()
  const add = (text: string, weight: number) => {
    for (const token of tokens(text)) terms.set(token, Math.max(terms.get(token) ?? 0, weight))
  }
  for (const title of profile.intent?.titles ?? []) add(title, weightOf.title)
  for (const skill of profile.skills ?? []) add(skill, weightOf.skill)
  if (profile.major !== undefined) add(profile.major, weightOf.major)
  for (const certificate of profile.certificates ?? []) add(certificate, weightOf.certificate)
  for (const { group, weight } of occupations)
    for (const word of occupationWords(group, synonymsMax)) add(word, weightOf.synonym * weight)
  return terms
}
