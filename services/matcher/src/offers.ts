import type { InteractionStore } from '@zhipei/shared/ports/interaction-store'

/** Offers made so far per platform id, where there are any. */
export type Offers = ReadonlyMap<string, number>

/** Offers as they are now, kept up to date. */
export function followOffers(interactions: Pick<InteractionStore, 'watchOffers'>): Offers {
  const offers = new Map<string, number>()
  interactions.watchOffers(changed => changeOffers(offers, changed))
  return offers
}

/** @param changed new counts; 0: none any more */
export function changeOffers(offers: Map<string, number>, changed: Offers): void {
  for (const [id, count] of changed) {
    if (count > 0) offers.set(id, count)
    else offers.delete(id)
  }
}
