import { segmentRows } from './row-layout.ts'

/** How the nearest vectors are found; each finds the same. */
export type SearchPlan = (typeof searchPlans)[number]
/**
 * - rows: the passing rows, as filters and lists give them, are scored exactly at once
 * - scan: they are scored by int8 first, and exactly where the bound on its error leaves them
 * - shared scan: helpers score by int8 too
 */
export const searchPlans = ['rows', 'scan', 'shared scan'] as const

/** What is known before a search. */
export interface SearchSize {
  readonly passing: number
  /** Segments with a passing row. */
  readonly segments: number
  readonly limit: number
  /** Threads that can help. */
  readonly helpers: number
}

/** Nanoseconds, measured with `npm run bench:plans`. They steer: whatever they are, the answer is the same. */
const exactRowNs = 300
/** A row by int8 that is read for itself, and one of a block that is summed whole. */
const scannedRowNs = 165
const denseRowNs = 40
/** What a scan costs above the reading of bits for each segment with a passing row. */
const scannedSegmentNs = 400
/** Rows that are scored exactly for each hit after a scan; what it takes to find them is in it. */
const rescoredRowsPerHit = 2
/** Waking helpers and waiting for their last blocks. */
const sharingNs = 650_000

function scanNs({ passing, segments, limit, helpers }: SearchSize): number {
  const dense = segments * segmentRows * denseRowNs
  const scanned = Math.min(passing * scannedRowNs, dense) + segments * scannedSegmentNs
  const rescored = Math.min(passing, limit * rescoredRowsPerHit) * exactRowNs
  return scanned / (1 + helpers) + (helpers > 0 ? sharingNs : 0) + rescored
}

/** The plan of the least estimated cost; of equal ones the simpler. */
export function planSearch(size: SearchSize): SearchPlan {
  const costs: Readonly<Record<SearchPlan, number>> = {
    rows: size.passing * exactRowNs,
    scan: scanNs({ ...size, helpers: 0 }),
    'shared scan': scanNs(size)
  }
  return searchPlans.reduce((best, plan) => (costs[plan] < costs[best] ? plan : best))
}
