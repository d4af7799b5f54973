import type { EventBus } from '@zhipei/shared/ports/event-bus'
import type { GraduateIndex } from '@zhipei/shared/ports/graduate-index'
import type { InteractionStore } from '@zhipei/shared/ports/interaction-store'
import type { RankingStore } from '@zhipei/shared/ports/ranking-store'
import type { ServedQueue } from './served-queue.ts'

export interface ErasureParts {
  readonly bus: Pick<EventBus, 'eraseKey'>
  readonly graduates: GraduateIndex
  readonly rankings: RankingStore
  readonly interactions: InteractionStore
  readonly served: ServedQueue
}

/**
 * Takes everything of a graduate out of the index, the stores and the matcher's own topics. The rankings go last but
 * one: they name the keys of `recommendations.served`, which a repeat after a crash needs again.
 */
export function createErasure({ bus, graduates, rankings, interactions, served }: ErasureParts) {
  return async (graduateIds: readonly string[]): Promise<void> => {
    await graduates.remove(graduateIds)
    await served.flush()
    for (const graduateId of graduateIds) {
      for (const requestId of await rankings.requestsOf(graduateId))
        await bus.eraseKey('recommendations.served', requestId)
      await bus.eraseKey('interactions.recorded', graduateId)
    }
    await rankings.remove(graduateIds)
    await interactions.remove(graduateIds)
  }
}
