import type { PostingState } from '../../contracts/posting.ts'
import type { PostingReview } from '../../contracts/review.ts'
import type { Decision, Screening } from '../../contracts/screening.ts'

const stateOf: Readonly<Record<Decision, PostingState>> = {
  pass: 'live',
  advise: 'live',
  review: 'review',
  block: 'blocked'
}

/** Where a screened posting stands: a person's decision comes before the rules'. */
export function stateAfter(screening: Screening, review: PostingReview | undefined): PostingState {
  if (review === undefined) return stateOf[screening.decision]
  return review.decision === 'approve' ? 'live' : 'blocked'
}

/**
 * Whether a decision about one screening of a submission holds for a later one of the same submission. Rejection holds;
 * approval holds for the categories that the person saw: what new rules find beside them is looked at again.
 */
export function reviewStands(review: PostingReview, seen: Screening, now: Screening): boolean {
  if (review.decision === 'reject') return true
  const known = new Set(seen.findings.map(({ category }) => category))
  return now.findings.every(({ category, severity }) => severity === 'advise' || known.has(category))
}
