/** The thread of `posting-assessor.ts`. */
import { setImmediate } from 'node:timers/promises'
import { type Assessment, assess } from '../../domain/assessment.ts'
import { createScreener } from '../../domain/screening/screener.ts'
import { createWriteQueue } from '../write-queue.ts'
import type { AssessorAnswer, AssessorCall } from './posting-assessor.ts'
import { serveThread } from './serve-thread.ts'

/** Postings between which single texts get their turn. */
const postingsPerTurn = 16

serveThread(async () => {
  const screener = createScreener()
  const batches = createWriteQueue()

  async function assessAll({ submitted, nowMs }: Extract<AssessorCall, { submitted: unknown }>): Promise<Assessment[]> {
    const assessments: Assessment[] = []
    for (const one of submitted) {
      assessments.push(assess(screener, one, nowMs))
      if (assessments.length % postingsPerTurn === 0) await setImmediate()
    }
    return assessments
  }
  return {
    overlaps: true,
    answer: (call: AssessorCall): AssessorAnswer | Promise<AssessorAnswer> =>
      'wordings' in call ? call.wordings.map(wording => screener.screen(wording)) : batches.run(() => assessAll(call)),
    close: async () => undefined
  }
})
