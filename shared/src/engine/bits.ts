export function setBit(bits: Uint32Array, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] as number) | (1 << (index & 31))
}

function bitsOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555)
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333)
  return (((fours + (fours >>> 4)) & 0x0f0f_0f0f) * 0x0101_0101) >>> 24
}

export function countBits(bits: Uint32Array): number {
  let count = 0
  for (const word of bits) count += bitsOf(word)
  return count
}

/** Stops at the first bit too many. */
export function hasMoreBits(bits: Uint32Array, most: number): boolean {
  let count = 0
  for (let w = 0; w < bits.length && count <= most; w++) count += bitsOf(bits[w] as number)
  return count > most
}

export function forEachBit(bits: Uint32Array, visit: (index: number) => void): void {
  for (let w = 0; w < bits.length; w++) {
    for (let rest = bits[w] as number; rest !== 0; rest &= rest - 1) visit(w * 32 + 31 - Math.clz32(rest & -rest))
  }
}
