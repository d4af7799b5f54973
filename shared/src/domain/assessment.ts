import type { Posting, PostingSubmission } from '../contracts/posting.ts'
import type { Screening } from '../contracts/screening.ts'
import { fingerprintOf, type PostingFingerprint } from './duplicates/fingerprint.ts'
import { normalisePosting } from './normalise/posting.ts'
import { screenRecord } from './screening/record/screen-record.ts'
import type { Screener } from './screening/screener.ts'

/** A submission as it came in. */
export interface Submitted {
  /** Platform id. */
  readonly id: string
  readonly source: string
  readonly revision: number
  readonly submission: PostingSubmission
}

/** All that can be said of a submission by itself, other postings aside. */
export interface Assessment {
  readonly posting: Posting
  readonly screening: Screening
  readonly fingerprint: PostingFingerprint | null
}

export function assess(screener: Screener, { id, source, revision, submission }: Submitted, nowMs: number): Assessment {
  const posting = normalisePosting(submission, { id, source, revision })
  return {
    posting,
    screening: screenRecord(screener, posting, submission, nowMs),
    fingerprint: fingerprintOf(posting)
  }
}
