import { createSqliteEventBus, type SqliteEventBusOptions } from '../../src/adapters/sqlite/event-bus.ts'
import type { EventBus } from '../../src/ports/event-bus.ts'

/** For processes to be killed, see event-bus-child.ts. */
export async function openBus(options: SqliteEventBusOptions): Promise<EventBus> {
  return createSqliteEventBus(options)
}
