import type { Service } from '@zhipei/shared/platform/service'
import { createGraduates, type GraduatesParts } from './graduates.ts'
import { graduateRoutes } from './routes/graduates.ts'

/** Profiles, tags, consent and erasure. Closes the store; the bus belongs to the caller. */
export async function createProfile(parts: GraduatesParts): Promise<Service> {
  const graduates = createGraduates(parts)
  return {
    name: 'profile',
    routes: app => graduateRoutes(app, graduates),
    // It reads no topic: its writes are in effect when they are answered.
    lag: async () => 0,
    readiness: [],
    close: () => parts.store.close()
  }
}
