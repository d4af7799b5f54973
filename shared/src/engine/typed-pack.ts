const kinds = { Int8Array, Int16Array, Uint16Array, Uint32Array, Float32Array, Float64Array } as const
type Kind = keyof typeof kinds
export type PackedArray = Int8Array | Int16Array | Uint16Array | Uint32Array | Float32Array | Float64Array

const alignBytes = 8
const aligned = (bytes: number) => Math.ceil(bytes / alignBytes) * alignBytes
const headAt = 4

interface Head<Meta> {
  readonly meta: Meta
  readonly arrays: readonly (readonly [kind: Kind, length: number])[]
}

/** Length of the head (uint32), the head as JSON, then the arrays, aligned; little-endian like every machine it runs on. */
export function pack(meta: unknown, arrays: readonly PackedArray[]): Uint8Array {
  const head: Head<unknown> = { meta, arrays: arrays.map(array => [array.constructor.name as Kind, array.length]) }
  const text = new TextEncoder().encode(JSON.stringify(head))
  const start = aligned(headAt + text.length)
  const bytes = new Uint8Array(arrays.reduce((sum, array) => sum + aligned(array.byteLength), start))
  new DataView(bytes.buffer).setUint32(0, text.length, true)
  bytes.set(text, headAt)
  let at = start
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += aligned(array.byteLength)
  }
  return bytes
}

/** The arrays are views of `bytes`, which must start at a multiple of 8 in its buffer. */
export function unpack<Meta, Arrays extends readonly PackedArray[]>(
  bytes: Uint8Array
): { readonly meta: Meta; readonly arrays: Arrays } {
  const { buffer, byteOffset } = bytes as Uint8Array<ArrayBuffer>
  const length = new DataView(buffer, byteOffset).getUint32(0, true)
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(headAt, headAt + length))) as Head<Meta>
  let at = byteOffset + aligned(headAt + length)
  const arrays = head.arrays.map(([kind, length]) => {
    const array = new kinds[kind](buffer, at, length)
    at += aligned(array.byteLength)
    return array
  })
  return { meta: head.meta, arrays: arrays as unknown as Arrays }
}
