import { countBits, forEachBit } from './bits.ts'
import { segmentRows } from './row-layout.ts'
import { frequencyMax, indexOf, lengthOf, rowShift, type TermCounts, type TermLists } from './term-lists.ts'

/**
 * BM25 as Lucene writes it (Robertson and Zaragoza 2009, without the constant k1 + 1):
 * weight × ln(1 + (N - n + 0.5) / (n + 0.5)) × f / (f + k1 × (1 - b + b × length / average length)).
 */
export const bm25 = { k1: 1.2, b: 0.75 } as const

/** What BM25 needs to know of the whole collection; kept exact over every write. */
export interface TermStatistics {
  add(counts: TermCounts): void
  remove(counts: TermCounts): void
  /** Adds the living of a restored segment's rows, all of whose lists are sealed, at once. */
  addSegment(lists: TermLists, alive: Uint32Array, rows: number): void
  /** The terms that occur and weigh more than nothing, each with its share of a score; in the order given. */
  weigh(terms: ReadonlyMap<number, number>): WeighedTerm[]
  /** Mean length of a text in terms. */
  average(): number
}

export interface WeighedTerm {
  readonly term: number
  readonly weight: number
}

export function createTermStatistics(): TermStatistics {
  let postings = 0
  let lengths = 0
  let holders = new Uint32Array(1024)

  function hold(term: number, change: number): void {
    if (term >= holders.length) {
      const wider = new Uint32Array(Math.max(holders.length * 2, term + 1))
      wider.set(holders)
      holders = wider
    }
    holders[term] = (holders[term] as number) + change
  }

  function count(counts: TermCounts, step: 1 | -1): void {
    postings += step
    lengths += step * lengthOf(counts)
    for (const term of counts.terms) hold(term, step)
  }

  return {
    add: counts => count(counts, 1),
    remove: counts => count(counts, -1),
    addSegment(lists, alive, rows) {
      const living = countBits(alive)
      postings += living
      forEachBit(alive, row => {
        lengths += lists.lengths[row] as number
      })
      const isAlive = (row: number) => ((alive[row >>> 5] as number) >>> (row & 31)) & 1
      for (const { terms, starts, entries } of lists.sealed)
        for (let i = 0; i < terms.length; i++) {
          const from = starts[i] as number
          const to = starts[i + 1] as number
          let held = to - from
          if (living < rows) for (let e = from; e < to; e++) held += isAlive((entries[e] as number) >>> rowShift) - 1
          hold(terms[i] as number, held)
        }
    },
    weigh(terms) {
      const weighed: WeighedTerm[] = []
      for (const [term, weight] of terms) {
        const n = holders[term] ?? 0
        if (n > 0 && weight > 0) weighed.push({ term, weight: weight * Math.log(1 + (postings - n + 0.5) / (n + 0.5)) })
      }
      return weighed
    },
    average: () => lengths / postings || 1
  }
}

const frequencyMask = frequencyMax - 1

/** Scores of one segment's rows. Made once and filled for one segment after the other. */
export interface SegmentScores {
  /** The rows with a score; the first `count` count. */
  readonly rows: Uint16Array
  count: number
  /** Of each row; 0 where it has none. */
  readonly scores: Float64Array
}

export const createSegmentScores = (): SegmentScores => ({
  rows: new Uint16Array(segmentRows),
  count: 0,
  scores: new Float64Array(segmentRows)
})

/**
 * Fills in each passing row of the segment that holds any of the terms, and its score (summed in term order).
 * @param average mean length of a text over the whole collection, in terms
 */
export function scoreSegment(
  into: SegmentScores,
  lists: TermLists,
  terms: readonly WeighedTerm[],
  average: number,
  pass: Uint32Array
): void {
  const { rows, scores } = into
  const { lengths, sealed } = lists
  for (let i = 0; i < into.count; i++) scores[rows[i] as number] = 0
  let count = 0
  for (const { terms: held, starts, entries } of sealed) {
    for (const { term, weight } of terms) {
      const i = indexOf(held, term)
      if (i < 0) continue
      for (let e = starts[i] as number, end = starts[i + 1] as number; e < end; e++) {
        const entry = entries[e] as number
        const row = entry >>> rowShift
        if ((((pass[row >>> 5] as number) >>> (row & 31)) & 1) === 0) continue
        const frequency = (entry & frequencyMask) + 1
        const score = scores[row] as number
        if (score === 0) rows[count++] = row
        scores[row] = score + (weight * frequency) / (frequency + norm(lengths[row] as number, average))
      }
    }
  }
  for (const { term, weight } of terms)
    lists.visitFilling(term, (row, frequency) => {
      if ((((pass[row >>> 5] as number) >>> (row & 31)) & 1) === 0) return
      if (scores[row] === 0) rows[count++] = row
      const share = (weight * frequency) / (frequency + norm(lengths[row] as number, average))
      scores[row] = (scores[row] as number) + share
    })
  into.count = count
}

const norm = (length: number, average: number) => bm25.k1 * (1 - bm25.b + (bm25.b * length) / average)
