import { scenario } from 'k6/execution'
import { graduates, scattered } from './support/pool.ts'
import { nextPage, recommend } from './support/requests.ts'
import { durationSeconds, rate, summaryTrendStats, thresholds, vusMax } from './support/settings.ts'

export { handleSummary } from './support/summary.ts'

/** The doors open: arrivals rise to the full rate in a quarter of the time, stay, and ebb. */
export const options = {
  summaryTrendStats,
  thresholds: thresholds(['name:recommend']),
  scenarios: {
    rush: {
      exec: 'rush',
      executor: 'ramping-arrival-rate',
      startRate: Math.ceil(rate / 10),
      timeUnit: '1s',
      preAllocatedVUs: Math.ceil(vusMax / 4),
      maxVUs: vusMax,
      stages: [
        { target: rate, duration: `${Math.ceil(durationSeconds * 0.25)}s` },
        { target: rate, duration: `${Math.ceil(durationSeconds * 0.6)}s` },
        { target: Math.ceil(rate / 10), duration: `${Math.ceil(durationSeconds * 0.15)}s` }
      ]
    }
  }
}

/** One in five looks at the second page too. */
const secondPageEvery = 5

export function rush(): void {
  const turn = scenario.iterationInTest
  const graduate = scattered(graduates, turn)
  const first = recommend(graduate, 'fair')
  if (first !== undefined && turn % secondPageEvery === 0) nextPage(graduate, 'fair', first)
}
