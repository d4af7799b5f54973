import { scenario } from 'k6/execution'
import { expectedStatuses, setResponseCallback } from 'k6/http'
import { graduates, scattered } from './support/pool.ts'
import { recommend, recommendOrShed } from './support/requests.ts'
import { durationSeconds, rate, summaryTrendStats, thresholds, vusMax } from './support/settings.ts'

export { handleSummary } from './support/summary.ts'

const shares = { calm: 0.3, spike: 0.2, recovery: 0.5 }
const overload = 4
const calmRate = Math.max(1, Math.ceil(rate / 5))
const seconds = (share: number) => Math.max(2, Math.round(durationSeconds * share))

// A server that sheds is no failed server: what is admitted, and how soon it recovers, is judged.
setResponseCallback(expectedStatuses(200, 503))

const phase = (exec: string, arrivals: number, share: number, startSeconds: number) => ({
  executor: 'constant-arrival-rate',
  exec,
  rate: arrivals,
  timeUnit: '1s',
  startTime: `${startSeconds}s`,
  duration: `${seconds(share)}s`,
  preAllocatedVUs: vusMax,
  maxVUs: vusMax * 2
})

/** A calm rate, then twenty times as many arrivals, then calm again: the calm phases must meet the goals. */
export const options = {
  summaryTrendStats,
  thresholds: thresholds(['scenario:calm', 'scenario:recovery']),
  scenarios: {
    calm: phase('ask', calmRate, shares.calm, 0),
    spike: phase('askOrShed', rate * overload, shares.spike, seconds(shares.calm)),
    recovery: phase('ask', calmRate, shares.recovery, seconds(shares.calm) + seconds(shares.spike) + 2)
  }
}

export function ask(): void {
  recommend(scattered(graduates, scenario.iterationInTest), 'feed')
}

export function askOrShed(): void {
  recommendOrShed(scattered(graduates, scenario.iterationInTest), 'feed')
}
