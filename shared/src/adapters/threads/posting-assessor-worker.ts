/** The thread of `posting-assessor.ts`. */
import { assess } from '../../domain/assessment.ts'
import { createScreener } from '../../domain/screening/screener.ts'
import type { AssessmentCall } from './posting-assessor.ts'
import { serveThread } from './serve-thread.ts'

await serveThread(async () => {
  const screener = createScreener()
  return {
    answer: ({ submitted, nowMs }: AssessmentCall) => submitted.map(one => assess(screener, one, nowMs)),
    close: async () => undefined
  }
})
