import { createTopK, type ScoredSlots } from '../domain/top-k.ts'
import { forEachBit, setBit } from './bits.ts'
import { createSegmentScores, createTermStatistics, scoreSegment, type WeighedTerm } from './bm25.ts'
import type { FieldFilter, PostingFields } from './fields.ts'
import { createFilterSteps } from './filter-steps.ts'
import { fuseRanks } from './fuse.ts'
import { nearest, nearestOfFew } from './nearest.ts'
import { planSearch, type SearchPlan } from './plan.ts'
import { type QuantisedVector, unit } from './quantise.ts'
import { segmentRows } from './row-layout.ts'
import { createRowMemory } from './row-memory.ts'
import { createScanThreads, type ScanThreadsOptions } from './scan-threads.ts'
import type { SegmentImage } from './segment-image.ts'
import { createSegments, type Segment } from './segments.ts'
import { createSlotNumbers, type SlotNumbers } from './slot-numbers.ts'
import type { TermCounts } from './term-lists.ts'

/** One posting as the engine holds it. */
export interface EngineRow {
  readonly id: string
  /** Names this content of the posting for good, so that a saved segment says which postings it holds. */
  readonly number: number
  readonly vector: QuantisedVector
  readonly fields: PostingFields
  readonly counts: TermCounts
}

export interface EngineQuery {
  /** Null or all zero: no semantic part. */
  readonly vector: Float32Array | null
  /** Term numbers with their weight (positive); null: no lexical part. */
  readonly terms: ReadonlyMap<number, number> | null
  readonly filter: FieldFilter
  /** Filters to take in place of `filter`, the strictest first, where `enough` rows pass; each lets through less than the next. */
  readonly stricter?: readonly FieldFilter[] | undefined
  readonly enough?: number | undefined
  readonly excludeIds?: ReadonlySet<string> | undefined
  readonly limit: number
}

/** Hits in columns: entry by entry what is known of one. */
export interface EngineHits {
  readonly ids: readonly string[]
  /** See `EngineRow`. */
  readonly numbers: Float64Array
  readonly similarities: Float64Array
  readonly lexicals: Float64Array
}

export interface EngineResult {
  /** All that pass a filter before the one that is taken, then the best of the others. */
  readonly hits: EngineHits
  /** Rows that pass the filter that is taken. */
  readonly passing: number
  /** Place of the filter that is taken among `stricter` and `filter`. */
  readonly step: number
  /** So many of `hits`, the first ones, pass an earlier filter. */
  readonly before: number
}

/** In-memory exact search over postings. Single-threaded: a search sees all writes before it and none after. */
export interface PostingEngine {
  readonly size: number
  has(id: string): boolean
  /** The id must be absent. */
  add(row: EngineRow): void
  /** `counts` must be what was added with the id. */
  remove(id: string, counts: TermCounts): void
  readonly segments: readonly Segment[]
  /** See `Segments`. */
  restore(image: SegmentImage, idOf: (number: number) => string | undefined): Segment | null
  search(query: EngineQuery): EngineResult
  /** How many rows pass. */
  count(filter: FieldFilter): number
  /** Moves up to `rowsMax` rows out of the emptiest segments, so that removed rows give their memory back. */
  compact(rowsMax: number): void
  memory(): EngineMemory
  /** Ends the threads that help; the engine goes on without them. */
  close(): Promise<void>
}

export interface EngineMemory {
  readonly vectorBytes: number
  readonly termBytes: number
  readonly segments: number
  /** Segments that other threads have scanned so far. */
  readonly segmentsShared: number
}

export interface PostingEngineOptions {
  readonly dimensions: number
  readonly scalar?: boolean
  /** Threads that help with large scans; absent: none. */
  readonly scan?: ScanOptions | undefined
}

export interface ScanOptions extends ScanThreadsOptions {
  /** What every search does; absent: what is estimated to cost least. */
  readonly plan?: SearchPlan | undefined
}

const none: ScoredSlots = { slots: new Uint32Array(), scores: new Float64Array() }

export function createPostingEngine({ dimensions, scalar = false, scan }: PostingEngineOptions): PostingEngine {
  const helpers = scan?.helpers ?? 0
  const rows = createRowMemory({ dimensions, scalar, threads: 1 + helpers })
  const threads = scan === undefined || helpers === 0 ? undefined : createScanThreads(rows, scan)
  const statistics = createTermStatistics()
  const layout = createSegments(rows)
  const { all: segments, segmentOf, idOf } = layout
  const before = (a: number, b: number) => idOf(a) < idOf(b)
  const segmentScores = createSegmentScores()
  const steps = createFilterSteps(layout)

  /**
   * The best by BM25. On the way the score of each slot of `found` that holds a term goes to `lexicals`, by its number: all rows
   * that hold one are scored here anyway, and looking a row up in the lists later costs far more. Rows of `earlier` are
   * scored, never among the best.
   */
  function bestByTerms(
    terms: readonly WeighedTerm[],
    limit: number,
    found: SlotNumbers,
    lexicals: Float64Array,
    earlier: readonly number[]
  ): ScoredSlots {
    const best = createTopK(limit, before)
    const average = statistics.average()
    for (let n = 0; n < found.size; n++) setBit(segmentOf(found.slot(n)).wanted, found.slot(n) % segmentRows)
    for (const slot of earlier) setBit(segmentOf(slot).block.pass, slot % segmentRows)
    for (const { lists, block, wanted, earlier, passing } of segments) {
      if (passing === 0) continue
      const first = block.index * segmentRows
      scoreSegment(segmentScores, lists, terms, average, block.pass)
      const { rows, count, scores } = segmentScores
      for (let i = 0; i < count; i++) {
        const row = rows[i] as number
        const word = row >>> 5
        const score = scores[row] as number
        if ((((earlier[word] as number) >>> (row & 31)) & 1) === 0) best.push(first + row, score)
        if ((((wanted[word] as number) >>> (row & 31)) & 1) === 1) lexicals[found.find(first + row)] = score
      }
      wanted.fill(0)
    }
    return best.take()
  }

  function bestBySimilarity(vector: Float64Array, limit: number): ScoredSlots {
    if (limit === 0) return none
    const found = segments.filter(({ passing }) => passing > 0)
    const passing = found.reduce((sum, { passing }) => sum + passing, 0)
    const plan = scan?.plan ?? planSearch({ passing, segments: found.length, limit, helpers })
    if (plan === 'rows') return nearestOfFew(rows, found, vector, limit, before)
    return nearest(rows, found, vector, limit, before, plan === 'scan' ? undefined : threads)
  }

  function newest(limit: number): Uint32Array {
    const best = createTopK(limit, before)
    for (const { block, fields } of segments) {
      forEachBit(block.pass, row => best.push(block.index * segmentRows + row, fields.publishedAtMs(row)))
    }
    return best.take().slots
  }

  /** The best by cosine and by BM25, fused by rank, behind those of `earlier`. */
  function bestOfBoth(
    vector: Float64Array | null,
    terms: readonly WeighedTerm[],
    limit: number,
    earlier: readonly number[]
  ): Pick<EngineResult, 'hits' | 'before'> {
    const numbersMax = earlier.length + 2 * limit
    const found = createSlotNumbers(numbersMax)
    const similarities = new Float64Array(numbersMax)
    const lexicals = new Float64Array(numbersMax)
    for (const slot of earlier) found.add(slot)
    const similar = vector === null ? none : bestBySimilarity(vector, limit)
    const bySimilarity = found.addScored(similar, similarities)
    const similarEnd = found.size
    const byTerms = found.addScored(bestByTerms(terms, limit, found, lexicals, earlier), lexicals)
    const fused = fuseRanks([bySimilarity, byTerms], found.size, limit, (a, b) => before(found.slot(a), found.slot(b)))
    const first = earlier.map((_, n) => n).filter(n => vector !== null || (lexicals[n] as number) > 0)
    const order = new Uint32Array(first.length + fused.length)
    order.set(first)
    order.set(fused, first.length)
    if (vector !== null) {
      const unscored = order.filter(n => n < earlier.length || n >= similarEnd)
      const scores = rows.exact(unscored.map(found.slot))
      for (let i = 0; i < unscored.length; i++) similarities[unscored[i] as number] = scores[i] as number
    }
    return { hits: hitsOf(order, found, similarities, lexicals), before: first.length }
  }

  function hitsOf(
    order: Uint32Array,
    found: SlotNumbers,
    similarities: Float64Array,
    lexicals: Float64Array
  ): EngineHits {
    const ids: string[] = []
    const hits = {
      numbers: new Float64Array(order.length),
      similarities: new Float64Array(order.length),
      lexicals: new Float64Array(order.length)
    }
    for (let i = 0; i < order.length; i++) {
      const n = order[i] as number
      const slot = found.slot(n)
      const segment = segmentOf(slot)
      ids.push(segment.ids[slot % segmentRows] as string)
      hits.numbers[i] = segment.numbers[slot % segmentRows] as number
      hits.similarities[i] = similarities[n] as number
      hits.lexicals[i] = lexicals[n] as number
    }
    return { ids, ...hits }
  }

  return {
    get size() {
      return layout.slots.size
    },
    has: id => layout.slots.has(id),
    segments,
    add(posting) {
      if (layout.slots.has(posting.id)) throw new Error(`the engine holds ${posting.id} already`)
      const { segment, row } = layout.place(posting)
      rows.write(segment.block, row, posting.vector)
      statistics.add(posting.counts)
    },
    restore(image, idOf) {
      const segment = layout.restore(image, idOf)
      if (segment !== null) statistics.addSegment(segment.lists, segment.alive, image.rows)
      return segment
    },
    remove(id, counts) {
      if (layout.remove(id)) statistics.remove(counts)
    },
    count: filter => steps.count(filter),
    search(query) {
      const { step, passing, earlier } = steps.take(query)
      const limit = Math.min(query.limit, passing)
      const vector = query.vector === null ? null : unit(query.vector)
      const semantic = vector?.some(value => value !== 0) === true
      if (semantic || query.terms !== null) {
        const terms = statistics.weigh(query.terms ?? new Map())
        return { passing, step, ...bestOfBoth(semantic ? vector : null, terms, limit, earlier) }
      }
      const slots = [...earlier, ...newest(limit)]
      const found = createSlotNumbers(slots.length)
      const order = Uint32Array.from(slots, found.add)
      const unscored = new Float64Array(slots.length)
      return { hits: hitsOf(order, found, unscored, unscored), passing, step, before: earlier.length }
    },
    compact: layout.compact,
    memory: () => ({
      vectorBytes: rows.bytes,
      termBytes: segments.reduce((sum, { lists }) => sum + lists.bytes, 0),
      segments: segments.length,
      segmentsShared: threads?.blocksShared ?? 0
    }),
    close: async () => threads?.close()
  }
}
