import { postingIdOf } from '../identity.ts'
import { type Gate, wideningOrder } from './gates.ts'

/** One place of a ranking; its rank is its position. Small: every request stores its whole list. */
export interface RankedPosting {
  /** Platform id. */
  readonly id: string
  readonly postingId: string
  readonly score: number
  /** Cosine, -1..1. Later pages give reasons from this and `lexical`. */
  readonly similarity: number
  /** BM25. */
  readonly lexical: number
  /** Gates that this posting fails and that were widened to let it in, in their order: its page says so in `gaps`. */
  readonly widened: readonly Gate[]
}

const headBytes = 8
const numbersEach = 3
const numberBytes = 8
/** Lists that an earlier version stored have 0 here. */
const format = 1
/** Ids hold no blank. */
const between = ' '

const utf8 = new TextEncoder()
const text = new TextDecoder()
const gateBits = new Map(wideningOrder.map((gate, bit) => [gate, 1 << bit]))

/** Equal lists, equal bytes: uint32 count, uint32 format, float64 × 3 each, a byte of gates each, then the platform ids. */
export function encodeRankedList(items: readonly RankedPosting[]): Uint8Array {
  const count = items.length
  const ids = utf8.encode(items.map(({ id }) => id).join(between))
  const gatesAt = headBytes + count * numbersEach * numberBytes
  const bytes = new Uint8Array(gatesAt + count + ids.length)
  new Uint32Array(bytes.buffer, 0, 2).set([count, format])
  const numbers = new Float64Array(bytes.buffer, headBytes, count * numbersEach)
  let place = 0
  let gates = gatesAt
  for (const { score, similarity, lexical, widened } of items) {
    numbers[place++] = score
    numbers[place++] = similarity
    numbers[place++] = lexical
    let bits = 0
    for (const gate of widened) bits |= gateBits.get(gate) ?? 0
    bytes[gates++] = bits
  }
  bytes.set(ids, gatesAt + count)
  return bytes
}

/** A copy: stores hand out bytes that begin anywhere. */
const copied = (encoded: Uint8Array, from: number, to: number) => new Uint8Array(encoded.subarray(from, to)).buffer

const headOf = (encoded: Uint8Array) => new Uint32Array(copied(encoded, 0, headBytes))

/** False for lists that an earlier version stored: nobody reads them any more. */
export function isRankedList(encoded: Uint8Array): boolean {
  return headOf(encoded)[1] === format
}

export function rankedListLength(encoded: Uint8Array): number {
  return headOf(encoded)[0] as number
}

export function decodeRankedList(encoded: Uint8Array): RankedPosting[] {
  const count = rankedListLength(encoded)
  if (count === 0) return []
  const gatesAt = headBytes + count * numbersEach * numberBytes
  const numbers = new Float64Array(copied(encoded, headBytes, gatesAt))
  const ids = text.decode(encoded.subarray(gatesAt + count)).split(between)
  return ids.map((id, n) => {
    const gates = encoded[gatesAt + n] as number
    return {
      id,
      postingId: postingIdOf(id),
      score: numbers[numbersEach * n] as number,
      similarity: numbers[numbersEach * n + 1] as number,
      lexical: numbers[numbersEach * n + 2] as number,
      widened: gates === 0 ? noGates : wideningOrder.filter((_, bit) => ((gates >>> bit) & 1) === 1)
    }
  })
}

const noGates: readonly Gate[] = []
