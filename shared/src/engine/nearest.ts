import { type RowMemory, segmentRows, segmentWords } from './row-memory.ts'
import type { Segment } from './segments.ts'
import { createTopK, type Scored } from './top-k.ts'

/** Words scanned between two updates of the threshold. */
const scanWords = 32
/** Covers the float32 rounding of a score by int8. */
const rounding = 1e-6
/** A row's int8 vector is no longer than this. */
const rowNormMax = 1.05

/**
 * The `limit` passing rows of the greatest cosine, exactly. Every row is scored by int8 with a proven bound on its error;
 * the limit-th best lower bound so far is the threshold, and rows whose upper bound is below it can't be among the
 * best. What remains is scored from both planes.
 */
export function nearest(
  memory: RowMemory,
  segments: readonly Pick<Segment, 'block'>[],
  query: Float64Array,
  limit: number,
  before: (a: number, b: number) => boolean
): Scored[] {
  const slack = memory.setQuery(query) * rowNormMax + rounding
  if (limit === 0) return []
  const lower = createTopK(limit, () => false)
  const uppers: number[] = []
  const slots: number[] = []
  for (const { block } of segments) {
    const first = block.index * segmentRows
    for (let from = 0; from < segmentWords; from += scanWords) {
      const found = memory.scan(block, from, from + scanWords, lower.floor() - slack)
      for (let i = 0; i < found.count; i++) {
        const row = found.rows[2 * i] as number
        const score = found.scores[2 * i + 1] as number
        const error = (block.errors[row] as number) + slack
        if (score - error > lower.floor()) lower.push(0, score - error)
        uppers.push(score + error)
        slots.push(first + row)
      }
    }
  }
  const floor = lower.floor()
  const within = slots.filter((_, i) => (uppers[i] as number) >= floor)
  const scores = memory.exact(within)
  const best = createTopK(limit, before)
  for (let i = 0; i < within.length; i++) best.push(within[i] as number, scores[i] as number)
  return best.take()
}
