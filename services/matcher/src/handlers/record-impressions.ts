import { retryable } from '@zhipei/shared/platform/retryable'
import type { Delivery } from '@zhipei/shared/ports/event-bus'
import type { ImpressionStore } from '@zhipei/shared/ports/impression-store'
import { LRUCache } from 'lru-cache'
import { impressionDays } from '../impressions.ts'
import { dayOf } from '../ranking.ts'

export const impressionsBatchMax = 500

/** An answer that is given again is the same event: so many are remembered, some 100 bytes each. */
const eventsKeptMax = 20_000

/**
 * `recommendations.served` → how often each posting was shown. After a crash a batch may count twice, and so may an answer
 * that is given again much later: what is made of the counts looks at doublings.
 */
export function createImpressionRecorder(impressions: Pick<ImpressionStore, 'add'>) {
  const counted = new LRUCache<string, true>({ max: eventsKeptMax })
  return async (batch: readonly Delivery<'recommendations.served'>[]): Promise<void> => {
    const byDay = new Map<number, Map<string, number>>()
    const fresh = batch.flatMap(({ value }) => (value === null || counted.has(value.id) ? [] : [value]))
    for (const { at, data } of new Map(fresh.map(event => [event.id, event])).values()) {
      const day = dayOf(Date.parse(at))
      const shown = byDay.get(day) ?? new Map<string, number>()
      byDay.set(day, shown)
      for (const item of data.items) shown.set(item.id, (shown.get(item.id) ?? 0) + 1)
    }
    await retryable(async () => {
      for (const [day, shown] of byDay) await impressions.add(day, shown, day - impressionDays)
    })
    for (const { id } of fresh) counted.set(id, true)
  }
}
