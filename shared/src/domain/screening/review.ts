import type { PostingState } from '../../contracts/posting.ts'
import type { PostingReview } from '../../contracts/review.ts'
import type { Decision, Screening } from '../../contracts/screening.ts'
import { isRepeatRule } from './record/employer-signs.ts'

const stateOf: Readonly<Record<Decision, PostingState>> = {
  pass: 'live',
  advise: 'live',
  review: 'review',
  block: 'blocked'
}

/**
 * Where a screened posting stands: a person's decision comes before the rules'. An approval that no longer stands asks a
 * person again; it neither shows nor blocks the posting.
 */
export function stateAfter(screening: Screening, review: PostingReview | undefined): PostingState {
  if (review === undefined) return stateOf[screening.decision]
  if (review.decision === 'reject') return 'blocked'
  return approvalStands(review, screening) ? 'live' : 'review'
}

/**
 * Whether an approval holds for a later screening of the same submission. The person has read the text, so other doubts
 * of newer rules change nothing; an outright ban that nothing had pointed to does, and so does what no text shows: a
 * phone of many employers, a blocked employer under another name.
 */
function approvalStands({ seen }: PostingReview, now: Screening): boolean {
  const rules = new Set(seen)
  const categories = new Set(seen.map(rule => rule.slice(0, rule.indexOf('.'))))
  return now.findings.every(({ category, severity, rule }) => {
    if (severity === 'block') return categories.has(category)
    return severity === 'advise' || !isRepeatRule(rule) || rules.has(rule)
  })
}
