import type { Screening } from '../contracts/screening.ts'
import type { Assessment, Submitted } from '../domain/assessment.ts'
import type { Submission } from '../domain/screening/context.ts'

/** Assesses submissions, perhaps on another thread: the processor's part of taking postings in. */
export interface PostingAssessor {
  /** One assessment per submission, in order, as of one time. The same submission and time always give the same. */
  assess(submitted: readonly Submitted[], nowMs: number): Promise<readonly Assessment[]>
  /** One screening of the wording alone per submission, in order. Not held up by assessments that are under way. */
  screen(submissions: readonly Submission[]): Promise<readonly Screening[]>
  close(): Promise<void>
}
