import { type RowBlock, segmentRows, segmentWords } from './row-layout.ts'
import type { RowMemory } from './row-memory.ts'
import type { ScanRows } from './scan-rows.ts'
import type { ScanThreads } from './scan-threads.ts'
import type { Segment } from './segments.ts'
import { createTopK, type Scored, type TopK } from './top-k.ts'

/** Words scanned between two updates of the threshold. */
const scanWords = 32
/** Covers the float32 rounding of a score by int8. */
const rounding = 1e-6
/** A row's int8 vector is no longer than this. */
const rowNormMax = 1.05

/**
 * Calls `take` with the passing rows of the block that may be among the best. A row's score by int8 is off by `slack` and
 * its own error at most; `lower` holds the best lower bounds so far.
 */
export function scanBlock(
  scan: ScanRows,
  block: RowBlock,
  lower: TopK,
  slack: number,
  take: (row: number, score: number) => void
): void {
  for (let from = 0; from < segmentWords; from += scanWords) {
    const found = scan(block, from, from + scanWords, lower.floor() - slack)
    for (let i = 0; i < found.count; i++) {
      const row = found.rows[2 * i] as number
      const score = found.scores[2 * i + 1] as number
      const bound = score - (block.errors[row] as number) - slack
      if (bound > lower.floor()) lower.push(0, bound)
      take(row, score)
    }
  }
}

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
  before: (a: number, b: number) => boolean,
  threads?: ScanThreads
): Scored[] {
  const slack = memory.setQuery(query) * rowNormMax + rounding
  if (limit === 0) return []
  const lower = createTopK(limit, () => false)
  const uppers: number[] = []
  const slots: number[] = []
  const keep = (block: RowBlock, row: number, score: number) => {
    uppers.push(score + (block.errors[row] as number) + slack)
    slots.push(block.index * segmentRows + row)
  }
  const blocks = segments.map(({ block }) => block)
  const scan = (block: RowBlock) => scanBlock(memory.scan, block, lower, slack, (row, score) => keep(block, row, score))
  if (threads === undefined) for (const block of blocks) scan(block)
  else
    threads.share({ blocks, limit, slack }, scan, (block, row, score) => {
      lower.push(0, score - (block.errors[row] as number) - slack)
      keep(block, row, score)
    })
  const floor = lower.floor()
  const within = slots.filter((_, i) => (uppers[i] as number) >= floor)
  const scores = memory.exact(within)
  const best = createTopK(limit, before)
  for (let i = 0; i < within.length; i++) best.push(within[i] as number, scores[i] as number)
  return best.take()
}
