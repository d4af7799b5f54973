/** A seeded stream of choices; the same seed and stream give the same choices on every machine. */
export interface Random {
  /** Whole number from 0 to `bound - 1`. */
  below(bound: number): number
  /** Whole number from `min` to `max`, both included. */
  between(min: number, max: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** Up to `count` different elements, in random order. */
  sample<T>(list: readonly T[], count: number): T[]
}

const twoPow32 = 4294967296

/** SplitMix32: one step of a Weyl sequence, then a finaliser that spreads every bit. */
function splitMix(state: number): number {
  let z = (state + 0x9e3779b9) | 0
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
  return z ^ (z >>> 15)
}

const rotate = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits))

/**
 * xoshiro128** (Blackman and Vigna, 2018), seeded by SplitMix32 from a seed, a stream and a purpose, so that each item of
 * a pool has its own stream and can be made without the items before it.
 */
export function createRandom(seed: number, stream: number, purpose = 0): Random {
  let a = splitMix(splitMix(seed | 0) ^ Math.imul(purpose + 1, 0x85ebca6b))
  a = splitMix(a ^ (stream | 0))
  let b = splitMix(a)
  let c = splitMix(b)
  let d = splitMix(c)
  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result
  }
  const below = (bound: number) => Math.floor((next() / twoPow32) * bound)
  return {
    below,
    between: (min, max) => min + below(max - min + 1),
    chance: probability => next() / twoPow32 < probability,
    pick: list => list[below(list.length)] as (typeof list)[number],
    sample: (list, count) => {
      const rest = [...list]
      const taken = Math.min(count, rest.length)
      for (let at = 0; at < taken; at++) {
        const from = at + below(rest.length - at)
        const chosen = rest[from] as (typeof list)[number]
        rest[from] = rest[at] as (typeof list)[number]
        rest[at] = chosen
      }
      rest.length = taken
      return rest
    }
  }
}
