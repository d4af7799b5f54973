import type { PostingSubmission, ScreenedPosting } from '../contracts/posting.ts'
import type { Screening } from '../contracts/screening.ts'

/** The posting beside what was submitted: findings point into the submission, and rules may be run again. */
export interface PostingRecord extends Omit<ScreenedPosting, 'screening'> {
  /** Null while pending. */
  readonly screening: Screening | null
  readonly submission: PostingSubmission
}

/** Ingestion's record of every posting: what `GET /v1/postings/{id}` shows. */
export interface PostingStore {
  get(id: string): Promise<PostingRecord | undefined>
  /** Platform ids that carry this employer's or source's own posting id, over all sources. */
  findByPostingId(postingId: string): Promise<readonly string[]>
  /** Stores all or none, durably. An older revision than the stored one is ignored, so replays are harmless. */
  put(postings: readonly PostingRecord[]): Promise<void>
  count(): Promise<number>
  close(): Promise<void>
}
