import { queriesMax, type RowBlock, type RowLayout, segmentRows, wordsOfManyMax } from './row-layout.ts'
import { createScalarScanKernel, createScanKernel, type ScanKernel } from './scan-kernel.ts'
import type { WasmMemory } from './web-assembly.ts'

/**
 * Words with more passing rows than this are summed whole. Of many rows those in order arrive from memory before they are asked
 * for, and the sums of those that do not pass cost less than the waiting; few rows are near anyway.
 */
const denseMin = { near: 24, far: 6 } as const
/** Rows that take no more than this are near: the caches hold most of what a scan reads of them, a third. */
const nearBytesMax = 48 * 1024 * 1024

export interface Candidates {
  count: number
  readonly rows: Int32Array
  readonly scores: Float32Array
}

/**
 * Scores the passing rows of the words [from, to) of `block`; candidates are those whose score plus error bound
 * reaches `threshold`. The result is valid until the next scan.
 */
export type ScanRows = (block: RowBlock, from: number, to: number, threshold: number) => Candidates

/** The same for several queries in one read of the rows, `wordsOfManyMax` words at most, by their thresholds: Infinity where there is no query. */
export type ScanManyRows = (
  block: RowBlock,
  from: number,
  to: number,
  thresholds: readonly number[]
) => readonly Candidates[]

export interface RowScanner {
  readonly kernel: ScanKernel
  readonly scan: ScanRows
  readonly scanMany: ScanManyRows
}

/** What one thread scans with: a kernel on the shared memory, with candidates of its own. */
export function createRowScanner(memory: WasmMemory, layout: RowLayout, thread: number, scalar: boolean): RowScanner {
  const kernel = scalar ? createScalarScanKernel(memory) : createScanKernel(memory)
  const out = layout.candidatesAt(thread)
  const each = layout.eachQueryAt
  const scales = new Float32Array(memory.buffer, each, queriesMax)
  const thresholdOf = new Float32Array(memory.buffer, each + 4 * queriesMax, queriesMax)
  const ends = new Int32Array(memory.buffer, each + 8 * queriesMax, queriesMax)
  const candidatesAt = (at: number, rows: number): Candidates => ({
    count: 0,
    rows: new Int32Array(memory.buffer, at, rows * 2),
    scores: new Float32Array(memory.buffer, at, rows * 2)
  })
  const candidates = candidatesAt(out, segmentRows)
  const rowsOfMany = wordsOfManyMax * 32
  const starts = Array.from(ends, (_, n) => out + n * rowsOfMany * 8)
  const candidatesOf = starts.map(at => candidatesAt(at, rowsOfMany))
  const dense = () => (memory.buffer.byteLength > nearBytesMax ? denseMin.far : denseMin.near)
  return {
    kernel,
    scan(block, from, to, threshold) {
      const bits = block.pass.byteOffset
      candidates.count = kernel.scan(
        block.high.byteOffset,
        block.scales.byteOffset,
        block.errors.byteOffset,
        bits + from * 4,
        bits + to * 4,
        from * 32,
        layout.length,
        0,
        scales[0] as number,
        threshold,
        dense(),
        out
      )
      return candidates
    },
    scanMany(block, from, to, thresholds) {
      const bits = block.pass.byteOffset
      thresholdOf.fill(Number.POSITIVE_INFINITY)
      thresholdOf.set(thresholds)
      ends.set(starts)
      kernel.scanFour(
        block.high.byteOffset,
        block.scales.byteOffset,
        block.errors.byteOffset,
        bits + from * 4,
        bits + to * 4,
        from * 32,
        layout.length,
        0,
        each,
        dense()
      )
      for (const [n, found] of candidatesOf.entries()) found.count = ((ends[n] as number) - (starts[n] as number)) / 8
      return candidatesOf
    }
  }
}
