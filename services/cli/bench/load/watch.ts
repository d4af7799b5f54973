import { setTimeout } from 'node:timers/promises'
import { readMetrics } from './server.ts'

export interface ServerSample {
  readonly seconds: number
  readonly rssMb: number
  readonly cpuSeconds: number
}

const intervalMs = 2000
const mega = 1024 * 1024

/** Samples the server's memory and processor time until the signal aborts. */
export async function watchServer(url: string, signal: AbortSignal): Promise<ServerSample[]> {
  const samples: ServerSample[] = []
  const startMs = performance.now()
  while (!signal.aborted) {
    const metrics = await readMetrics(url).catch(() => undefined)
    const rss = metrics?.get('process_resident_memory_bytes')
    const cpuSeconds = metrics?.get('process_cpu_seconds_total')
    if (rss !== undefined && cpuSeconds !== undefined)
      samples.push({ seconds: (performance.now() - startMs) / 1000, rssMb: rss / mega, cpuSeconds })
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
