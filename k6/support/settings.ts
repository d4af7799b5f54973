/** What `npm run load` hands over; see services/cli/bench/load.ts. */
function setting(name: string): string {
  const value = __ENV[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set: start load tests by npm run load`)
  return value
}

export const baseUrl = setting('LOAD_URL')
export const poolDirectory = setting('LOAD_POOL')
export const summaryFile = setting('LOAD_SUMMARY')
/** Iterations a second that arrive, whether or not earlier ones are answered. */
export const rate = Number(setting('LOAD_RATE'))
export const durationSeconds = Number(setting('LOAD_SECONDS'))
/** False in the smoke run: on a machine shared with a build only the content is judged. */
export const judgesLatency = setting('LOAD_JUDGES_LATENCY') === 'yes'

/** VUs that wait for answers: enough for a second of arrivals or more; beyond it arrivals are counted as dropped. */
export const vusMax = Math.max(100, Math.ceil(rate))

/** Goals for one recommendation on two cores with k6 beside the server. */
const goals = ['p(95)<50', 'p(99)<120']

/** Thresholds that every scenario has; `latencyOf` are the request names or tags that the goals hold for. */
export function thresholds(latencyOf: readonly string[]): Record<string, string[]> {
  const latency = latencyOf.map(tag => [`http_req_duration{${tag}}`, judgesLatency ? goals : ['p(95)>=0']])
  return { http_req_failed: ['rate==0'], checks: ['rate==1'], ...Object.fromEntries(latency) }
}

export const summaryTrendStats = ['avg', 'min', 'med', 'p(90)', 'p(95)', 'p(99)', 'max']
