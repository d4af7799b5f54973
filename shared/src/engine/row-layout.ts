import { rowLength } from './quantise.ts'

/** Postings live in segments of this many slots, a block each; a slot's number is segment × segmentRows + row. The kernel's source has the number too. */
export const segmentRows = 4096
export const segmentWords = segmentRows / 32

/** Of WebAssembly memory. */
export const pageBytes = 65_536
export const pagesMax = 65_536
/** Rows scored exactly in one call; a multiple of four. */
export const exactRows = 512
/** Queries that one pass over the rows scores; the kernel's source has the number too. */
export const queriesMax = 4
/** Words of the bitmap in one scan for so many: its candidates share the room that a whole block has for one query. */
export const wordsOfManyMax = segmentWords / queriesMax

/** One segment's rows: the planes of `QuantisedVector`, row after row. */
export interface RowBlock {
  readonly index: number
  readonly high: Int8Array
  readonly low: Int16Array
  readonly scales: Float32Array
  readonly errors: Float32Array
  /** The rows that the next scan visits, one bit each: written by the filter. */
  readonly pass: Uint32Array
}

/**
 * Where things lie in the memory that the scan kernel reads:
 * queries | their scales, thresholds, ends of candidates and last scores | exact queries | slots to score exactly and their cosines | candidates of each thread that scans | block 0 | block 1 | …
 */
export interface RowLayout {
  readonly dimensions: number
  /** That scan. */
  readonly threads: number
  /** Components of a row. */
  readonly length: number
  /** `queriesMax` numbers of each of those four kinds. */
  readonly eachQueryAt: number
  readonly exactQueriesAt: number
  readonly slotsAt: number
  readonly cosinesAt: number
  /** Where block 0 begins, and the length of each. */
  readonly blocksAt: number
  readonly blockBytes: number
  /** Most blocks that the memory can hold. */
  readonly blocksMax: number
  /** Thread 0 is the one that asks. */
  candidatesAt(thread: number): number
  /** Pages that so many blocks take. */
  pages(blocks: number): number
  /** Views of a block that the buffer reaches. */
  block(buffer: SharedArrayBuffer, index: number): RowBlock
}

export function rowLayout(dimensions: number, threads: number): RowLayout {
  const length = rowLength(dimensions)
  const align = (bytes: number) => Math.ceil(bytes / 64) * 64
  const eachQueryAt = align(queriesMax * length * 2)
  const exactQueriesAt = eachQueryAt + queriesMax * 16
  const slotsAt = align(exactQueriesAt + queriesMax * length * 8)
  const cosinesAt = align(slotsAt + exactRows * 4)
  const candidatesAt = align(cosinesAt + exactRows * 8)
  const candidatesBytes = segmentRows * 8
  const blocksAt = candidatesAt + threads * candidatesBytes
  const blockBytes = segmentRows * (length * 3 + 8) + segmentWords * 4

  return {
    dimensions,
    threads,
    length,
    eachQueryAt,
    exactQueriesAt,
    slotsAt,
    cosinesAt,
    blocksAt,
    blockBytes,
    blocksMax: Math.floor((pagesMax * pageBytes - blocksAt) / blockBytes),
    candidatesAt: thread => candidatesAt + thread * candidatesBytes,
    pages: blocks => Math.ceil((blocksAt + blocks * blockBytes) / pageBytes),
    block(buffer, index) {
      const high = blocksAt + index * blockBytes
      const low = high + segmentRows * length
      const scales = low + segmentRows * length * 2
      const errors = scales + segmentRows * 4
      return {
        index,
        high: new Int8Array(buffer, high, segmentRows * length),
        low: new Int16Array(buffer, low, segmentRows * length),
        scales: new Float32Array(buffer, scales, segmentRows),
        errors: new Float32Array(buffer, errors, segmentRows),
        pass: new Uint32Array(buffer, errors + segmentRows * 4, segmentWords)
      }
    }
  }
}
