import type { Http } from '@zhipei/shared/platform/http'
import { readMetric } from '@zhipei/shared/platform/within'
import { Counter, Gauge, Histogram } from 'prom-client'
import type { Screened } from './handlers/screen-postings.ts'

export interface IngestionMetrics {
  screened(screened: Screened): void
}

/** Labels are few and name no employer or posting. */
export function createIngestionMetrics(
  registry: Http['registry'],
  lag: () => Promise<number>,
  nowMs: () => number
): IngestionMetrics {
  const registers = [registry]
  const postings = new Counter({
    name: 'zhipei_postings_screened_total',
    help: 'Submitted postings that were screened, by the state that they got; superseded: a newer revision was there',
    labelNames: ['state'],
    registers
  })
  const seconds = new Histogram({
    name: 'zhipei_posting_screening_seconds',
    help: 'Time from the acknowledgement of a posting until its outcome is published',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30],
    registers
  })
  new Gauge({
    name: 'zhipei_ingestion_lag_events',
    help: 'Submitted postings that wait for screening',
    registers,
    async collect() {
      this.set(await readMetric(lag))
    }
  })
  return {
    screened({ state, submittedAtMs }) {
      postings.inc({ state: state ?? 'superseded' })
      seconds.observe(Math.max(0, nowMs() - submittedAtMs) / 1000)
    }
  }
}
