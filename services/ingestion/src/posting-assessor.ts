import { setImmediate } from 'node:timers/promises'
import { type Assessment, assess } from '@zhipei/shared/domain/assessment'
import type { Screener } from '@zhipei/shared/domain/screening/screener'
import type { PostingAssessor } from '@zhipei/shared/ports/posting-assessor'

/** Postings between which requests get their turn. */
const postingsPerTurn = 16

/** Assesses on the thread that calls it. */
export function createPostingAssessor(screener: Screener): PostingAssessor {
  return {
    async assess(submitted, nowMs) {
      const assessments: Assessment[] = []
      for (const one of submitted) {
        assessments.push(assess(screener, one, nowMs))
        if (assessments.length % postingsPerTurn === 0) await setImmediate()
      }
      return assessments
    },
    screen: async submissions => submissions.map(submission => screener.screen(submission)),
    close: async () => undefined
  }
}
