import type { GraduateRecord } from '../contracts/graduate.ts'

/** A graduate as the matcher holds it: the profile with its embedding, computed once per change. */
export interface IndexedGraduate extends GraduateRecord {
  readonly vector: Float32Array
}

export interface GraduateHit extends IndexedGraduate {
  readonly similarity: number
}

/** The matcher's reading copy of `graduates.changed`, durable, searched by posting vectors (reverse match). */
export interface GraduateIndex {
  readonly modelId: string
  /** Names this store: new where it starts empty, so that a consumer group of that name fills it from the first event. */
  readonly identity: string
  /** The last revision wins; an older one has no effect. */
  upsert(graduates: readonly IndexedGraduate[]): Promise<void>
  /** Erasure. Unknown ids are no error. */
  remove(graduateIds: readonly string[]): Promise<void>
  get(graduateId: string): Promise<IndexedGraduate | undefined>
  /** Graduates who seek and agreed to personalised matching, most similar first, ties by id. Exact. */
  nearest(vector: Float32Array, limit: number): Promise<readonly GraduateHit[]>
  count(): Promise<number>
  close(): Promise<void>
}
