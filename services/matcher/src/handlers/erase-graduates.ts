import { retryable } from '@zhipei/shared/platform/retryable'
import type { Delivery, EventBus } from '@zhipei/shared/ports/event-bus'
import type { InteractionStore } from '@zhipei/shared/ports/interaction-store'
import type { RankingStore } from '@zhipei/shared/ports/ranking-store'
import type { ServedQueue } from '../served-queue.ts'

export const erasuresBatchMax = 256

export interface ErasureParts {
  readonly bus: Pick<EventBus, 'eraseKeys'>
  readonly rankings: RankingStore
  readonly interactions: InteractionStore
  readonly served: ServedQueue
  /** Whether the graduate index has what was published before the call; waits a little for it. */
  readonly isIndexed: () => Promise<boolean>
}

/**
 * Tombstones of `graduates.changed` → nothing of the graduate is left in the matcher's stores and topics. A reader of its
 * own: overwriting takes its time, which new graduates must not wait for. The rankings go last but one: they name the keys
 * of `recommendations.served`, which a repeat after a crash needs again.
 */
export function createGraduateEraser({ bus, rankings, interactions, served, isIndexed }: ErasureParts) {
  return async (batch: readonly Delivery<'graduates.changed'>[]): Promise<void> => {
    const graduateIds = [...new Set(batch.filter(({ value }) => value === null).map(({ key }) => key))]
    if (graduateIds.length === 0) return
    await retryable(async () => {
      // Who is still in the index may still be recommended to.
      if (!(await isIndexed())) throw new Error('the graduate index is behind')
      await served.flush()
      const requestIds = await Promise.all(graduateIds.map(graduateId => rankings.requestsOf(graduateId)))
      await bus.eraseKeys('recommendations.served', requestIds.flat())
      await bus.eraseKeys('interactions.recorded', graduateIds)
      await rankings.remove(graduateIds)
      await interactions.remove(graduateIds)
    })
  }
}
