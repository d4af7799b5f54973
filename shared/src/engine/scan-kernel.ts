import { queriesMax, segmentRows } from './row-layout.ts'
import { scanKernelBase64 } from './scan-kernel-bytes.ts'
import { type WasmMemory, webAssembly } from './web-assembly.ts'

export interface ScanKernel {
  readonly scan: Scan
  readonly scanFour: ScanFour
  readonly exact: Exact
}

/**
 * Visits the rows whose bit is set in the words from `bits` to `bitsEnd` (`row` is the number of the first bit) and writes
 * (int32 row, float32 score) to `out` for each whose score plus error bound reaches `threshold`. All addresses are bytes
 * of the shared memory; `rows`, `scales` and `errors` point at row 0. Of a word with more passing rows than `denseMin` it may
 * read all 32. Returns how many were written.
 */
type Scan = (
  rows: number,
  scales: number,
  errors: number,
  bits: number,
  bitsEnd: number,
  row: number,
  rowBytes: number,
  query: number,
  queryScale: number,
  threshold: number,
  denseMin: number,
  out: number
) => number

/**
 * `scan` for `queriesMax` queries in one read of the rows, with the same scores. The levels of query n lie at `queries` +
 * n × 2 × `rowBytes`; at `each` four numbers of each kind, one a query: scales and thresholds (float32), where its candidates are
 * written to (int32, moved on as they are) and room for its score of the row that is looked at.
 */
type ScanFour = (
  rows: number,
  scales: number,
  errors: number,
  bits: number,
  bitsEnd: number,
  row: number,
  rowBytes: number,
  queries: number,
  each: number,
  denseMin: number
) => void

/**
 * Writes to `out` (float64) for each slot of the list (int32; their number a multiple of four, at least four) the cosine of its row,
 * high × 65536 + low, and the query (float64, `rowBytes` numbers), added in their order. Blocks of `segmentRows` rows begin
 * at `blocks`, each `blockBytes` long: all high planes, all low planes, all scales.
 */
type Exact = (
  list: number,
  listEnd: number,
  blocks: number,
  blockBytes: number,
  rowBytes: number,
  query: number,
  out: number
) => void

export const scanKernelBytes = Buffer.from(scanKernelBase64, 'base64')

/** WebAssembly SIMD where the platform has it, else the same in JavaScript. */
export function createScanKernel(memory: WasmMemory): ScanKernel {
  if (!webAssembly.validate(scanKernelBytes)) return createScalarScanKernel(memory)
  const module = new webAssembly.Module(scanKernelBytes)
  return new webAssembly.Instance(module, { env: { memory } }).exports as unknown as ScanKernel
}

export function createScalarScanKernel(memory: WasmMemory): ScanKernel {
  const scan = createScalarScan(memory)
  return { scan, scanFour: createScalarScanFour(memory, scan), exact: createScalarExact(memory) }
}

function createScalarScan(memory: WasmMemory): Scan {
  return (rows, scales, errors, bits, bitsEnd, row, rowBytes, query, queryScale, threshold, _denseMin, out) => {
    const { buffer } = memory
    const words = new Uint32Array(buffer, bits, (bitsEnd - bits) / 4)
    const last = row + words.length * 32
    const levels = new Int16Array(buffer, query, rowBytes)
    const high = new Int8Array(buffer, rows, last * rowBytes)
    const scaleOf = new Float32Array(buffer, scales, last)
    const errorOf = new Float32Array(buffer, errors, last)
    const outRows = new Int32Array(buffer, out)
    const outScores = new Float32Array(buffer, out)
    let count = 0
    for (let word = 0; word < words.length; word++) {
      for (let rest = words[word] as number; rest !== 0; rest &= rest - 1) {
        const at = row + word * 32 + 31 - Math.clz32(rest & -rest)
        let sum = 0
        for (let i = 0; i < rowBytes; i++) sum += (high[at * rowBytes + i] as number) * (levels[i] as number)
        const score = Math.fround(sum * queryScale * (scaleOf[at] as number))
        if (score + (errorOf[at] as number) < threshold) continue
        outRows[2 * count] = at
        outScores[2 * count + 1] = score
        count++
      }
    }
    return count
  }
}

function createScalarScanFour({ buffer }: WasmMemory, scan: Scan): ScanFour {
  return (rows, scales, errors, bits, bitsEnd, row, rowBytes, queries, each, denseMin) => {
    const [scaleOf, thresholdOf] = [
      new Float32Array(buffer, each, queriesMax),
      new Float32Array(buffer, each + 16, queriesMax)
    ]
    const outOf = new Int32Array(buffer, each + 32, queriesMax)
    for (const [n, threshold] of thresholdOf.entries()) {
      // No query.
      if (threshold === Number.POSITIVE_INFINITY) continue
      const [query, scale, out] = [queries + n * 2 * rowBytes, scaleOf[n] as number, outOf[n] as number]
      const count = scan(rows, scales, errors, bits, bitsEnd, row, rowBytes, query, scale, threshold, denseMin, out)
      outOf[n] = out + count * 8
    }
  }
}

function createScalarExact(memory: WasmMemory): Exact {
  return (list, listEnd, blocks, blockBytes, rowBytes, query, out) => {
    const { buffer } = memory
    const slots = new Uint32Array(buffer, list, (listEnd - list) / 4)
    const factors = new Float64Array(buffer, query, rowBytes)
    const cosines = new Float64Array(buffer, out, slots.length)
    for (const [n, slot] of slots.entries()) {
      const block = blocks + Math.floor(slot / segmentRows) * blockBytes
      const row = slot % segmentRows
      const high = new Int8Array(buffer, block + row * rowBytes, rowBytes)
      const low = new Int16Array(buffer, block + (segmentRows + 2 * row) * rowBytes, rowBytes)
      const [scale = 0] = new Float32Array(buffer, block + segmentRows * 3 * rowBytes + row * 4, 1)
      let sum = 0
      for (let i = 0; i < rowBytes; i++)
        sum += (factors[i] as number) * ((high[i] as number) * 65536 + (low[i] as number))
      cosines[n] = Math.max(-1, Math.min(1, (sum * scale) / 65536))
    }
  }
}
