import type { GraduateRecord } from '../contracts/graduate.ts'

/** A graduate as the matcher holds it: the profile with its embedding, computed once per change. */
export interface IndexedGraduate extends GraduateRecord {
  readonly vector: Float32Array
}

export interface GraduateHit extends GraduateRecord {
  readonly similarity: number
}

/**
 * The matcher's reading copy of `graduates.changed`, durable, searched by posting vectors (reverse match). Promises proved in
 * `test/ports/graduate-index.suite.ts`.
 */
export interface GraduateIndex {
  readonly modelId: string
  /** Names this store: new where it starts empty, so that a consumer group of that name fills it from the first event. */
  readonly identity: string
  /** The last revision wins; an older one has no effect. */
  upsert(graduates: readonly IndexedGraduate[]): Promise<void>
  /** Erasure. Unknown ids are no error. */
  remove(graduateIds: readonly string[]): Promise<void>
  get(graduateId: string): Promise<IndexedGraduate | undefined>
  /**
   * Of the graduates who are open (`domain/profile/open.ts`) the most similar first, ties by id. Exact; beyond tens of thousands of them an
   * adapter may miss some of the last. Whoever is not open any more is never returned, nor who was erased.
   */
  nearest(vector: Float32Array, limit: number): Promise<readonly GraduateHit[]>
  count(): Promise<number>
  close(): Promise<void>
}
