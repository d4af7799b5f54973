import type { ScoredPosting } from './rank.ts'

/** Of any ten places in a row of pages, so many may go to one employer. */
const perEmployerMax = 2
const page = 10

/**
 * Reorders a ranked list so that no employer crowds a page: a third posting of one employer waits for the next ten.
 * Employers that are not named are no employer. Pure; keeps every element, and the order of those that are not held back.
 */
export function diversify(ranked: readonly ScoredPosting[]): ScoredPosting[] {
  const placed: ScoredPosting[] = []
  let waiting = [...ranked]
  while (waiting.length > 0) {
    const shown = new Map<string, number>()
    const titles = new Set<string>()
    const held: ScoredPosting[] = []
    let room = page
    for (const [i, scored] of waiting.entries()) {
      if (room === 0) {
        held.push(...waiting.slice(i))
        break
      }
      const { employer, title } = scored.candidate.posting
      const count = employer.key === null ? 0 : (shown.get(employer.key) ?? 0)
      const copy = `${employer.key} ${title}`
      if (count >= perEmployerMax || (employer.key !== null && titles.has(copy))) {
        held.push(scored)
        continue
      }
      if (employer.key !== null) {
        shown.set(employer.key, count + 1)
        titles.add(copy)
      }
      placed.push(scored)
      room--
    }
    // nothing but crowded employers is left: they fill the page in their order
    if (held.length === waiting.length) return [...placed, ...held]
    waiting = held
  }
  return placed
}
