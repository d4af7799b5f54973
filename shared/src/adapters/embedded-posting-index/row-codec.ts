import { type QuantisedVector, rowLength } from '../../engine/quantise.ts'
import type { TermCounts } from '../../engine/term-lists.ts'

/** float32 scale, float32 error, high plane (int8), low plane (int16); little-endian like every machine it runs on. */
const headBytes = 8

export function encodeVector({ high, low, scale, error }: QuantisedVector): Uint8Array {
  const bytes = new Uint8Array(headBytes + high.length + low.byteLength)
  const view = new DataView(bytes.buffer)
  view.setFloat32(0, scale, true)
  view.setFloat32(4, error, true)
  bytes.set(new Uint8Array(high.buffer), headBytes)
  bytes.set(new Uint8Array(low.buffer), headBytes + high.length)
  return bytes
}

export function decodeVector(bytes: Uint8Array, dimensions: number): QuantisedVector {
  const length = rowLength(dimensions)
  const own = bytes.slice()
  const view = new DataView(own.buffer)
  return {
    scale: view.getFloat32(0, true),
    error: view.getFloat32(4, true),
    high: new Int8Array(own.buffer, headBytes, length),
    low: new Int16Array(own.buffer, headBytes + length, length)
  }
}

/** Term numbers (uint32), then their frequencies (one byte each). */
export function encodeCounts({ terms, frequencies }: TermCounts): Uint8Array {
  const bytes = new Uint8Array(terms.length * 5)
  bytes.set(new Uint8Array(terms.buffer, terms.byteOffset, terms.byteLength))
  bytes.set(frequencies, terms.length * 4)
  return bytes
}

export function decodeCounts(bytes: Uint8Array): TermCounts {
  const own = bytes.slice()
  const count = own.length / 5
  return { terms: new Uint32Array(own.buffer, 0, count), frequencies: own.subarray(count * 4) }
}
