/** The thread of an embedded engine; see `peers.ts`. */
import { serveThread } from '../../src/adapters/threads/serve-thread.ts'
import { createSlices } from '../../src/platform/slices.ts'
import { contenders, createLoader } from './contenders.ts'
import { type BenchData, type City, k, vectorOf } from './data.ts'

/** A search waits for a bulk of writes no longer. */
const writeSliceMs = 0.5

export interface PeerThreadData {
  readonly key: string
  readonly data: BenchData
  /** Where peers are installed. */
  readonly folder: string
}

export type PeerCall =
  | { readonly call: 'search'; readonly query: Float32Array; readonly city: City | null }
  | { readonly call: 'upsert'; readonly rows: readonly number[] }
  | { readonly call: 'isWritable' }

serveThread(async ({ key, data, folder }: PeerThreadData) => {
  const type = contenders.find(contender => contender.key === key)
  if (type === undefined) throw new Error(`no engine is called ${key}`)
  const engine = type.open(data, createLoader(folder))
  return {
    // Searches go between two slices of a bulk.
    overlaps: true,
    async answer(request: PeerCall) {
      switch (request.call) {
        case 'search':
          return engine.search(request.query, request.city, k)
        case 'upsert': {
          const slice = createSlices(writeSliceMs)
          for (const row of request.rows) {
            engine.upsert?.(row, vectorOf(data, row))
            await slice()
          }
          return
        }
        case 'isWritable':
          return engine.upsert !== undefined
      }
    },
    close: async () => engine.close()
  }
})
