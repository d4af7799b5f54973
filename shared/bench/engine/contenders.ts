import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPostingEngine } from '../../src/engine/posting-engine.ts'
import { quantise } from '../../src/engine/quantise.ts'
import { scanHelpersDefault } from '../../src/engine/scan-threads.ts'
import { type BenchData, type City, cities, cityOfRow, dimensions, vectorOf } from './data.ts'

/** One engine with the data in it. */
export interface Contender {
  /** Row numbers of the k nearest that pass; `city` null: no filter. */
  search(query: Float32Array, city: City | null, k: number): number[]
  /** Replaces a row's vector; absent where the engine can't. */
  upsert?(row: number, vector: Float32Array): void
  close(): Promise<void> | void
}

export interface ContenderType {
  /** Short, for the command line. */
  readonly key: string
  readonly name: string
  /** What must be installed beside the product; absent: nothing. */
  readonly module?: string
  open(data: BenchData, load: (module: string) => unknown): Contender
}

const idOf = (row: number) => String(row).padStart(7, '0')

const ours = (key: string, name: string, helpers: number): ContenderType => ({
  key,
  name,
  open(data) {
    const engine = createPostingEngine({ dimensions, scan: { helpers } })
    const none = { kind: 'job', fairId: null, degreeRank: null, requiredYears: null, salaryTop: null }
    const times = { validUntilMs: null, publishedAtMs: null }
    const counts = { terms: new Uint32Array(), frequencies: new Uint8Array() }
    const add = (row: number, vector: Float32Array) =>
      engine.add({
        id: idOf(row),
        number: row,
        vector: quantise(vector),
        fields: { city: cityOfRow(data, row), ...none, ...times },
        counts
      })
    for (let row = 0; row < data.rows; row++) add(row, vectorOf(data, row))
    return {
      search(vector, city, k) {
        const filter = { nowMs: 0, cities: city === null ? undefined : [city] }
        return engine.search({ vector, terms: null, filter, limit: k }).hits.ids.map(Number)
      },
      upsert(row, vector) {
        engine.remove(idOf(row), counts)
        add(row, vector)
        engine.compact(4)
      },
      close: () => engine.close()
    }
  }
})

/** Float brute force: the truth that recall is measured against, and what plain JavaScript costs. */
export const floatScan: ContenderType = {
  key: 'scan',
  name: 'float32 scan in JS',
  open(data) {
    const { vectors, rows, cityOf } = data
    return {
      search(query, city, k) {
        const wanted = city === null ? null : cities.indexOf(city)
        const best: { row: number; score: number }[] = []
        let floor = Number.NEGATIVE_INFINITY
        for (let row = 0; row < rows; row++) {
          if (wanted !== null && cityOf[row] !== wanted) continue
          let a = 0
          let b = 0
          let c = 0
          let d = 0
          for (let i = 0, at = row * dimensions; i < dimensions; i += 4, at += 4) {
            a += (vectors[at] as number) * (query[i] as number)
            b += (vectors[at + 1] as number) * (query[i + 1] as number)
            c += (vectors[at + 2] as number) * (query[i + 2] as number)
            d += (vectors[at + 3] as number) * (query[i + 3] as number)
          }
          const score = a + b + c + d
          if (score <= floor && best.length >= k) continue
          let place = best.length
          while (place > 0 && (best[place - 1] as { score: number }).score < score) place--
          best.splice(place, 0, { row, score })
          if (best.length > k) best.pop()
          floor = (best.at(-1) as { score: number }).score
        }
        return best.map(({ row }) => row)
      },
      close: () => undefined
    }
  }
}

interface HnswIndex {
  initIndex(rows: number, m: number, efConstruction: number, seed: number): void
  setEf(ef: number): void
  addPoint(point: number[], label: number): void
  searchKnn(query: number[], k: number, filter?: (label: number) => boolean): { neighbors: number[] }
}

const hnswlib: ContenderType = {
  key: 'hnswlib',
  name: 'hnswlib ef 128',
  module: 'hnswlib-node',
  open(data, load) {
    const { HierarchicalNSW } = load('hnswlib-node') as {
      HierarchicalNSW: new (space: 'ip', dimensions: number) => HnswIndex
    }
    const index = new HierarchicalNSW('ip', dimensions)
    index.initIndex(data.rows, 16, 200, 1)
    index.setEf(128)
    for (let row = 0; row < data.rows; row++) index.addPoint([...vectorOf(data, row)], row)
    return {
      search(query, city, k) {
        const wanted = city === null ? null : cities.indexOf(city)
        const filter = wanted === null ? undefined : (row: number) => data.cityOf[row] === wanted
        return index.searchKnn([...query], k, filter).neighbors
      },
      upsert: (row, vector) => index.addPoint([...vector], row),
      close: () => undefined
    }
  }
}

interface Zvec {
  readonly ZVecCollectionSchema: new (schema: object) => object
  readonly ZVecCreateAndOpen: (folder: string, schema: object) => ZvecCollection
  readonly ZVecDataType: { readonly STRING: number; readonly VECTOR_FP32: number }
  readonly ZVecIndexType: { readonly FLAT: number; readonly HNSW: number; readonly INVERT: number }
  readonly ZVecMetricType: { readonly IP: number }
  readonly ZVecQuantizeType: { readonly INT8: number }
}
interface ZvecCollection {
  insertSync(docs: object[]): unknown
  upsertSync(docs: object[]): unknown
  optimizeSync(): unknown
  querySync(query: object): { readonly id: string }[]
  closeSync(): void
}

function zvec(kind: 'FLAT' | 'HNSW'): ContenderType {
  return {
    key: `zvec-${kind.toLowerCase()}`,
    name: `zvec ${kind.toLowerCase()} int8`,
    module: '@zvec/zvec',
    open(data, load) {
      const z = load('@zvec/zvec') as Zvec
      const folder = mkdtempSync(join(tmpdir(), 'zhipei-bench-'))
      const indexParams = {
        indexType: z.ZVecIndexType[kind],
        metricType: z.ZVecMetricType.IP,
        quantizeType: z.ZVecQuantizeType.INT8
      }
      const schema = new z.ZVecCollectionSchema({
        name: 'bench',
        vectors: { name: 'v', dataType: z.ZVecDataType.VECTOR_FP32, dimension: dimensions, indexParams },
        fields: [{ name: 'city', dataType: z.ZVecDataType.STRING, indexParams: { indexType: z.ZVecIndexType.INVERT } }]
      })
      const collection = z.ZVecCreateAndOpen(join(folder, 'c'), schema)
      const doc = (row: number, vector: Float32Array) => ({
        id: String(row),
        vectors: { v: [...vector] },
        fields: { city: cityOfRow(data, row) }
      })
      const batch = 500
      for (let from = 0; from < data.rows; from += batch) {
        const count = Math.min(batch, data.rows - from)
        collection.insertSync(Array.from({ length: count }, (_, i) => doc(from + i, vectorOf(data, from + i))))
      }
      collection.optimizeSync()
      return {
        search(query, city, k) {
          const filter = city === null ? {} : { filter: `city = '${city}'` }
          const found = collection.querySync({ fieldName: 'v', vector: query, topk: k, outputFields: [], ...filter })
          return found.map(({ id }) => Number(id))
        },
        upsert: (row, vector) => void collection.upsertSync([doc(row, vector)]),
        close() {
          collection.closeSync()
          rmSync(folder, { recursive: true, force: true })
        }
      }
    }
  }
}

/** At least one, so that what helpers cost is seen on one core too. */
const helpers = Math.max(1, scanHelpersDefault)

/** Ours is the first. */
export const contenders: readonly ContenderType[] = [
  ours('zhipei', 'zhipei exact int8', 0),
  ours('zhipei-helped', `zhipei, threads that help: ${helpers}`, helpers),
  floatScan,
  zvec('FLAT'),
  zvec('HNSW'),
  hnswlib
]

/** Peers are no dependencies of the product: they are loaded from `folder` where somebody installed them. */
export function createLoader(folder: string): (module: string) => unknown {
  const require = createRequire(join(folder, 'package.json'))
  return module => require(module) as unknown
}
