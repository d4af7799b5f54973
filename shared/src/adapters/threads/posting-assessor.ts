import type { Assessment, Submitted } from '../../domain/assessment.ts'
import type { PostingAssessor } from '../../ports/posting-assessor.ts'
import { startCallThread } from './call-thread.ts'

export interface AssessmentCall {
  readonly submitted: readonly Submitted[]
  readonly nowMs: number
}

/** Normalises, screens and fingerprints on a thread of its own, by the rules of this version. Calls wait for its start. */
export function startThreadPostingAssessor(): PostingAssessor {
  const module = new URL('./posting-assessor-worker.js', import.meta.url)
  const thread = startCallThread<AssessmentCall, readonly Assessment[]>(module, () => null)
  return {
    assess: (submitted, nowMs) => thread.call({ submitted, nowMs }),
    close: thread.close
  }
}
