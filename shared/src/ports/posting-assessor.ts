import type { Assessment, Submitted } from '../domain/assessment.ts'

/** Assesses submissions, perhaps on another thread: the processor's part of taking postings in. */
export interface PostingAssessor {
  /** One assessment per submission, in order, as of one time. The same submission and time always give the same. */
  assess(submitted: readonly Submitted[], nowMs: number): Promise<readonly Assessment[]>
  close(): Promise<void>
}
