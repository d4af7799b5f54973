import type { EventOf } from '../contracts/events.ts'

/** What the matcher remembers of interactions: no posting that was dismissed or filled comes back. */
export interface InteractionStore {
  /** Names this store: new where it starts empty, so that a consumer group of that name fills it from the first event. */
  readonly identity: string
  /** Idempotent by event id. */
  record(events: readonly EventOf<'interactions.recorded'>[]): Promise<void>
  /** Platform ids that this graduate dismissed. */
  dismissed(graduateId: string): Promise<ReadonlySet<string>>
  /**
   * Tells at once how many offers were made so far of each posting that has any, by platform id; then every count that
   * changes (0: none any more), before the write that changes it is done.
   */
  watchOffers(tell: (offers: ReadonlyMap<string, number>) => void): void
  /** Erasure of all that the graduate did. */
  remove(graduateIds: readonly string[]): Promise<void>
  close(): Promise<void>
}
