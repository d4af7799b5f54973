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

const numbersEach = 3
const numberBytes = 8

/** Equal lists, equal bytes: uint32 count, uint32 0, float64 × 3 each, a byte of gates each, then the ids as JSON. */
export function encodeRankedList(items: readonly RankedPosting[]): Uint8Array {
  const names = new TextEncoder().encode(JSON.stringify([items.map(({ id }) => id), items.map(postingIdOf)]))
  const gatesAt = numberBytes + items.length * numbersEach * numberBytes
  const bytes = new Uint8Array(gatesAt + items.length + names.length)
  new Uint32Array(bytes.buffer, 0, 1)[0] = items.length
  const numbers = new Float64Array(bytes.buffer, numberBytes, items.length * numbersEach)
  for (let n = 0; n < items.length; n++) {
    const { score, similarity, lexical, widened } = items[n] as RankedPosting
    numbers[numbersEach * n] = score
    numbers[numbersEach * n + 1] = similarity
    numbers[numbersEach * n + 2] = lexical
    bytes[gatesAt + n] = widened.reduce((bits, gate) => bits | (1 << wideningOrder.indexOf(gate)), 0)
  }
  bytes.set(names, gatesAt + items.length)
  return bytes
}

/** Most platform ids end with the posting's own id: then its length says enough. */
function postingIdOf({ id, postingId }: RankedPosting): number | string {
  return id.endsWith(postingId) ? postingId.length : postingId
}

export function rankedListLength(encoded: Uint8Array): number {
  return new Uint32Array(encoded.slice(0, numberBytes).buffer, 0, 1)[0] as number
}

export function decodeRankedList(encoded: Uint8Array): RankedPosting[] {
  const bytes = encoded.slice()
  const count = rankedListLength(encoded)
  const numbers = new Float64Array(bytes.buffer, numberBytes, count * numbersEach)
  const gatesAt = numberBytes + count * numbersEach * numberBytes
  const names = new TextDecoder().decode(bytes.subarray(gatesAt + count))
  const [ids, postingIds] = JSON.parse(names) as [string[], (number | string)[]]
  return ids.map((id, n) => {
    const own = postingIds[n] as number | string
    const gates = bytes[gatesAt + n] as number
    return {
      id,
      postingId: typeof own === 'string' ? own : id.slice(id.length - own),
      score: numbers[numbersEach * n] as number,
      similarity: numbers[numbersEach * n + 1] as number,
      lexical: numbers[numbersEach * n + 2] as number,
      widened: wideningOrder.filter((_, bit) => ((gates >>> bit) & 1) === 1)
    }
  })
}
