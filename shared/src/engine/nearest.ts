import { type Before, bestOf, nthGreatest, type ScoredSlots } from '../domain/top-k.ts'
import { forEachBit } from './bits.ts'
import { queriesMax, type RowBlock, segmentRows, segmentWords, wordsOfManyMax } from './row-layout.ts'
import type { RowMemory } from './row-memory.ts'
import type { Candidates, ScanRows } from './scan-rows.ts'
import type { ScanThreads } from './scan-threads.ts'
import type { Segment } from './segments.ts'

/** Words scanned between two updates of the threshold. */
const scanWords = wordsOfManyMax
/** Covers the float32 rounding of a score by int8. */
const rounding = 1e-6
/** A row's int8 vector is no longer than this. */
const rowNormMax = 1.05

/**
 * Adds the passing rows of the block that may be among the best, and calls `take` with them. A row's score by int8 is off by
 * `slack` and its own error at most.
 */
export function scanBlock(
  scan: ScanRows,
  block: RowBlock,
  open: OpenRows,
  slack: number,
  take?: (row: number, score: number) => void
): void {
  for (let from = 0; from < segmentWords; from += scanWords)
    pushAll(scan(block, from, from + scanWords, open.floor() - slack), block, open, slack, take)
}

function pushAll(
  { count, rows, scores }: Candidates,
  block: RowBlock,
  open: OpenRows,
  slack: number,
  take?: (row: number, score: number) => void
): void {
  const first = block.index * segmentRows
  for (let i = 0; i < count; i++) {
    const row = rows[2 * i] as number
    const score = scores[2 * i + 1] as number
    const error = (block.errors[row] as number) + slack
    open.push(first + row, score - error, score + error)
    take?.(row, score)
  }
}

/** What a score is off by because the query is quantised and the scan counts in float32. */
const slackOf = (queryError: number) => queryError * rowNormMax + rounding

/**
 * The `limit` passing rows of the greatest cosine, exactly. Every row is scored by int8 with a proven bound on its error;
 * the limit-th best lower bound so far is the threshold, and rows whose upper bound is below it can't be among the
 * best. What remains is scored from both planes. The answer is the same whether threads help or not.
 */
export function nearest(
  memory: RowMemory,
  segments: readonly Pick<Segment, 'block'>[],
  query: Float64Array,
  limit: number,
  before: Before,
  threads?: ScanThreads
): ScoredSlots {
  const slack = slackOf(memory.setQueries([query])[0] as number)
  const open = createOpenRows(limit)
  const blocks = limit === 0 ? [] : segments.map(({ block }) => block)
  const scan = (block: RowBlock) => scanBlock(memory.scan, block, open, slack)
  if (threads === undefined) for (const block of blocks) scan(block)
  else
    threads.share({ blocks, limit, slack }, scan, (block, row, score) => {
      const error = (block.errors[row] as number) + slack
      open.push(block.index * segmentRows + row, score - error, score + error)
    })
  const slots = open.take()
  return bestOf({ slots, scores: memory.exact(slots) }, limit, before)
}

export interface Asked {
  /** Of unit length. */
  readonly query: Float64Array
  readonly limit: number
}

/** What `nearest` answers to each, in passes that read the rows once for `queriesMax` of them. */
export function nearestMany(
  memory: RowMemory,
  segments: readonly Pick<Segment, 'block'>[],
  asked: readonly Asked[],
  before: Before
): ScoredSlots[] {
  const answers: ScoredSlots[] = []
  for (let from = 0; from < asked.length; from += queriesMax) {
    const some = asked.slice(from, from + queriesMax)
    const [first] = some
    if (first !== undefined && some.length === 1)
      answers.push(nearest(memory, segments, first.query, first.limit, before))
    else answers.push(...nearestInOnePass(memory, segments, some, before))
  }
  return answers
}

function nearestInOnePass(
  memory: RowMemory,
  segments: readonly Pick<Segment, 'block'>[],
  asked: readonly Asked[],
  before: Before
): ScoredSlots[] {
  const errors = memory.setQueries(asked.map(({ query }) => query))
  const searches = asked.map(({ limit }, n) => {
    return { limit, slack: slackOf(errors[n] as number), open: createOpenRows(limit) }
  })
  for (const { block } of segments)
    for (let from = 0; from < segmentWords; from += scanWords) {
      const thresholds = searches.map(({ open, slack }) => open.floor() - slack)
      const found = memory.scanMany(block, from, from + scanWords, thresholds)
      for (const [n, { open, slack }] of searches.entries()) pushAll(found[n] as Candidates, block, open, slack)
    }
  return searches.map(({ limit, open }, n) => {
    const slots = open.take()
    return bestOf({ slots, scores: memory.exact(slots, n) }, limit, before)
  })
}

/** What `nearest` answers, from both planes at once: for few rows. */
export function nearestOfFew(
  memory: RowMemory,
  segments: readonly Pick<Segment, 'block'>[],
  query: Float64Array,
  limit: number,
  before: Before
): ScoredSlots {
  const found: number[] = []
  memory.setQueries([query])
  for (const { block } of segments) forEachBit(block.pass, row => found.push(block.index * segmentRows + row))
  const slots = Uint32Array.from(found)
  return bestOf({ slots, scores: memory.exact(slots) }, limit, before)
}

/** Rows that may be among the `limit` best, as far as bounds on their scores tell. */
export interface OpenRows {
  /** A row whose upper bound is below it is out; -Infinity while that is not known. */
  floor(): number
  push(slot: number, lower: number, upper: number): void
  /** Those that are not out. */
  take(): Uint32Array
}

export function createOpenRows(limit: number): OpenRows {
  let slots = new Uint32Array(4 * limit)
  let lowers = new Float64Array(slots.length)
  let uppers = new Float64Array(slots.length)
  let ranked = new Float64Array(slots.length)
  let count = 0
  let floor = limit === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  /** So many are looked through for those that are out: then at least half of the work was for new ones. */
  let enough = 2 * limit

  function dropOthers(): void {
    if (count <= limit) return
    ranked.set(lowers.subarray(0, count))
    floor = nthGreatest(ranked, count, limit)
    let kept = 0
    for (let i = 0; i < count; i++) {
      if ((uppers[i] as number) < floor) continue
      slots[kept] = slots[i] as number
      lowers[kept] = lowers[i] as number
      uppers[kept++] = uppers[i] as number
    }
    count = kept
    enough = Math.max(2 * limit, 2 * count)
    if (enough <= slots.length) return
    const wider = new Uint32Array(2 * enough)
    wider.set(slots)
    slots = wider
    lowers = widened(lowers, wider.length)
    uppers = widened(uppers, wider.length)
    ranked = new Float64Array(wider.length)
  }

  return {
    floor: () => floor,
    push(slot, lower, upper) {
      slots[count] = slot
      lowers[count] = lower
      uppers[count++] = upper
      if (count === enough) dropOthers()
    },
    take() {
      dropOthers()
      return slots.subarray(0, count)
    }
  }
}

function widened(values: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(length)
  wider.set(values)
  return wider
}
