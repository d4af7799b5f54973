/** Numbers of one posting, side by side: amounts, and small numbers in the same memory. */
export interface TraitRow {
  readonly amounts: Float64Array
  readonly codes: Uint16Array
  /** The place of the first amount. */
  readonly at: number
}

/** Small numbers that take the room of an amount. */
export const codesPerAmount = Float64Array.BYTES_PER_ELEMENT / Uint16Array.BYTES_PER_ELEMENT

/** The place of the first small number. */
export const codesAt = ({ at }: TraitRow): number => codesPerAmount * at

/** Hands out rows one behind the other in shared chunks. A chunk is free when nobody holds any row of it. */
export interface TraitRows {
  /** A row of zeros, of so many amounts. */
  take(length: number): TraitRow
}

/** @param chunkLength amounts of a chunk; a longer row has a chunk of its own */
export function createTraitRows(chunkLength: number): TraitRows {
  let chunk = createChunk(chunkLength)
  let used = 0
  return {
    take(length) {
      if (length > chunkLength) return { ...createChunk(length), at: 0 }
      if (used + length > chunkLength) {
        chunk = createChunk(chunkLength)
        used = 0
      }
      const at = used
      used += length
      return { ...chunk, at }
    }
  }
}

function createChunk(length: number): Pick<TraitRow, 'amounts' | 'codes'> {
  const amounts = new Float64Array(length)
  return { amounts, codes: new Uint16Array(amounts.buffer) }
}
