import { setBit } from './bits.ts'
import { createSegmentFields, type PostingFields, type SegmentFields } from './fields.ts'
import { type RowBlock, segmentRows, segmentWords } from './row-layout.ts'
import type { RowMemory } from './row-memory.ts'
import type { SegmentImage } from './segment-image.ts'
import { createTermLists, type SavedLists, type TermCounts, type TermLists } from './term-lists.ts'

export interface Segment {
  readonly block: RowBlock
  readonly fields: SegmentFields
  readonly lists: TermLists
  /** Of each row that was placed; of a row that was dead when it was restored, empty. */
  readonly ids: string[]
  /** Of each row: see `EngineRow`. */
  readonly numbers: Float64Array
  readonly alive: Uint32Array
  /** Rows whose lexical score a search asks for; empty between searches. */
  readonly wanted: Uint32Array
  /** Rows that passed a filter before the one that a search takes; of no meaning between searches. */
  readonly earlier: Uint32Array
  aliveCount: number
  /** Rows that pass the filter of the search under way. */
  passing: number
}

/** Partitions there are at most, and rows that one must be worth. */
const partitionsMax = 8
const partitionRowsMin = 2 * segmentRows

/** Sealed segments whose term lists are not merged yet: a search of several lists takes longer. */
const mergesPendingMax = 4
/** A step of merging or inverting lists (0.1 to 1 ms) takes the place of so many rows to be moved. */
const rowsPerStep = 16

/** A sealed segment with fewer living rows than this is emptied into the open one. */
const segmentAliveMin = segmentRows * 0.75

interface Emptying {
  readonly segment: Segment
  readonly inverting: ReturnType<TermLists['invert']>
  /** Null until it is inverted. */
  countsOf: ((row: number) => TermCounts) | null
  /** The next to be moved. */
  row: number
}

export interface PlacedRow {
  readonly id: string
  readonly number: number
  readonly fields: PostingFields
  readonly counts: TermCounts
}

/** Where rows lie: a slot's number is segment × segmentRows + row. */
export interface Segments {
  readonly all: readonly Segment[]
  /** Slots of the living rows by id. */
  readonly slots: ReadonlyMap<string, number>
  segmentOf(slot: number): Segment
  idOf(slot: number): string
  /** A row for the id, which must be absent; its vector is still to be written. */
  place(row: PlacedRow): { readonly segment: Segment; readonly row: number }
  /** A saved segment, its living rows those that `idOf` tells an id of, which must be absent; null where none lives. */
  restore(image: SegmentImage, idOf: (number: number) => string | undefined): Segment | null
  /** Whether the id was there. */
  remove(id: string): boolean
  /** Moves up to `rowsMax` rows out of the emptiest segments, so that removed rows give their memory back. */
  compact(rowsMax: number): void
}

export function createSegments(rows: Pick<RowMemory, 'allocate' | 'free'>): Segments {
  const all: Segment[] = []
  /** Of each partition the segment that takes new rows. */
  const filling: (Segment | undefined)[] = []
  /** Cities in the order of their first sight: the frequent ones come first and so to partitions of their own. */
  const cityNumbers = new Map<string | null, number>()
  const partitions = () => Math.min(partitionsMax, Math.max(1, Math.floor(slots.size / partitionRowsMin)))
  /** Segments with room that were restored since a row was placed last. */
  const restored: { readonly segment: Segment; readonly city: string | null }[] = []
  const byBlock: Segment[] = []
  const slots = new Map<string, number>()
  const merging: TermLists[] = []
  let emptying: Emptying | null = null

  const segmentOf = (slot: number) => byBlock[Math.floor(slot / segmentRows)] as Segment
  const idOf = (slot: number) => segmentOf(slot).ids[slot % segmentRows] as string

  function cityNumberOf(city: string | null): number {
    let number = cityNumbers.get(city)
    if (number === undefined) {
      number = cityNumbers.size
      cityNumbers.set(city, number)
    }
    return number
  }

  /** Postings of one city share segments, so that a search for few cities visits few segments and rows in a row. */
  const partitionOf = (city: string | null) => cityNumberOf(city) % partitions()

  function createSegment(saved?: SavedLists): Segment {
    const block = rows.allocate()
    const segment: Segment = {
      block,
      fields: createSegmentFields(),
      lists: createTermLists(saved),
      ids: [],
      numbers: new Float64Array(segmentRows),
      alive: new Uint32Array(segmentWords),
      wanted: new Uint32Array(segmentWords),
      earlier: new Uint32Array(segmentWords),
      aliveCount: 0,
      passing: 0
    }
    all.push(segment)
    byBlock[block.index] = segment
    return segment
  }

  function seal({ lists }: Segment): void {
    lists.seal()
    merging.push(lists)
    if (merging.length > mergesPendingMax) while (merging[0]?.mergeStep());
    mergeSteps(1)
  }

  function mergeSteps(steps: number): void {
    for (let step = 0; step < steps; step++) if (merging[0]?.mergeStep() !== true) merging.shift()
  }

  /** Restored segments with room are filled on, where their partition has no other one. */
  function fillRestored(): void {
    for (const { segment, city } of restored.splice(0)) {
      const partition = partitionOf(city)
      if (filling[partition] === undefined) filling[partition] = segment
      else seal(segment)
    }
  }

  function openSegment(partition: number): Segment {
    const last = filling[partition]
    if (last !== undefined && last.ids.length < segmentRows) return last
    const segment = createSegment()
    if (last !== undefined) seal(last)
    filling[partition] = segment
    return segment
  }

  function settle(segment: Segment, id: string, number: number, fields: PostingFields): number {
    const row = segment.ids.push(id) - 1
    segment.numbers[row] = number
    segment.fields.set(row, fields)
    setBit(segment.alive, row)
    segment.aliveCount++
    slots.set(id, segment.block.index * segmentRows + row)
    return row
  }

  function place({ id, number, fields, counts }: PlacedRow): { segment: Segment; row: number } {
    if (restored.length > 0) fillRestored()
    const segment = openSegment(partitionOf(fields.city))
    const row = settle(segment, id, number, fields)
    segment.lists.add(row, counts)
    return { segment, row }
  }

  function restore(image: SegmentImage, idOf: (number: number) => string | undefined): Segment | null {
    const ids = Array.from(image.numbers, number => idOf(number))
    if (!ids.some(id => id !== undefined)) return null
    const segment = createSegment(image)
    const { high, low, scales, errors } = segment.block
    high.set(image.high)
    low.set(image.low)
    scales.set(image.scales)
    errors.set(image.errors)
    let city: string | null = null
    for (const [row, id] of ids.entries()) {
      if (id === undefined) {
        segment.ids.push('')
        continue
      }
      const fields = image.fields(row)
      city = fields.city
      cityNumberOf(city)
      settle(segment, id, image.numbers[row] as number, fields)
    }
    if (image.rows < segmentRows) restored.push({ segment, city })
    return segment
  }

  function bury(segment: Segment, row: number): void {
    segment.alive[row >>> 5] = (segment.alive[row >>> 5] as number) & ~(1 << (row & 31))
    segment.aliveCount--
  }

  function pickToEmpty(): Emptying | null {
    fillRestored()
    for (const surplus of filling.splice(partitions())) if (surplus !== undefined) seal(surplus)
    const sparse = all.find(segment => segment.aliveCount < segmentAliveMin && !filling.includes(segment))
    return sparse === undefined ? null : { segment: sparse, inverting: sparse.lists.invert(), countsOf: null, row: 0 }
  }

  function moveRow(from: Segment, row: number, counts: TermCounts): void {
    const id = from.ids[row] as string
    bury(from, row)
    const to = place({ id, number: from.numbers[row] as number, fields: from.fields.get(row), counts })
    const length = from.block.high.length / segmentRows
    to.segment.block.high.set(from.block.high.subarray(row * length, (row + 1) * length), to.row * length)
    to.segment.block.low.set(from.block.low.subarray(row * length, (row + 1) * length), to.row * length)
    to.segment.block.scales[to.row] = from.block.scales[row] as number
    to.segment.block.errors[to.row] = from.block.errors[row] as number
  }

  return {
    all,
    slots,
    segmentOf,
    idOf,
    place,
    restore,
    remove(id) {
      const slot = slots.get(id)
      if (slot === undefined) return false
      bury(segmentOf(slot), slot % segmentRows)
      return slots.delete(id)
    },
    compact(rowsMax) {
      mergeSteps(Math.ceil(rowsMax / rowsPerStep))
      for (let moved = 0; moved < rowsMax; ) {
        emptying ??= pickToEmpty()
        if (emptying === null) return
        const { segment, inverting, countsOf } = emptying
        if (countsOf === null) {
          const step = inverting.next()
          if (step.done === true) emptying.countsOf = step.value
          moved += rowsPerStep
          continue
        }
        const row = emptying.row++
        if (row >= segmentRows) {
          all.splice(all.indexOf(segment), 1)
          rows.free(segment.block)
          emptying = null
        } else if ((((segment.alive[row >>> 5] as number) >>> (row & 31)) & 1) === 1) {
          moveRow(segment, row, countsOf(row))
          moved++
        }
      }
    }
  }
}
