import type { ScreenedPosting } from '../contracts/posting.ts'

/** Ingestion's record of every posting: what `GET /v1/postings/{id}` shows. */
export interface PostingStore {
  get(id: string): Promise<ScreenedPosting | undefined>
  /** Platform ids that carry this employer's or source's own posting id, over all sources. */
  findByPostingId(postingId: string): Promise<readonly string[]>
  /** Stores all or none, durably. An older revision than the stored one is ignored, so replays are harmless. */
  put(postings: readonly ScreenedPosting[]): Promise<void>
  /** Marks as taken down at this revision: submissions of an older revision stay without effect. */
  takeDown(id: string, revision: number): Promise<void>
  count(): Promise<number>
  close(): Promise<void>
}
