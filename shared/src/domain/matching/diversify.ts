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
  const admits = createCrowds()
  /** Places of `ranked`. */
  let held: number[] = []
  let at = 0
  for (let page = 1; placed.length < limit && (held.length > 0 || at < ranked.length); page++) {
    const waiting = held
    const before = placed.length
    const end = before + pageLength
    held = []
    const place = (n: number) => {
      const scored = ranked[n] as S
      if (placed.length < end && admits(scored, n, page)) placed.push(scored)
      else held.push(n)
    }
    for (const n of waiting) place(n)
    while (placed.length < end && at < ranked.length) place(at++)
    // nothing but crowded employers is left: they fill the page in their order
    if (placed.length === before) for (const n of held.splice(0)) placed.push(ranked[n] as S)
  }
  return placed.length > limit ? placed.slice(0, limit) : placed
}

/** What of an employer stands on a page. */
interface Crowd {
  page: number
  count: number
  /** Of the first of them. */
  title: string
}

/** Whether the posting at a place has room on a page; if so it takes it. */
function createCrowds(): (scored: ScoredPosting, place: number, page: number) => boolean {
  const crowds = new Map<string, Crowd>()
  /** Of postings that were held back. */
  const known: (Crowd | undefined)[] = []
  return ({ candidate: { posting } }, place, page) => {
    const { key } = posting.employer
    if (key === null) return true
    const crowd = known[place] ?? crowds.get(key)
    if (crowd === undefined) {
      crowds.set(key, { page, count: 1, title: posting.title })
      return true
    }
    known[place] = crowd
    if (crowd.page !== page) {
      crowd.page = page
      crowd.count = 1
      crowd.title = posting.title
      return true
    }
    if (crowd.count >= perEmployerMax || crowd.title === posting.title) return false
    crowd.count++
    return true
  }
}
