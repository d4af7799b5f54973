import { type QuantisedVector, quantiseQuery, rowLength } from './quantise.ts'
import { createScalarScanKernel, createScanKernel, type ScanKernel } from './scan-kernel.ts'
import { webAssembly } from './web-assembly.ts'

/** Postings live in segments of this many slots; a slot's number is segment × segmentRows + row. */
export const segmentRows = 4096
export const segmentWords = segmentRows / 32

const pageBytes = 65_536
const pagesMax = 65_536

/** One segment's rows: the planes of `QuantisedVector`, row after row. */
export interface RowBlock {
  readonly index: number
  readonly high: Int8Array
  readonly low: Int16Array
  readonly scales: Float32Array
  readonly errors: Float32Array
  /** The rows that the next scan visits, one bit each: written by the filter. */
  readonly pass: Uint32Array
}

export interface Candidates {
  count: number
  readonly rows: Int32Array
  readonly scores: Float32Array
}

/**
 * All vectors in one growable shared memory that the scan kernel reads:
 * query | candidates | exact query | rows to score exactly and their sums | block 0 | block 1 | … Blocks never move, so views stay valid while it grows.
 */
export interface RowMemory {
  readonly bytes: number
  /** A free block, zeroed bits; its planes may hold old values. @throws RangeError when the 4 GiB are used. */
  allocate(): RowBlock
  free(block: RowBlock): void
  write(block: RowBlock, row: number, vector: QuantisedVector): void
  /** Sets the query (unit length) of the coming scans; returns the error bound that its quantisation adds. */
  setQuery(query: Float64Array): number
  /**
   * Scores the passing rows of the words [from, to) of `block`; candidates are those whose score plus error bound
   * reaches `threshold`. The result is valid until the next scan.
   */
  scan(block: RowBlock, from: number, to: number, threshold: number): Candidates
  /** Cosine of the query as last set and each row (block × segmentRows + row), from both planes: exact to float32 precision. */
  exact(slots: readonly number[]): Float64Array
}

/** Rows scored exactly in one call; even. */
const exactRows = 512

export interface RowMemoryOptions {
  readonly dimensions: number
  /** Do without WebAssembly SIMD. */
  readonly scalar?: boolean
}

export function createRowMemory({ dimensions, scalar = false }: RowMemoryOptions): RowMemory {
  const length = rowLength(dimensions)
  const align = (bytes: number) => Math.ceil(bytes / 64) * 64
  const outAt = align(length * 2)
  const exactQueryAt = align(outAt + segmentRows * 8)
  const planesAt = align(exactQueryAt + length * 8)
  const sumsAt = align(planesAt + exactRows * 8)
  const headerBytes = align(sumsAt + exactRows * 8)
  const blockBytes = segmentRows * (length * 3 + 8) + segmentWords * 4
  const pages = (blocks: number) => Math.ceil((headerBytes + blocks * blockBytes) / pageBytes)

  const memory = new webAssembly.Memory({ initial: pages(0), maximum: pagesMax, shared: true })
  const kernel: ScanKernel = scalar ? createScalarScanKernel(memory) : createScanKernel(memory)
  const queryLevels = new Int16Array(memory.buffer, 0, length)
  const candidates: Candidates = {
    count: 0,
    rows: new Int32Array(memory.buffer, outAt, segmentRows * 2),
    scores: new Float32Array(memory.buffer, outAt, segmentRows * 2)
  }
  const exactQuery = new Float64Array(memory.buffer, exactQueryAt, length)
  const planes = new Uint32Array(memory.buffer, planesAt, exactRows * 2)
  const sums = new Float64Array(memory.buffer, sumsAt, exactRows)
  const freeBlocks: RowBlock[] = []
  const allBlocks: RowBlock[] = []
  let queryScale = 0

  function grow(): RowBlock {
    const index = allBlocks.length
    const wanted = pages(index + 1) - memory.buffer.byteLength / pageBytes
    if (pages(index + 1) > pagesMax)
      throw new RangeError(`the index is full at ${index * segmentRows} rows of ${dimensions} dimensions`)
    if (wanted > 0) memory.grow(wanted)
    const { buffer } = memory
    const high = headerBytes + index * blockBytes
    const low = high + segmentRows * length
    const scales = low + segmentRows * length * 2
    const errors = scales + segmentRows * 4
    const block: RowBlock = {
      index,
      high: new Int8Array(buffer, high, segmentRows * length),
      low: new Int16Array(buffer, low, segmentRows * length),
      scales: new Float32Array(buffer, scales, segmentRows),
      errors: new Float32Array(buffer, errors, segmentRows),
      pass: new Uint32Array(buffer, errors + segmentRows * 4, segmentWords)
    }
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
      queryScale = quantised.scale
      exactQuery.set(query)
      return quantised.error
    },
    scan(block, from, to, threshold) {
      const bits = block.pass.byteOffset
      candidates.count = kernel.scan(
        block.high.byteOffset,
        block.scales.byteOffset,
        block.errors.byteOffset,
        bits + from * 4,
        bits + to * 4,
        from * 32,
        length,
        queryLevels.byteOffset,
        queryScale,
        threshold,
        outAt
      )
      return candidates
    },
    exact(slots) {
      const scores = new Float64Array(slots.length)
      for (let from = 0; from < slots.length; from += exactRows)
        scoreExactly(slots, from, Math.min(exactRows, slots.length - from), scores)
      return scores
    }
  }
}
