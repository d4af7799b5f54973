import { segmentRows } from './row-layout.ts'

/** Occurrences of a term in one posting are counted up to this; BM25 is nearly flat there. Fits 4 bits. */
export const frequencyMax = 16
export const rowShift = 4

/** The distinct terms of a posting, each with its frequency (1 to frequencyMax). */
export interface TermCounts {
  readonly terms: Uint32Array
  readonly frequencies: Uint8Array
}

/** Entries of terms[i] are entries[starts[i]] to entries[starts[i + 1]], rows rising; 12 bits row, 4 bits frequency - 1. */
export interface SealedLists {
  readonly terms: Uint32Array
  readonly starts: Uint32Array
  readonly entries: Uint16Array
}

/**
 * Which rows of one segment hold a term, and how often. The rows added last are in linked lists (O(1) append); every
 * `chunkRows` of them are sealed into sorted arrays while the next come in, and those of a full segment are merged into one, step
 * by step.
 */
export interface TermLists {
  /** Rows come in rising order, each once. */
  add(row: number, counts: TermCounts): void
  /** No rows come any more. */
  seal(): void
  /** A step of sealing and merging the rows of a segment that takes no more; whether any is left. */
  mergeStep(): boolean
  /** `lengthOf` each row. */
  readonly lengths: Uint16Array
  /** What is sealed; every row is in one of these, or among those that `visitFilling` visits. */
  readonly sealed: readonly SealedLists[]
  visitFilling(term: number, visitor: (row: number, frequency: number) => void): void
  /** All rows added so far in one. */
  whole(giveWay: () => Promise<void>): Promise<SealedLists>
  /** In steps: what tells each row's terms, as they were added. Needs a sealed segment. */
  invert(): Generator<undefined, (row: number) => TermCounts>
  readonly bytes: number
}

const lengthMax = 0xffff

/** Length of a text in terms, frequencies counted. */
export const lengthOf = ({ frequencies }: TermCounts) =>
  Math.min(
    lengthMax,
    frequencies.reduce((sum, n) => sum + n, 0)
  )

const chunkRows = 512

/** What `whole` and `lengths` of a segment were. */
export interface SavedLists {
  readonly lists: SealedLists
  readonly lengths: Uint16Array
  readonly rows: number
}

export function createTermLists(saved?: SavedLists): TermLists {
  const lengths = new Uint16Array(segmentRows)
  if (saved !== undefined) lengths.set(saved.lengths.subarray(0, saved.rows))
  let filling: FillingLists | null = saved?.rows === segmentRows ? null : createFillingLists()
  let rowsFilling = 0
  let sealed: SealedLists[] = saved === undefined ? [] : [saved.lists]
  let sealing: { readonly lists: FillingLists; readonly steps: Generator<undefined, SealedLists> } | null = null
  let merging: Generator<undefined, SealedLists> | null = null

  function sealChunk(): void {
    if (filling === null || rowsFilling === 0) return
    while (sealStep());
    sealing = { lists: filling, steps: filling.seal() }
    filling = createFillingLists()
    rowsFilling = 0
  }

  /** Whether there was one to do. */
  function sealStep(): boolean {
    const step = sealing?.steps.next()
    if (step?.done === true) {
      sealed.push(step.value)
      sealing = null
    }
    return step !== undefined
  }

  function mergeStep(): boolean {
    if (filling !== null) return false
    if (sealStep()) return true
    if (sealed.length === 1) return false
    merging ??= mergeSteps(sealed)
    const step = merging.next()
    if (step.done === true) {
      sealed = [step.value]
      merging = null
    }
    return merging !== null
  }

  return {
    lengths,
    get sealed() {
      return sealed
    },
    add(row, counts) {
      if (filling === null) throw new Error('the segment is sealed')
      sealStep()
      for (let i = 0; i < counts.terms.length; i++) {
        filling.add(counts.terms[i] as number, row, counts.frequencies[i] as number)
      }
      lengths[row] = lengthOf(counts)
      if (++rowsFilling === chunkRows) sealChunk()
    },
    seal() {
      if (filling === null) return
      sealChunk()
      filling = null
    },
    mergeStep,
    visitFilling(term, visitor) {
      sealing?.lists.visit(term, visitor)
      if (rowsFilling > 0) filling?.visit(term, visitor)
    },
    async whole(giveWay) {
      while (sealStep());
      if (filling === null && sealed.length === 1) return sealed[0] as SealedLists
      const steps = mergeSteps(
        filling === null || rowsFilling === 0 ? [...sealed] : [...sealed, atOnce(filling.seal())]
      )
      for (;;) {
        const { done, value } = steps.next()
        if (done) return value
        await giveWay()
      }
    },
    *invert() {
      if (filling !== null) throw new Error('the segment is not sealed')
      while (mergeStep()) yield
      return yield* invertSteps(sealed[0] as SealedLists)
    },
    get bytes() {
      const arrays = sealed.flatMap(({ terms, starts, entries }) => [terms, starts, entries])
      return arrays.reduce(
        (sum, array) => sum + array.byteLength,
        lengths.byteLength + (filling?.bytes ?? 0) + (sealing?.lists.bytes ?? 0)
      )
    }
  }
}

/** Terms sealed, merged or inverted between two chances for other work. */
const termsPerStep = 1024

function atOnce<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** One of several, whose rows rise from one to the next; yields where other work may come in between. */
function* mergeSteps(lists: readonly SealedLists[]): Generator<undefined, SealedLists> {
  const most = lists.reduce((sum, list) => sum + list.terms.length, 0)
  const terms = new Uint32Array(most)
  const starts = new Uint32Array(most + 1)
  const entries = new Uint16Array(lists.reduce((sum, list) => sum + list.entries.length, 0))
  const heads = new Uint32Array(lists.length)
  let count = 0
  let end = 0
  for (;;) {
    let least = Number.POSITIVE_INFINITY
    for (let n = 0; n < lists.length; n++)
      least = Math.min(least, (lists[n] as SealedLists).terms[heads[n] as number] ?? least)
    if (least === Number.POSITIVE_INFINITY) break
    for (let n = 0; n < lists.length; n++) {
      const head = heads[n] as number
      const list = lists[n] as SealedLists
      if (list.terms[head] !== least) continue
      heads[n] = head + 1
      // most are short: a loop is faster than `set`
      for (let e = list.starts[head] as number; e < (list.starts[head + 1] as number); e++)
        entries[end++] = list.entries[e] as number
    }
    terms[count++] = least
    starts[count] = end
    if (count % termsPerStep === 0) yield
  }
  return { terms: terms.slice(0, count), starts: starts.slice(0, count + 1), entries }
}

interface FillingLists {
  add(term: number, row: number, frequency: number): void
  visit(term: number, visitor: (row: number, frequency: number) => void): void
  /** Nothing may be added between its steps. */
  seal(): Generator<undefined, SealedLists>
  readonly bytes: number
}

/** Linked lists in two arrays: entry e holds a row and points at the term's entry before it. */
function createFillingLists(): FillingLists {
  const heads = new Map<number, number>()
  let entries = new Uint16Array(1024)
  let previous = new Int32Array(1024)
  let count = 0
  /** In the order of their first sight: to gather them from the map in the end takes as long as to sort them. */
  let terms = new Uint32Array(1024)

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
      const head = heads.get(term)
      if (head === undefined) {
        if (heads.size === terms.length) {
          const wider = new Uint32Array(terms.length * 2)
          wider.set(terms)
          terms = wider
        }
        terms[heads.size] = term
      }
      previous[count] = head ?? -1
      heads.set(term, count++)
    },
    visit(term, visitor) {
      for (let e = heads.get(term) ?? -1; e >= 0; e = previous[e] as number) {
        const entry = entries[e] as number
        visitor(entry >>> rowShift, (entry & (frequencyMax - 1)) + 1)
      }
    },
    *seal() {
      const sorted = terms.slice(0, heads.size).sort()
      const starts = new Uint32Array(sorted.length + 1)
      const packed = new Uint16Array(count)
      let end = count
      for (let i = sorted.length - 1; i >= 0; i--) {
        if (i % termsPerStep === 0) yield
        starts[i + 1] = end
        for (let e = heads.get(sorted[i] as number) as number; e >= 0; e = previous[e] as number)
          packed[--end] = entries[e] as number
      }
      return { terms: sorted, starts, entries: packed }
    },
    get bytes() {
      return entries.byteLength + previous.byteLength + terms.byteLength + heads.size * 40
    }
  }
}

/** Place of the value; -1 where it is absent. */
export function indexOf(sorted: Uint32Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return sorted[low] === value ? low : -1
}

/** In arrays shared by all rows: lists of their own would hold other work up. */
function* invertSteps({ terms, starts, entries }: SealedLists): Generator<undefined, (row: number) => TermCounts> {
  const ends = new Uint32Array(segmentRows + 1)
  for (let e = 0; e < entries.length; e++) {
    const row = (entries[e] as number) >>> rowShift
    ends[row + 1] = (ends[row + 1] as number) + 1
  }
  for (let row = 1; row <= segmentRows; row++) ends[row] = (ends[row] as number) + (ends[row - 1] as number)
  const next = ends.slice()
  const termsByRow = new Uint32Array(entries.length)
  const frequencies = new Uint8Array(entries.length)
  for (let i = 0; i < terms.length; i++) {
    if (i % termsPerStep === 0) yield
    for (let e = starts[i] as number; e < (starts[i + 1] as number); e++) {
      const entry = entries[e] as number
      const at = next[entry >>> rowShift] as number
      next[entry >>> rowShift] = at + 1
      termsByRow[at] = terms[i] as number
      frequencies[at] = (entry & (frequencyMax - 1)) + 1
    }
  }
  return row => ({
    terms: termsByRow.subarray(ends[row], ends[row + 1]),
    frequencies: frequencies.subarray(ends[row], ends[row + 1])
  })
}
