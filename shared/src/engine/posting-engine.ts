import { countBits, forEachBit, setBit } from './bits.ts'
import { createTermStatistics, scoreSegment, type WeighedTerm } from './bm25.ts'
import type { FieldFilter, PostingFields } from './fields.ts'
import { fuseRanks } from './fuse.ts'
import { nearest } from './nearest.ts'
import { type QuantisedVector, unit } from './quantise.ts'
import { segmentRows, segmentWords } from './row-layout.ts'
import { createRowMemory } from './row-memory.ts'
import { createScanThreads, type ScanThreadsOptions } from './scan-threads.ts'
import type { SegmentImage } from './segment-image.ts'
import { createSegments, type Segment } from './segments.ts'
import type { TermCounts } from './term-lists.ts'
import { createTopK, type Scored } from './top-k.ts'

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

export interface EngineHit {
  readonly id: string
  /** See `EngineRow`. */
  readonly number: number
  readonly similarity: number
  readonly lexical: number
}

export interface EngineResult {
  /** All that pass a filter before the one that is taken, then the best of the others. */
  readonly hits: EngineHit[]
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
  readonly scan?: ScanThreadsOptions | undefined
}

export function createPostingEngine({ dimensions, scalar = false, scan }: PostingEngineOptions): PostingEngine {
  const helpers = scan?.helpers ?? 0
  const rows = createRowMemory({ dimensions, scalar, threads: 1 + helpers })
  const threads = scan === undefined || helpers === 0 ? undefined : createScanThreads(rows, scan)
  const statistics = createTermStatistics()
  const layout = createSegments(rows)
  const { all: segments, segmentOf, idOf, numberOf } = layout
  const before = (a: number, b: number) => idOf(a) < idOf(b)

  function rowsBySegment(ids: ReadonlySet<string> | undefined): Map<Segment, number[]> {
    const bySegment = new Map<Segment, number[]>()
    for (const id of ids ?? []) {
      const slot = layout.slots.get(id)
      if (slot === undefined) continue
      const list = bySegment.get(segmentOf(slot))
      if (list === undefined) bySegment.set(segmentOf(slot), [slot % segmentRows])
      else list.push(slot % segmentRows)
    }
    return bySegment
  }

  /** Writes each segment's passing rows into its block; returns how many pass. */
  function applyFilter(filter: FieldFilter, excluded: ReadonlyMap<Segment, readonly number[]>): number {
    let passing = 0
    for (const segment of segments) {
      const { pass } = segment.block
      pass.set(segment.alive)
      segment.fields.narrow(pass, filter)
      for (const row of excluded.get(segment) ?? []) pass[row >>> 5] = (pass[row >>> 5] as number) & ~(1 << (row & 31))
      segment.passing = countBits(pass)
      passing += segment.passing
    }
    return passing
  }

  /**
   * Takes the filter and writes its passing rows into the blocks. Those that passed an earlier filter are in `earlier`
   * in place of `pass`, and are returned.
   */
  function takeStep({ filter, stricter = [], enough = 0, excludeIds }: EngineQuery) {
    const filters = [...stricter, filter]
    const excluded = rowsBySegment(excludeIds)
    const slotsBefore: number[] = []
    let step = 0
    let passing = applyFilter(filters[0] as FieldFilter, excluded)
    for (const segment of segments) segment.earlier.fill(0)
    while (passing < enough && step < filters.length - 1) {
      if (passing > 0) for (const segment of segments) segment.earlier.set(segment.block.pass)
      passing = applyFilter(filters[++step] as FieldFilter, excluded)
    }
    if (step > 0)
      for (const segment of segments) {
        const { pass, index } = segment.block
        forEachBit(segment.earlier, row => slotsBefore.push(index * segmentRows + row))
        for (let w = 0; w < segmentWords; w++) pass[w] = (pass[w] as number) & ~(segment.earlier[w] as number)
      }
    return { step, passing, earlier: slotsBefore }
  }

  /**
   * The best by BM25, and beside them the score of each of `others` that holds a term: all rows that hold one are scored
   * here anyway, and looking a row up in the lists later costs far more. Rows of `earlier` are scored, never among the best.
   */
  function bestByTerms(
    terms: readonly WeighedTerm[],
    limit: number,
    others: readonly Scored[],
    earlier: readonly number[]
  ) {
    const best = createTopK(limit, before)
    const scores = new Map<number, number>()
    const average = statistics.average()
    const want = (slot: number) => setBit(segmentOf(slot).wanted, slot % segmentRows)
    for (const { slot } of others) want(slot)
    for (const slot of earlier) {
      want(slot)
      setBit(segmentOf(slot).block.pass, slot % segmentRows)
    }
    for (const { lists, block, wanted, earlier, passing } of segments) {
      if (passing === 0) continue
      const first = block.index * segmentRows
      scoreSegment(lists, terms, average, block.pass, (row, score) => {
        const isEarlier = (((earlier[row >>> 5] as number) >>> (row & 31)) & 1) === 1
        if (!isEarlier && score >= best.floor()) best.push(first + row, score)
        if ((((wanted[row >>> 5] as number) >>> (row & 31)) & 1) === 1) scores.set(first + row, score)
      })
      wanted.fill(0)
    }
    const byTerms = best.take()
    for (const { slot, score } of byTerms) scores.set(slot, score)
    return { byTerms, scores }
  }

  function bestBySimilarity(vector: Float64Array, limit: number): Scored[] {
    const found = segments.filter(({ passing }) => passing > 0)
    const passing = found.reduce((sum, { passing }) => sum + passing, 0)
    const isLarge = threads !== undefined && passing >= threads.rowsMin
    return nearest(rows, found, vector, limit, before, isLarge ? threads : undefined)
  }

  function newest(limit: number): Scored[] {
    const best = createTopK(limit, before)
    for (const { block, fields } of segments) {
      forEachBit(block.pass, row => {
        const time = fields.publishedAtMs(row)
        if (time >= best.floor()) best.push(block.index * segmentRows + row, time)
      })
    }
    return best.take()
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
    count: filter => applyFilter(filter, new Map()),
    search(query) {
      const { step, passing, earlier } = takeStep(query)
      const vector = query.vector === null ? null : unit(query.vector)
      const semantic = vector?.some(value => value !== 0) === true
      const plainHit = (slot: number): EngineHit => ({
        id: idOf(slot),
        number: numberOf(slot),
        similarity: 0,
        lexical: 0
      })
      if (!semantic && query.terms === null) {
        const slots = [...earlier, ...newest(query.limit).map(({ slot }) => slot)]
        return { hits: slots.map(plainHit), passing, step, before: earlier.length }
      }
      const bySimilarity = semantic ? bestBySimilarity(vector, query.limit) : []
      const terms = statistics.weigh(query.terms ?? new Map())
      const { byTerms, scores: lexical } = bestByTerms(terms, query.limit, bySimilarity, earlier)
      const similarity = new Map<number, number>()
      for (const { slot, score } of bySimilarity) similarity.set(slot, score)
      const found = semantic ? earlier : earlier.filter(slot => lexical.has(slot))
      const slots = [...found, ...fuseRanks([bySimilarity, byTerms], query.limit, before)]
      const unscored = semantic ? slots.filter(slot => !similarity.has(slot)) : []
      for (const [n, score] of rows.exact(unscored).entries()) similarity.set(unscored[n] as number, score)
      const hits = slots.map(slot => ({
        id: idOf(slot),
        number: numberOf(slot),
        similarity: similarity.get(slot) ?? 0,
        lexical: lexical.get(slot) ?? 0
      }))
      return { hits, passing, step, before: found.length }
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
