import type { Posting } from '../contracts/posting.ts'
import type { IndexedPosting } from './posting-index.ts'

/** Reads postings for the index, perhaps on another thread: the processor's part of indexing. */
export interface PostingReader {
  /** What the index takes, one per posting, in order. */
  read(postings: readonly Posting[]): Promise<readonly IndexedPosting[]>
  close(): Promise<void>
}
