import { type QuantisedVector, quantiseQuery } from './quantise.ts'
import {
  exactRows,
  pageBytes,
  pagesMax,
  queriesMax,
  type RowBlock,
  type RowLayout,
  rowLayout,
  segmentRows
} from './row-layout.ts'
import { createRowScanner, type ScanManyRows, type ScanRows } from './scan-rows.ts'
import { type WasmMemory, webAssembly } from './web-assembly.ts'

/** All vectors in one growable shared memory that the scan kernel reads. Blocks never move, so views stay valid while it grows. */
export interface RowMemory {
  readonly bytes: number
  /** For threads that scan too. */
  readonly memory: WasmMemory
  readonly layout: RowLayout
  readonly scalar: boolean
  /** A free block, zeroed bits; its planes may hold old values. @throws RangeError when the 4 GiB are used. */
  allocate(): RowBlock
  free(block: RowBlock): void
  write(block: RowBlock, row: number, vector: QuantisedVector): void
  /** Sets the queries (unit length, `queriesMax` at most) of the coming scans; returns the error bounds that their quantisation adds. */
  setQueries(queries: readonly Float64Array[]): number[]
  /** For the first query. */
  readonly scan: ScanRows
  readonly scanMany: ScanManyRows
  /** Cosine of the n-th query as last set and each row (block × segmentRows + row), from both planes: exact to float32 precision. */
  exact(slots: Uint32Array, n?: number): Float64Array
}

export interface RowMemoryOptions {
  readonly dimensions: number
  /** Do without WebAssembly SIMD. */
  readonly scalar?: boolean
  /** That scan, this one included. */
  readonly threads?: number
}

export function createRowMemory({ dimensions, scalar = false, threads = 1 }: RowMemoryOptions): RowMemory {
  const layout = rowLayout(dimensions, threads)
  const { length, exactQueriesAt, slotsAt, cosinesAt, blocksAt, blockBytes, pages } = layout
  const memory = new webAssembly.Memory({ initial: pages(0), maximum: pagesMax, shared: true })
  const { kernel, scan, scanMany } = createRowScanner(memory, layout, 0, scalar)
  const queryScales = new Float32Array(memory.buffer, layout.eachQueryAt, queriesMax)
  const queryViews = Array.from({ length: queriesMax }, (_, n) => ({
    levels: new Int16Array(memory.buffer, n * length * 2, length),
    exact: new Float64Array(memory.buffer, exactQueriesAt + n * length * 8, length)
  }))
  const exactSlots = new Uint32Array(memory.buffer, slotsAt, exactRows)
  const cosines = new Float64Array(memory.buffer, cosinesAt, exactRows)
  const freeBlocks: RowBlock[] = []
  let blocks = 0

  function grow(): RowBlock {
    const index = blocks
    const wanted = pages(index + 1) - memory.buffer.byteLength / pageBytes
    if (pages(index + 1) > pagesMax)
      throw new RangeError(`the index is full at ${index * segmentRows} rows of ${dimensions} dimensions`)
    if (wanted > 0) memory.grow(wanted)
    blocks++
    return layout.block(memory.buffer, index)
  }

  return {
    memory,
    layout,
    scalar,
    get bytes() {
      return memory.buffer.byteLength
    },
    allocate: () => freeBlocks.pop() ?? grow(),
    free(block) {
      freeBlocks.push(block)
    },
    write(block, row, vector) {
      block.high.set(vector.high, row * length)
      block.low.set(vector.low, row * length)
      block.scales[row] = vector.scale
      block.errors[row] = vector.error
    },
    setQueries(queries) {
      return queries.map((query, n) => {
        const { levels, exact } = queryViews[n] as (typeof queryViews)[number]
        const quantised = quantiseQuery(query)
        levels.set(quantised.levels)
        queryScales[n] = quantised.scale
        exact.set(query)
        return quantised.error
      })
    },
    scan,
    scanMany,
    exact(slots, n = 0) {
      const queryAt = exactQueriesAt + n * length * 8
      const scores = new Float64Array(slots.length)
      for (let from = 0; from < slots.length; from += exactRows) {
        const some = slots.subarray(from, from + exactRows)
        const fours = Math.ceil(some.length / 4) * 4
        exactSlots.set(some)
        // the last four are made whole by any row
        exactSlots.fill(some[0] as number, some.length, fours)
        kernel.exact(slotsAt, slotsAt + fours * 4, blocksAt, blockBytes, length, queryAt, cosinesAt)
        scores.set(cosines.subarray(0, some.length), from)
      }
      return scores
    }
  }
}
