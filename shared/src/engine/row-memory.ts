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
  exact(slots: readonly number[]): Float64Array
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
  const { length, exactQueryAt, planesAt, sumsAt, pages } = layout
  const memory = new webAssembly.Memory({ initial: pages(0), maximum: pagesMax, shared: true })
  const { kernel, scan } = createRowScanner(memory, layout, 0, scalar)
  const queryLevels = new Int16Array(memory.buffer, 0, length)
  const queryScale = new Float64Array(memory.buffer, layout.queryScaleAt, 1)
  const exactQuery = new Float64Array(memory.buffer, exactQueryAt, length)
  const planes = new Uint32Array(memory.buffer, planesAt, exactRows * 2)
  const sums = new Float64Array(memory.buffer, sumsAt, exactRows)
  const freeBlocks: RowBlock[] = []
  const allBlocks: RowBlock[] = []

  function grow(): RowBlock {
    const index = allBlocks.length
    const wanted = pages(index + 1) - memory.buffer.byteLength / pageBytes
    if (pages(index + 1) > pagesMax)
      throw new RangeError(`the index is full at ${index * segmentRows} rows of ${dimensions} dimensions`)
    if (wanted > 0) memory.grow(wanted)
    const block = layout.block(memory.buffer, index)
    allBlocks.push(block)
    return block
  }

  /** Sums of up to `exactRows` of the slots into `scores`. */
  function scoreExactly(slots: readonly number[], from: number, count: number, scores: Float64Array): void {
    // an odd number is made even by the last row once more
    const even = count + (count & 1)
    for (let i = 0; i < even; i++) {
      const slot = slots[from + Math.min(i, count - 1)] as number
      const { high, low } = allBlocks[Math.floor(slot / segmentRows)] as RowBlock
      planes[2 * i] = high.byteOffset + (slot % segmentRows) * length
      planes[2 * i + 1] = low.byteOffset + (slot % segmentRows) * length * 2
    }
    kernel.exact(planesAt, planesAt + even * 8, length, exactQueryAt, sumsAt)
    for (let i = 0; i < count; i++) {
      const slot = slots[from + i] as number
      const { scales } = allBlocks[Math.floor(slot / segmentRows)] as RowBlock
      const score = ((sums[i] as number) * (scales[slot % segmentRows] as number)) / 65536
      scores[from + i] = Math.max(-1, Math.min(1, score))
    }
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
      for (let from = 0; from < slots.length; from += exactRows)
        scoreExactly(slots, from, Math.min(exactRows, slots.length - from), scores)
      return scores
    }
  }
}
