import type { Service } from '@zhipei/shared/platform/service'
import { createGraduates, type GraduatesParts } from './graduates.ts'
import { graduateRoutes } from './routes/graduates.ts'

/** Profiles, tags, consent and erasure. Closes the store; the bus belongs to the caller. */
export async function createProfile(parts: GraduatesParts): Promise<Service> {
  const graduates = createGraduates(parts)
  return {
    name: 'profile',
    routes: app => graduateRoutes(app, graduates),
    readiness: [],
    close: () => parts.store.close()
  }
}
