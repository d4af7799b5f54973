import type { GraduateRecord } from '../contracts/graduate.ts'

export interface GraduateStore {
  get(graduateId: string): Promise<GraduateRecord | undefined>
  /** The last revision wins; an older one is ignored. */
  put(records: readonly GraduateRecord[]): Promise<void>
  /** Erasure: nothing of the graduate stays in the store. Unknown ids are no error. */
  remove(graduateIds: readonly string[]): Promise<void>
  /** At most `limit` records whose id is greater, in the order of ids: all of them, page by page. */
  listById(afterId: string, limit: number): Promise<readonly GraduateRecord[]>
  count(): Promise<number>
  close(): Promise<void>
}
