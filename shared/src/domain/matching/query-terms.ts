import type { ProfileFacts } from './profile-facts.ts'

/** Weighted query tokens for the lexical part of the search. `tokens` is the tokenizer's cut of a query. */
export function queryTerms(
  { profile }: ProfileFacts,
  tokens: (text: string) => readonly string[]
): ReadonlyMap<string, number> {
  const terms = new Map<string, number>()
  const add = (text: string, weight: number) => {
    for (const token of tokens(text)) terms.set(token, Math.max(terms.get(token) ?? 0, weight))
  }
  for (const title of profile.intent?.titles ?? []) add(title, 2)
  for (const skill of profile.skills ?? []) add(skill, 1)
  if (profile.major !== undefined) add(profile.major, 1)
  return terms
}
