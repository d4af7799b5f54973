import { type QuantisedVector, quantiseQuery } from './quantise.ts'
import { exactRows, pageBytes, pagesMax, type RowBlock, type RowLayout, rowLayout, segmentRows } from './row-layout.ts'
import { createRowScanner, type ScanRows } from './scan-rows.ts'
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
  /** Sets the query (unit length) of the coming scans; returns the error bound that its quantisation adds. */
  setQuery(query: Float64Array): number
  readonly scan: ScanRows
  /** Cosine of the query as last set and each row (block × segmentRows + row), from both planes: exact to float32 precision. */
  exact(slots: Uint32Array): Float64Array
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
  const { length, exactQueryAt, slotsAt, cosinesAt, blocksAt, blockBytes, pages } = layout
  const memory = new webAssembly.Memory({ initial: pages(0), maximum: pagesMax, shared: true })
  const { kernel, scan } = createRowScanner(memory, layout, 0, scalar)
  const queryLevels = new Int16Array(memory.buffer, 0, length)
  const queryScale = new Float64Array(memory.buffer, layout.queryScaleAt, 1)
  const exactQuery = new Float64Array(memory.buffer, exactQueryAt, length)
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
    setQuery(query) {
      const quantised = quantiseQuery(query)
      queryLevels.set(quantised.levels)
      queryScale[0] = quantised.scale
      exactQuery.set(query)
      return quantised.error
    },
    scan,
    exact(slots) {
      const scores = new Float64Array(slots.length)
      for (let from = 0; from < slots.length; from += exactRows) {
        const some = slots.subarray(from, from + exactRows)
        const fours = Math.ceil(some.length / 4) * 4
        exactSlots.set(some)
        // the last four are made whole by any row
        exactSlots.fill(some[0] as number, some.length, fours)
        kernel.exact(slotsAt, slotsAt + fours * 4, blocksAt, blockBytes, length, exactQueryAt, cosinesAt)
        scores.set(cosines.subarray(0, some.length), from)
      }
      return scores
    }
  }
}
