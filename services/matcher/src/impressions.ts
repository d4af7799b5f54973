import { crowdedFrom } from '@zhipei/shared/domain/matching/congestion'
import type { ImpressionStore } from '@zhipei/shared/ports/impression-store'
import { dayOf } from './ranking.ts'

/** What was shown in so many whole days before today makes a posting crowded. */
export const impressionDays = 7

/** How often each posting was shown, by platform id, where that is enough to be crowded. */
export type Impressions = ReadonlyMap<string, number>

/** The same all day, so that a question that is repeated has the same answer. */
export interface ImpressionSource {
  at(nowMs: number): Impressions | Promise<Impressions>
}

export const noImpressions: ImpressionSource = { at: () => new Map() }

/** Whole days alone count: read once a day, by the first request, while the others of that moment wait with it. */
export function createImpressionSource(store: Pick<ImpressionStore, 'count'>): ImpressionSource {
  let day = Number.NaN
  let counts: Promise<Impressions> = Promise.resolve(new Map())
  return {
    at(nowMs) {
      const today = dayOf(nowMs)
      if (today === day) return counts
      day = today
      counts = store.count(today - impressionDays, today, crowdedFrom)
      // What could not be read is read at the next request.
      counts.catch(() => {
        day = Number.NaN
      })
      return counts
    }
  }
}
