import { durationSeconds, rate, summaryTrendStats, thresholds, vusMax } from './support/settings.ts'

export { mix } from './support/mix.ts'
export { handleSummary } from './support/summary.ts'

/** An ordinary busy hour; `soak` is the same for longer, with the server's memory watched. */
export const options = {
  summaryTrendStats,
  thresholds: thresholds(['name:recommend']),
  scenarios: {
    mixed: {
      exec: 'mix',
      executor: 'constant-arrival-rate',
      rate,
      timeUnit: '1s',
      duration: `${durationSeconds}s`,
      preAllocatedVUs: Math.ceil(vusMax / 4),
      maxVUs: vusMax
    }
  }
}
