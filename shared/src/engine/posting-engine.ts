import { createTermStatistics, scoreSegment, type WeighedTerm } from './bm25.ts'
import { createSegmentFields, type FieldFilter, type PostingFields, type SegmentFields } from './fields.ts'
import { fuseRanks } from './fuse.ts'
import { nearest } from './nearest.ts'
import { type QuantisedVector, unit } from './quantise.ts'
import { createRowMemory, exactScore, type RowBlock, segmentRows, segmentWords } from './row-memory.ts'
import { createTermLists, type TermCounts, type TermLists } from './term-lists.ts'
import { createTopK, type Scored } from './top-k.ts'

/** One posting as the engine holds it. */
export interface EngineRow {
  readonly id: string
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
  search(query: EngineQuery): EngineResult
  /** Moves up to `rowsMax` rows out of the emptiest segments, so that removed rows give their memory back. */
  compact(rowsMax: number): void
  memory(): EngineMemory
}

export interface EngineMemory {
  readonly vectorBytes: number
  readonly termBytes: number
  readonly segments: number
}

export interface Segment {
  readonly block: RowBlock
  readonly fields: SegmentFields
  readonly lists: TermLists
  readonly ids: string[]
  readonly alive: Uint32Array
  /** Rows whose lexical score a search asks for; empty between searches. */
  readonly wanted: Uint32Array
  /** Rows that passed a filter before the one that a search takes; of no meaning between searches. */
  readonly earlier: Uint32Array
  aliveCount: number
}

/** A sealed segment with fewer living rows than this is emptied into the open one. */
const segmentAliveMin = segmentRows * 0.75

export interface PostingEngineOptions {
  readonly dimensions: number
  readonly scalar?: boolean
}

export function createPostingEngine({ dimensions, scalar = false }: PostingEngineOptions): PostingEngine {
  const rows = createRowMemory({ dimensions, scalar })
  const statistics = createTermStatistics()
  /** Sealed ones and, last, the one in filling. */
  const segments: Segment[] = []
  const byBlock: Segment[] = []
  const slots = new Map<string, number>()
  let emptying: { segment: Segment; counts: TermCounts[]; row: number } | null = null

  const segmentOf = (slot: number) => byBlock[Math.floor(slot / segmentRows)] as Segment
  const idOf = (slot: number) => segmentOf(slot).ids[slot % segmentRows] as string
  const before = (a: number, b: number) => idOf(a) < idOf(b)

  function openSegment(): Segment {
    const last = segments.at(-1)
    if (last !== undefined && last.ids.length < segmentRows) return last
    const block = rows.allocate()
    last?.lists.seal()
    const segment: Segment = {
      block,
      fields: createSegmentFields(),
      lists: createTermLists(),
      ids: [],
      alive: new Uint32Array(segmentWords),
      wanted: new Uint32Array(segmentWords),
      earlier: new Uint32Array(segmentWords),
      aliveCount: 0
    }
    segments.push(segment)
    byBlock[block.index] = segment
    return segment
  }

  function place(id: string, fields: PostingFields, counts: TermCounts): { segment: Segment; row: number } {
    const segment = openSegment()
    const row = segment.ids.length
    segment.ids.push(id)
    segment.fields.set(row, fields)
    segment.lists.add(row, counts)
    setBit(segment.alive, row)
    segment.aliveCount++
    slots.set(id, segment.block.index * segmentRows + row)
    return { segment, row }
  }

  function bury(segment: Segment, row: number): void {
    segment.alive[row >>> 5] = (segment.alive[row >>> 5] as number) & ~(1 << (row & 31))
    segment.aliveCount--
  }

  function pickToEmpty(): typeof emptying {
    const sparse = segments.find((segment, i) => i < segments.length - 1 && segment.aliveCount < segmentAliveMin)
    return sparse === undefined ? null : { segment: sparse, counts: sparse.lists.invert(), row: 0 }
  }

  function moveRow(from: Segment, row: number, counts: TermCounts): void {
    const id = from.ids[row] as string
    bury(from, row)
    const to = place(id, from.fields.get(row), counts)
    const length = from.block.high.length / segmentRows
    to.segment.block.high.set(from.block.high.subarray(row * length, (row + 1) * length), to.row * length)
    to.segment.block.low.set(from.block.low.subarray(row * length, (row + 1) * length), to.row * length)
    to.segment.block.scales[to.row] = from.block.scales[row] as number
    to.segment.block.errors[to.row] = from.block.errors[row] as number
  }

  function rowsBySegment(ids: ReadonlySet<string> | undefined): Map<Segment, number[]> {
    const bySegment = new Map<Segment, number[]>()
    for (const id of ids ?? []) {
      const slot = slots.get(id)
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
      passing += countBits(pass)
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
    const want = (slot: number) => setBit(segmentOf(slot).wanted, slot % segmentRows)
    for (const { slot } of others) want(slot)
    for (const slot of earlier) {
      want(slot)
      setBit(segmentOf(slot).block.pass, slot % segmentRows)
    }
    for (const { lists, block, wanted, earlier } of segments) {
      const first = block.index * segmentRows
      scoreSegment(lists, terms, statistics.norm, block.pass, (row, score) => {
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
      return slots.size
    },
    has: id => slots.has(id),
    add({ id, vector, fields, counts }) {
      if (slots.has(id)) throw new Error(`the engine holds ${id} already`)
      const { segment, row } = place(id, fields, counts)
      rows.write(segment.block, row, vector)
      statistics.add(counts)
    },
    remove(id, counts) {
      const slot = slots.get(id)
      if (slot === undefined) return
      bury(segmentOf(slot), slot % segmentRows)
      slots.delete(id)
      statistics.remove(counts)
    },
    search(query) {
      const { step, passing, earlier } = takeStep(query)
      const vector = query.vector === null ? null : unit(query.vector)
      const semantic = vector?.some(value => value !== 0) === true
      const plainHit = (slot: number): EngineHit => ({ id: idOf(slot), similarity: 0, lexical: 0 })
      if (!semantic && query.terms === null) {
        const slots = [...earlier, ...newest(query.limit).map(({ slot }) => slot)]
        return { hits: slots.map(plainHit), passing, step, before: earlier.length }
      }
      const bySimilarity = semantic ? nearest(rows, segments, vector, query.limit, before) : []
      const terms = statistics.weigh(query.terms ?? new Map())
      const { byTerms, scores: lexical } = bestByTerms(terms, query.limit, bySimilarity, earlier)
      const similarity = new Map<number, number>()
      for (const { slot, score } of bySimilarity) similarity.set(slot, score)
      const found = semantic ? earlier : earlier.filter(slot => lexical.has(slot))
      const hits = [...found, ...fuseRanks([bySimilarity, byTerms], query.limit, before)].map(slot => ({
        id: idOf(slot),
        similarity:
          similarity.get(slot) ?? (semantic ? exactScore(segmentOf(slot).block, slot % segmentRows, vector) : 0),
        lexical: lexical.get(slot) ?? 0
      }))
      return { hits, passing, step, before: found.length }
    },
    compact(rowsMax) {
      for (let moved = 0; moved < rowsMax; ) {
        emptying ??= pickToEmpty()
        if (emptying === null) return
        const { segment, counts } = emptying
        const row = emptying.row++
        if (row >= segmentRows) {
          segments.splice(segments.indexOf(segment), 1)
          rows.free(segment.block)
          emptying = null
        } else if ((((segment.alive[row >>> 5] as number) >>> (row & 31)) & 1) === 1) {
          moveRow(segment, row, counts[row] as TermCounts)
          moved++
        }
      }
    },
    memory: () => ({
      vectorBytes: rows.bytes,
      termBytes: segments.reduce((sum, { lists }) => sum + lists.bytes, 0),
      segments: segments.length
    })
  }
}

function setBit(bits: Uint32Array, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] as number) | (1 << (index & 31))
}

function countBits(bits: Uint32Array): number {
  let count = 0
  for (let word of bits) {
    word -= (word >>> 1) & 0x5555_5555
    word = (word & 0x3333_3333) + ((word >>> 2) & 0x3333_3333)
    count += (((word + (word >>> 4)) & 0x0f0f_0f0f) * 0x0101_0101) >>> 24
  }
  return count
}

function forEachBit(bits: Uint32Array, visit: (index: number) => void): void {
  for (let w = 0; w < bits.length; w++) {
    for (let rest = bits[w] as number; rest !== 0; rest &= rest - 1) visit(w * 32 + 31 - Math.clz32(rest & -rest))
  }
}
