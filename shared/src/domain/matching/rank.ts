import { placesByScore } from '../top-k.ts'
import type { RankedCandidate } from './candidate.ts'
import { type Lens, lensOf } from './lens.ts'
import type { ProfileFacts } from './profile-facts.ts'
import { linearRanker, type Ranker, readRow, rowLength, traitsOf } from './ranker.ts'
import { codeOf, mark, type PostingTraits } from './traits.ts'

export type { Candidate, RankedCandidate } from './candidate.ts'
export { diversify } from './diversify.ts'
export { type Explanation, explain } from './explain.ts'

export interface ScoredPosting<C extends RankedCandidate = RankedCandidate> {
  readonly candidate: C
  readonly score: number
}

/** What the score may know beside the person and the posting. */
export interface RankContext {
  readonly nowMs: number
  /** Absent: the built-in linear score. */
  readonly ranker?: Ranker
}

/** Scored, best first, ties by platform id: a total order. `facts` null: nothing personal enters. Pure. */
export function rank<C extends RankedCandidate>(
  facts: ProfileFacts | null,
  candidates: readonly C[],
  context: RankContext
): ScoredPosting<C>[] {
  const within: C[] = []
  const scores = new Float64Array(candidates.length)
  if (facts !== null) scoreWithin(lensOf(facts), candidates, context.ranker ?? linearRanker, { within, scores })
  else for (const candidate of candidates) scores[within.push(candidate) - 1] = freshness(candidate, context)
  const idOf = (place: number) => (within[place] as C).posting.id
  const order = placesByScore(scores.subarray(0, within.length), (a, b) => idOf(a) < idOf(b))
  const scored: ScoredPosting<C>[] = []
  for (let n = 0; n < within.length; n++) {
    const place = order[n] as number
    scored.push({ candidate: within[place] as C, score: scores[place] as number })
  }
  return scored
}

/** Two ranked lists as one, in the order of a ranking. */
export function mergeRanked<C extends RankedCandidate>(
  one: ScoredPosting<C>[],
  other: ScoredPosting<C>[]
): ScoredPosting<C>[] {
  if (one.length === 0) return other
  const merged: ScoredPosting<C>[] = []
  let at = 0
  for (const scored of other) {
    while (at < one.length && inOrder(one[at] as ScoredPosting, scored) < 0) merged.push(one[at++] as ScoredPosting<C>)
    merged.push(scored)
  }
  while (at < one.length) merged.push(one[at++] as ScoredPosting<C>)
  return merged
}

const inOrder = (a: ScoredPosting, b: ScoredPosting): number =>
  b.score - a.score || (a.candidate.posting.id < b.candidate.posting.id ? -1 : 1)

const directorLevel = 4

/** Posts that no fresh graduate gets: a licence that the law asks first is lacking, or the title is a director's. */
function outOfReach({ licences, licencesInReach }: ProfileFacts, traits: PostingTraits): boolean {
  if (codeOf(traits, mark.seniorityLevel) >= directorLevel) return true
  if (codeOf(traits, mark.licences) === 0) return false
  return traits.licences.some(({ name, hard }) => hard && !licences.has(name) && !licencesInReach.has(name))
}

/** Postings that are read before they are scored: they stay in the nearest cache. */
const blockLength = 32
const values = new Float64Array(blockLength * rowLength)
const blockScores = new Float64Array(blockLength)
const read: PostingTraits[] = []
/** Written so that reading is not left out as useless. */
const touched = new Float64Array(1)

/** Those within reach and their scores, to six decimals. */
function scoreWithin<C extends RankedCandidate>(
  lens: Lens,
  candidates: readonly C[],
  ranker: Ranker,
  { within, scores }: { readonly within: C[]; readonly scores: Float64Array }
): void {
  for (let from = 0; from < candidates.length; from += blockLength) {
    const length = Math.min(blockLength, candidates.length - from)
    fetchTraits(candidates, from, length)
    const first = within.length
    for (let n = 0; n < length; n++) {
      const traits = read[n] as PostingTraits
      if (outOfReach(lens.facts, traits)) continue
      const candidate = candidates[from + n] as C
      readRow(lens, traits, candidate, values, (within.push(candidate) - 1 - first) * rowLength)
    }
    const rows = within.length - first
    ranker.scoreRows(values, rows, blockScores)
    for (let row = 0; row < rows; row++) scores[first + row] = Math.round(1e6 * (blockScores[row] as number)) / 1e6
  }
}

/** So many amounts come from the memory at once. */
const lineAmounts = 8
/** Lines of a row that are touched: most rows have no more. */
const touchedLines = 4

/**
 * Outlines lie all over the memory, and it answers many questions at once where they are put close together: what the features
 * look at is touched in one small loop, before they wait for it one by one.
 */
function fetchTraits(candidates: readonly RankedCandidate[], from: number, length: number): void {
  let sum = 0
  for (let n = 0; n < length; n++) {
    const traits = traitsOf(candidates[from + n] as RankedCandidate)
    read[n] = traits
    const { amounts, at } = traits
    const end = Math.min(amounts.length, at + touchedLines * lineAmounts)
    for (let line = at; line < end; line += lineAmounts) sum += amounts[line] as number
  }
  touched[0] = sum
}

function freshness({ posting }: RankedCandidate, { nowMs }: RankContext): number {
  const { publishedAt } = posting
  const ageDays = publishedAt === null ? 365 : Math.max(0, (nowMs - Date.parse(publishedAt)) / 86_400_000)
  return Math.round(1e6 / (1 + ageDays)) / 1e6
}
