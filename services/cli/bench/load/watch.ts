import { setTimeout } from 'node:timers/promises'
import type { MemoryInUse } from './memory.ts'
import { readMetrics } from './server.ts'

export interface ServerSample {
  readonly seconds: number
  readonly rssMb: number
  readonly cpuSeconds: number
  /** How late the event loop of the main thread was since the sample before: 99th percentile and most. */
  readonly loopP99Ms: number
  readonly loopMaxMs: number
}

export interface MemorySample extends MemoryInUse {
  readonly seconds: number
}

const intervalMs = 2000
/** Each collection stops the server for some 50 to 100 ms. */
const memoryIntervalMs = 20_000
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

/** Asks for the memory in use until the signal aborts. */
export async function watchMemory(ask: () => Promise<MemoryInUse>, signal: AbortSignal): Promise<MemorySample[]> {
  const samples: MemorySample[] = []
  const startMs = performance.now()
  while (!signal.aborted) {
    const memory = await ask()
    samples.push({ seconds: (performance.now() - startMs) / 1000, ...memory })
    await setTimeout(memoryIntervalMs, undefined, { signal }).catch(() => undefined)
  }
  return samples
}

/** Least-squares growth in MB a minute over the second half, when caches are full. */
export function memorySlope<Sample extends { readonly seconds: number }>(
  samples: readonly Sample[],
  bytes: (sample: Sample) => number
): number {
  const late = samples.slice(Math.floor(samples.length / 2))
  if (late.length < 2) return 0
  const mean = (pick: (sample: Sample) => number) => late.reduce((sum, sample) => sum + pick(sample), 0) / late.length
  const [meanSeconds, meanBytes] = [mean(({ seconds }) => seconds), mean(bytes)]
  const covariance = mean(sample => (sample.seconds - meanSeconds) * (bytes(sample) - meanBytes))
  const variance = mean(({ seconds }) => (seconds - meanSeconds) ** 2)
  return variance === 0 ? 0 : ((covariance / variance) * 60) / mega
}
