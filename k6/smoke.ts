import { scenario } from 'k6/execution'
import { mix } from './support/mix.ts'
import { livePostings, scattered } from './support/pool.ts'
import { fanOut } from './support/requests.ts'
import { durationSeconds, rate, summaryTrendStats, thresholds, vusMax } from './support/settings.ts'

export { handleSummary } from './support/summary.ts'

const arrivals = (exec: string, perSecond: number) => ({
  executor: 'constant-arrival-rate',
  exec,
  rate: perSecond,
  timeUnit: '1s',
  duration: `${durationSeconds}s`,
  preAllocatedVUs: vusMax,
  maxVUs: vusMax
})

/** Every kind of request for half a minute on a small pool: does the whole thing still work? */
export const options = {
  summaryTrendStats,
  thresholds: thresholds(['name:recommend']),
  scenarios: { mixed: arrivals('mixed', rate), push: arrivals('push', Math.max(1, Math.ceil(rate / 10))) }
}

export const mixed = mix

export function push(): void {
  fanOut(scattered(livePostings, scenario.iterationInTest))
}
