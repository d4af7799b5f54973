import type { Http, ReadinessCheck } from './http.ts'

/** A running service: its routes are mounted on the one port of the embedded system or on a server of its own. */
export interface Service {
  readonly name: string
  routes(app: Http): Promise<void>
  readonly readiness: readonly ReadinessCheck[]
  /** Finishes what runs, then closes the stores. */
  close(): Promise<void>
}
