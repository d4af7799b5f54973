import { retryable } from '@zhipei/shared/platform/retryable'
import type { Delivery } from '@zhipei/shared/ports/event-bus'
import type { InteractionStore } from '@zhipei/shared/ports/interaction-store'

export const interactionsBatchMax = 500

/** `interactions.recorded` → the store, for those that another matcher took. Harmless when repeated. */
export function createInteractionRecorder(interactions: InteractionStore) {
  return (batch: readonly Delivery<'interactions.recorded'>[]): Promise<void> =>
    retryable(() => interactions.record(batch.flatMap(({ value }) => value ?? [])))
}
