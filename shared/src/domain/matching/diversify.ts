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
  const admits = createCrowds(ranked)
  /** Places of `ranked`. */
  let held: number[] = []
  let at = 0
  for (let page = 1; placed.length < limit && (held.length > 0 || at < ranked.length); page++) {
    const waiting = held
    const before = placed.length
    const end = before + pageLength
    held = []
    const place = (n: number) => {
      if (placed.length < end && admits(n, page)) placed.push(ranked[n] as S)
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
  /** Place of the first of them. */
  first: number
}

/** Whether the posting at a place has room on a page; if so it takes it. */
function createCrowds(ranked: readonly ScoredPosting[]): (place: number, page: number) => boolean {
  const crowds = new Map<string, Crowd>()
  // Read together: the memory answers many such questions at once.
  const keys = ranked.map(({ candidate }) => candidate.posting.employer.key)
  const titleOf = (place: number) => (ranked[place] as ScoredPosting).candidate.posting.title
  return (place, page) => {
    const key = keys[place] as string | null
    if (key === null) return true
    const crowd = crowds.get(key)
    if (crowd === undefined) {
      crowds.set(key, { page, count: 1, first: place })
      return true
    }
    if (crowd.page !== page) {
      crowd.page = page
      crowd.count = 1
      crowd.first = place
      return true
    }
    if (crowd.count >= perEmployerMax || titleOf(crowd.first) === titleOf(place)) return false
    crowd.count++
    return true
  }
}
