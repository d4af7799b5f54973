import type { Posting } from '../contracts/posting.ts'
import type { PostingFacts } from '../domain/understanding/posting-facts.ts'
import type { PostingFields } from './fields.ts'

/** A date that can't be read says nothing. */
function instantMs(text: string | null): number | null {
  const ms = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(ms) ? null : ms
}

/** What `PostingFilter` and the order by date look at; any adapter uses this. */
export function postingFields(posting: Posting, facts: PostingFacts): PostingFields {
  return {
    city: posting.cityCode ?? posting.city,
    kind: posting.kind,
    fairId: posting.fairId,
    degreeRank: facts.degreeRank,
    requiredYears: facts.requiredYears,
    salaryTop: posting.salary.max,
    validUntilMs: instantMs(posting.validUntil),
    publishedAtMs: instantMs(posting.publishedAt)
  }
}
