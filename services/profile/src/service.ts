import { createSqliteGraduateStore } from '@zhipei/shared/adapters/sqlite/graduate-store'
import type { Logger } from '@zhipei/shared/platform/logger'
import type { Service } from '@zhipei/shared/platform/service'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { EventBus } from '@zhipei/shared/ports/event-bus'
import { createProfile } from './profile.ts'

export interface ProfileOptions {
  /** Holds the graduate store; belongs to one process. */
  readonly directory: string
  readonly bus: EventBus
  readonly clock: Clock
  readonly logger: Logger
}

/** The profile service on the embedded stores. @throws DatabaseLockedError where another process has the directory */
export function openProfile({ directory, bus, clock }: ProfileOptions): Promise<Service> {
  return createProfile({ store: createSqliteGraduateStore(directory), bus, clock })
}
