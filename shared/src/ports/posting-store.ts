import type { PostingSubmission, ScreenedPosting } from '../contracts/posting.ts'
import type { PostingReview, ReviewLogEntry } from '../contracts/review.ts'
import type { Category } from '../contracts/screening.ts'
import type { PostingFingerprint } from '../domain/duplicates/fingerprint.ts'
import type { DuplicateCandidate } from '../domain/duplicates/link.ts'
import type { SignEntry } from '../domain/screening/record/employer-signs.ts'
import type { SignUse } from '../domain/screening/record/repeats.ts'

/** The posting beside what was submitted: findings point into the submission, and rules may be run again. */
export interface PostingRecord extends Omit<ScreenedPosting, 'review'> {
  readonly submission: PostingSubmission
  /** Revision at which the posting first came; the earliest of near-copies stays. */
  readonly since: number
  /** What near-copies share. Null where the posting takes no part in the search. */
  readonly fingerprint: PostingFingerprint | null
  /** A person's decision about this submission; absent where nobody decided. */
  readonly review?: PostingReview | undefined
  /** Revision at which this text came: a re-sent, unchanged posting raises only the revision. */
  readonly textRevision?: number | undefined
  /** By which it may belong together with postings of other employers. */
  readonly signs?: readonly SignEntry[] | undefined
}

/** A place in a listing by age. */
export interface ListedAfter {
  readonly since: number
  readonly id: string
}

export interface PutOptions {
  /** Whether readers of `postings.screened` have to hear of it. */
  readonly publish: boolean
  /** Confirms earlier publications in the same commit. */
  readonly published?: readonly string[]
  /** Signs that say something new: other postings that carry one are queued, in the same commit. */
  readonly telling?: readonly number[]
  /** Queued postings that this put settles. */
  readonly rejudged?: readonly string[]
  /** Decisions to log in the same commit; the log numbers them. */
  readonly decisions?: readonly Omit<ReviewLogEntry, 'number'>[]
}

/** Which of the postings under review; absent: all. */
export interface WaitingFilter {
  readonly category?: Category | undefined
  readonly city?: string | undefined
  /** Part of the employer's name. */
  readonly employer?: string | undefined
  /** First came at this revision or before. */
  readonly sinceMax?: number | undefined
}

export interface DecisionFilter {
  readonly id?: string | undefined
  readonly actor?: string | undefined
}

/**
 * Ingestion's record of every posting: what `GET /v1/postings/{id}` shows. It is also the outbox of `postings.screened`:
 * what `put` stores for publication is listed by `unpublished` until `published` confirms it, so that a crash between
 * the two loses nothing.
 */
export interface PostingStore {
  get(id: string): Promise<PostingRecord | undefined>
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, PostingRecord>>
  /** Platform ids that carry this employer's or source's own posting id, over all sources. */
  findByPostingId(postingId: string): Promise<readonly string[]>
  /** Stores all or none, durably. An older revision than the stored one is ignored, so replays are harmless. */
  put(postings: readonly PostingRecord[], options: PutOptions): Promise<void>
  /** At most `limit` records whose publication is not confirmed. */
  unpublished(limit: number): Promise<readonly PostingRecord[]>
  published(ids: readonly string[]): Promise<void>
  /** Live postings that may be copies: of the same block, and one title's core holds the other's. */
  possibleCopies(fingerprints: readonly PostingFingerprint[]): Promise<readonly DuplicateCandidate[]>
  /** Postings that are linked to one of these as their near-copies. */
  copiesOf(ids: readonly string[]): Promise<readonly DuplicateCandidate[]>
  /** At most `limit` copies whose original's validity ended before this time. */
  copiesOfExpired(nowMs: number, limit: number): Promise<readonly DuplicateCandidate[]>
  /** At most `limit` postings under review after a place, the longest known first. */
  listWaiting(filter: WaitingFilter, after: ListedAfter | null, limit: number): Promise<readonly PostingRecord[]>
  countWaiting(filter: WaitingFilter): Promise<number>
  /** At most `limit` decisions with a lower number than `before` (null: from the latest), the latest first. */
  decisions(filter: DecisionFilter, before: number | null, limit: number): Promise<readonly ReviewLogEntry[]>
  /** At most `limit` records whose id is greater, in the order of ids: all of them, page by page. */
  listById(afterId: string, limit: number): Promise<readonly PostingRecord[]>
  /** Who carries each of these signs, of postings that came since a day; signs that nobody carries are left out. */
  signUses(signs: readonly number[], sinceDay: number): Promise<ReadonlyMap<number, SignUse>>
  /** At most `limit` postings that were queued since a sign of theirs says something new. */
  toRejudge(limit: number): Promise<readonly string[]>
  count(): Promise<number>
  close(): Promise<void>
}
