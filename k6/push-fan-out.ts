import { scenario } from 'k6/execution'
import { livePostings, scattered } from './support/pool.ts'
import { fanOut } from './support/requests.ts'
import { durationSeconds, rate, summaryTrendStats, thresholds, vusMax } from './support/settings.ts'

export { handleSummary } from './support/summary.ts'

/** New postings look for the graduates who should hear of them: reverse matches at a constant rate. */
export const options = {
  summaryTrendStats,
  thresholds: thresholds([]),
  scenarios: {
    fanOut: {
      exec: 'push',
      executor: 'constant-arrival-rate',
      rate,
      timeUnit: '1s',
      duration: `${durationSeconds}s`,
      preAllocatedVUs: vusMax,
      maxVUs: vusMax
    }
  }
}

export function push(): void {
  fanOut(scattered(livePostings, scenario.iterationInTest))
}
