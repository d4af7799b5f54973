import { type RowBlock, type RowLayout, segmentRows } from './row-layout.ts'
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

export interface RowScanner {
  readonly kernel: ScanKernel
  readonly scan: ScanRows
}

/** What one thread scans with: a kernel on the shared memory, with candidates of its own. */
export function createRowScanner(memory: WasmMemory, layout: RowLayout, thread: number, scalar: boolean): RowScanner {
  const kernel = scalar ? createScalarScanKernel(memory) : createScanKernel(memory)
  const out = layout.candidatesAt(thread)
  const queryScale = new Float64Array(memory.buffer, layout.queryScaleAt, 1)
  const candidates: Candidates = {
    count: 0,
    rows: new Int32Array(memory.buffer, out, segmentRows * 2),
    scores: new Float32Array(memory.buffer, out, segmentRows * 2)
  }
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
        queryScale[0] as number,
        threshold,
        memory.buffer.byteLength > nearBytesMax ? denseMin.far : denseMin.near,
        out
      )
      return candidates
    }
  }
}
