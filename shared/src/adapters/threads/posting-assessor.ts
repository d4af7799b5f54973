import type { Screening } from '../../contracts/screening.ts'
import type { Assessment, Submitted } from '../../domain/assessment.ts'
import type { Submission } from '../../domain/screening/context.ts'
import type { PostingAssessor } from '../../ports/posting-assessor.ts'
import { callAgain, callThread } from './call-thread.ts'

export type AssessorCall =
  | { readonly submitted: readonly Submitted[]; readonly nowMs: number }
  | { readonly wordings: readonly Submission[] }

export type AssessorAnswer = readonly Assessment[] | readonly Screening[]

/** Normalises, screens and fingerprints on a thread of its own, by the rules of this version. It starts with the first call. */
export function createThreadPostingAssessor(): PostingAssessor {
  const module = new URL('./posting-assessor-worker.js', import.meta.url)
  const thread = callThread<AssessorCall, AssessorAnswer>(module, () => null)
  return {
    assess: async (submitted, nowMs) => (await thread.call({ submitted, nowMs })) as readonly Assessment[],
    screen: async wordings => (await callAgain(() => thread.call({ wordings }))) as readonly Screening[],
    close: thread.close
  }
}
