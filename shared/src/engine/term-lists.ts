import { segmentRows } from './row-memory.ts'

/** Occurrences of a term in one posting are counted up to this; BM25 is nearly flat there. Fits 4 bits. */
export const frequencyMax = 16
const rowShift = 4

/** The distinct terms of a posting, each with its frequency (1 to frequencyMax). */
export interface TermCounts {
  readonly terms: Uint32Array
  readonly frequencies: Uint8Array
}

/**
 * Which rows of one segment hold a term, and how often. A segment in filling keeps linked lists (O(1) append); when it is
 * full it is sealed: one sorted array of 16-bit entries (12 bits row, 4 bits frequency - 1) per term.
 */
export interface TermLists {
  /** Rows come in rising order, each once. */
  add(row: number, counts: TermCounts): void
  seal(): void
  /** Length of a row's text in terms, frequencies counted. */
  lengthOf(row: number): number
  /** Each row that holds the term, in no promised order. */
  visit(term: number, visitor: (row: number, frequency: number) => void): void
  /** Every row's terms, as they were added. Needs a sealed segment. */
  invert(): TermCounts[]
  readonly bytes: number
}

const lengthMax = 0xffff

export function createTermLists(): TermLists {
  const lengths = new Uint16Array(segmentRows)
  let filling: FillingLists | null = createFillingLists()
  let sealed: SealedLists | null = null

  return {
    add(row, counts) {
      if (filling === null) throw new Error('the segment is sealed')
      let length = 0
      for (let i = 0; i < counts.terms.length; i++) {
        const frequency = counts.frequencies[i] as number
        filling.add(counts.terms[i] as number, row, frequency)
        length += frequency
      }
      lengths[row] = Math.min(length, lengthMax)
    },
    seal() {
      if (filling === null) return
      sealed = filling.seal()
      filling = null
    },
    lengthOf: row => lengths[row] as number,
    visit(term, visitor) {
      if (sealed !== null) visitSealed(sealed, term, visitor)
      else filling?.visit(term, visitor)
    },
    invert() {
      if (sealed === null) throw new Error('the segment is not sealed')
      return invertSealed(sealed)
    },
    get bytes() {
      const lists = sealed === null ? 0 : sealed.terms.byteLength + sealed.starts.byteLength + sealed.entries.byteLength
      return lengths.byteLength + lists + (filling?.bytes ?? 0)
    }
  }
}

interface FillingLists {
  add(term: number, row: number, frequency: number): void
  visit(term: number, visitor: (row: number, frequency: number) => void): void
  seal(): SealedLists
  readonly bytes: number
}

/** Linked lists in two arrays: entry e holds a row and points at the term's entry before it. */
function createFillingLists(): FillingLists {
  const heads = new Map<number, number>()
  let entries = new Uint16Array(1024)
  let previous = new Int32Array(1024)
  let count = 0

  return {
    add(term, row, frequency) {
      if (count === entries.length) {
        const wider = new Uint16Array(count * 2)
        wider.set(entries)
        entries = wider
        const widerPrevious = new Int32Array(count * 2)
        widerPrevious.set(previous)
        previous = widerPrevious
      }
      entries[count] = (row << rowShift) | (frequency - 1)
      previous[count] = heads.get(term) ?? -1
      heads.set(term, count++)
    },
    visit(term, visitor) {
      for (let e = heads.get(term) ?? -1; e >= 0; e = previous[e] as number) {
        const entry = entries[e] as number
        visitor(entry >>> rowShift, (entry & (frequencyMax - 1)) + 1)
      }
    },
    seal() {
      const terms = Uint32Array.from(heads.keys()).sort()
      const starts = new Uint32Array(terms.length + 1)
      const packed = new Uint16Array(count)
      let end = count
      for (let i = terms.length - 1; i >= 0; i--) {
        starts[i + 1] = end
        for (let e = heads.get(terms[i] as number) as number; e >= 0; e = previous[e] as number)
          packed[--end] = entries[e] as number
      }
      return { terms, starts, entries: packed }
    },
    get bytes() {
      return entries.byteLength + previous.byteLength + heads.size * 40
    }
  }
}

/** Entries of terms[i] are entries[starts[i]] to entries[starts[i + 1]], rows rising. */
export interface SealedLists {
  readonly terms: Uint32Array
  readonly starts: Uint32Array
  readonly entries: Uint16Array
}

function indexOf(sorted: Uint32Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return sorted[low] === value ? low : -1
}

function visitSealed(lists: SealedLists, term: number, visitor: (row: number, frequency: number) => void): void {
  const i = indexOf(lists.terms, term)
  if (i < 0) return
  const { entries } = lists
  for (let e = lists.starts[i] as number, end = lists.starts[i + 1] as number; e < end; e++) {
    const entry = entries[e] as number
    visitor(entry >>> rowShift, (entry & (frequencyMax - 1)) + 1)
  }
}

function invertSealed(lists: SealedLists): TermCounts[] {
  const terms: number[][] = Array.from({ length: segmentRows }, () => [])
  const frequencies: number[][] = Array.from({ length: segmentRows }, () => [])
  for (let i = 0; i < lists.terms.length; i++) {
    for (let e = lists.starts[i] as number; e < (lists.starts[i + 1] as number); e++) {
      const entry = lists.entries[e] as number
      terms[entry >>> rowShift]?.push(lists.terms[i] as number)
      frequencies[entry >>> rowShift]?.push((entry & (frequencyMax - 1)) + 1)
    }
  }
  return terms.map((list, row) => ({
    terms: Uint32Array.from(list),
    frequencies: Uint8Array.from(frequencies[row] ?? [])
  }))
}
