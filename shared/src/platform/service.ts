import type { Http, ReadinessCheck } from './http.ts'

/** A running service: its routes are mounted on the one port of the embedded system or on a server of its own. */
export interface Service {
  readonly name: string
  routes(app: Http): Promise<void>
  readonly readiness: readonly ReadinessCheck[]
  /** Events that are not yet in effect here, over all topics; an upper bound. */
  lag(): Promise<number>
  /** Finishes what runs, then closes the stores. */
  close(): Promise<void>
}
