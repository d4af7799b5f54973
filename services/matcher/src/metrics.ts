import type { Http } from '@zhipei/shared/platform/http'
import { readMetric } from '@zhipei/shared/platform/within'
import { Counter, Gauge } from 'prom-client'

export interface MatcherMetrics {
  /** Counts one answered page. */
  answered(surface: string, personalised: boolean, widened: boolean): void
  /** Counts one first page that was made for an earlier request. */
  kept(): void
  /** Counts one request sent away because too many wait. */
  shed(): void
}

export interface MatcherGauges {
  readonly postings: () => Promise<number>
  readonly graduates: () => Promise<number>
  /** Events not yet in effect, by reader. */
  readonly lags: Readonly<Record<string, () => Promise<number>>>
  /** Requests that wait for their answer. */
  readonly waiting: () => number
}

/** Labels are few and name no person or posting. */
export function createMatcherMetrics(registry: Http['registry'], gauges: MatcherGauges): MatcherMetrics {
  const registers = [registry]
  const pages = new Counter({
    name: 'zhipei_recommendation_pages_total',
    help: 'Pages of recommendations answered',
    labelNames: ['surface', 'personalised', 'widened'],
    registers
  })
  new Gauge({
    name: 'zhipei_matcher_indexed',
    help: 'Postings and graduates in the index',
    labelNames: ['kind'],
    registers,
    async collect() {
      const kinds = ['postings', 'graduates'] as const
      await Promise.all(kinds.map(async kind => this.set({ kind }, await readMetric(gauges[kind]))))
    }
  })
  new Gauge({
    name: 'zhipei_matcher_lag_events',
    help: 'Events that the matcher has not yet processed',
    labelNames: ['reader'],
    registers,
    async collect() {
      const lags = Object.entries(gauges.lags)
      await Promise.all(lags.map(async ([reader, lag]) => this.set({ reader }, await readMetric(lag))))
    }
  })
  const kept = new Counter({
    name: 'zhipei_recommendation_pages_kept_total',
    help: 'First pages given again because nothing had changed since they were made',
    registers
  })
  const shed = new Counter({
    name: 'zhipei_recommendations_shed_total',
    help: 'Requests answered 503 because as many as may wait were waiting',
    registers
  })
  new Gauge({
    name: 'zhipei_recommendations_waiting',
    help: 'Requests for recommendations and matches that wait for their turn or their answer',
    registers,
    collect() {
      this.set(gauges.waiting())
    }
  })
  return {
    kept: () => kept.inc(),
    shed: () => shed.inc(),
    answered: (surface, personalised, widened) =>
      pages.inc({ surface, personalised: String(personalised), widened: String(widened) })
  }
}
