import type { ScoredPosting } from './rank.ts'

/** Of any ten places in a row of pages, so many may go to one employer. */
const perEmployerMax = 2
const pageLength = 10

/**
 * Reorders a ranked list so that no employer crowds a page: a third posting of one employer waits for the next ten.
 * Employers that are not named are no employer. Pure; the first `limit` places, in the order of those not held back.
 */
export function diversify<S extends ScoredPosting>(ranked: readonly S[], limit = ranked.length): S[] {
  const placed: S[] = []
  const crowds = createCrowds()
  let held: S[] = []
  let at = 0
  while (placed.length < limit && (held.length > 0 || at < ranked.length)) {
    const waiting = held
    const before = placed.length
    held = []
    crowds.turnPage()
    const place = (scored: S) => {
      const room = placed.length - before < pageLength
      if (room && crowds.admits(scored)) placed.push(scored)
      else held.push(scored)
    }
    for (const scored of waiting) place(scored)
    while (placed.length - before < pageLength && at < ranked.length) place(ranked[at++] as S)
    // nothing but crowded employers is left: they fill the page in their order
    if (placed.length === before) placed.push(...held.splice(0))
  }
  return placed.length > limit ? placed.slice(0, limit) : placed
}

function createCrowds() {
  const shown = new Map<string, { count: number; readonly titles: string[] }>()
  return {
    turnPage: () => shown.clear(),
    /** Whether the posting has room on this page; if so it takes it. */
    admits({ candidate: { posting } }: ScoredPosting): boolean {
      const { key } = posting.employer
      if (key === null) return true
      const employer = shown.get(key)
      if (employer === undefined) {
        shown.set(key, { count: 1, titles: [posting.title] })
        return true
      }
      if (employer.count >= perEmployerMax || employer.titles.includes(posting.title)) return false
      employer.count++
      employer.titles.push(posting.title)
      return true
    }
  }
}
