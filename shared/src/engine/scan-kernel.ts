import { scanKernelBase64 } from './scan-kernel-bytes.ts'
import { type WasmMemory, webAssembly } from './web-assembly.ts'

/**
 * Visits the rows whose bit is set in the words from `bits` to `bitsEnd` (`row` is the number of the first bit) and writes
 * (int32 row, float32 score) to `out` for each whose score plus error bound reaches `threshold`. All addresses are bytes
 * of the shared memory; `rows`, `scales` and `errors` point at row 0. Returns how many were written.
 */
export type ScanKernel = (
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
  out: number
) => number

export const scanKernelBytes = Buffer.from(scanKernelBase64, 'base64')

/** WebAssembly SIMD where the platform has it, else the same in JavaScript. */
export function createScanKernel(memory: WasmMemory): ScanKernel {
  if (!webAssembly.validate(scanKernelBytes)) return createScalarScanKernel(memory)
  const module = new webAssembly.Module(scanKernelBytes)
  return new webAssembly.Instance(module, { env: { memory } }).exports.scan as ScanKernel
}

export function createScalarScanKernel(memory: WasmMemory): ScanKernel {
  return (rows, scales, errors, bits, bitsEnd, row, rowBytes, query, queryScale, threshold, out) => {
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
