import { setTimeout } from 'node:timers/promises'
import { readMetrics } from './server.ts'

export interface ServerSample {
  readonly seconds: number
  readonly rssMb: number
  readonly cpuSeconds: number
  /** How late the event loop of the main thread was since the sample before: 99th percentile and most. */
  readonly loopP99Ms: number
  readonly loopMaxMs: number
}

const intervalMs = 2000
const mega = 1024 * 1024
/** What the server's sampling timer waits; a value in its metrics counts it in. */
const loopTimerMs = 10

/** Samples the server's memory and processor time until the signal aborts. */
export async function watchServer(processes: readonly string[], signal: AbortSignal): Promise<ServerSample[]> {
  const samples: ServerSample[] = []
  const startMs = performance.now()
  while (!signal.aborted) {
    const metrics = await readMetrics(...processes).catch(() => undefined)
    const rss = metrics?.get('process_resident_memory_bytes')
    const cpuSeconds = metrics?.get('process_cpu_seconds_total')
    const late = (statistic: string) =>
      Math.max(0, 1000 * (metrics?.get(`nodejs_eventloop_lag_${statistic}_seconds`) ?? 0) - loopTimerMs)
    if (rss !== undefined && cpuSeconds !== undefined)
      samples.push({
        seconds: (performance.now() - startMs) / 1000,
        rssMb: rss / mega,
        cpuSeconds,
        loopP99Ms: late('p99'),
        loopMaxMs: late('max')
      })
    await setTimeout(intervalMs, undefined, { signal }).catch(() => undefined)
  }
  return samples
}

/** Least-squares growth in MB a minute over the second half, when caches are full. */
export function memorySlope(samples: readonly ServerSample[]): number {
  const late = samples.slice(Math.floor(samples.length / 2))
  if (late.length < 2) return 0
  const mean = (pick: (sample: ServerSample) => number) =>
    late.reduce((sum, sample) => sum + pick(sample), 0) / late.length
  const [meanSeconds, meanRss] = [mean(({ seconds }) => seconds), mean(({ rssMb }) => rssMb)]
  const covariance = mean(({ seconds, rssMb }) => (seconds - meanSeconds) * (rssMb - meanRss))
  const variance = mean(({ seconds }) => (seconds - meanSeconds) ** 2)
  return variance === 0 ? 0 : (covariance / variance) * 60
}
