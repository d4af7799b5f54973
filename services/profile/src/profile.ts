import type { Service } from '@zhipei/shared/platform/service'
import { createGraduates, type GraduatesParts } from './graduates.ts'
import { graduateRoutes } from './routes/graduates.ts'

export interface ProfileService extends Service {
  /** Always 0: it reads no topic, its writes are in effect when they are answered. */
  lag(): Promise<number>
}

/** Profiles, tags, consent and erasure. Closes the store; the bus belongs to the caller. */
export async function createProfile(parts: GraduatesParts): Promise<ProfileService> {
  const graduates = createGraduates(parts)
  return {
    name: 'profile',
    routes: app => graduateRoutes(app, graduates),
    lag: async () => 0,
    readiness: [],
    close: () => parts.store.close()
  }
}
