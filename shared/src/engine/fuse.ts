import { type Before, bestOf } from '../domain/top-k.ts'

/** Cormack, Clarke and Büttcher 2009: large enough that no single first place decides. */
export const rankConstant = 60

/**
 * Reciprocal rank fusion of lists of items, which are numbered from 0 to before `items`: the sum of 1 / (rankConstant + rank)
 * over the lists, best first, ties by `before`; an item of no list is left out.
 */
export function fuseRanks(
  lists: readonly ArrayLike<number>[],
  items: number,
  limit: number,
  before: Before
): Uint32Array {
  const shares = new Float64Array(items)
  for (const list of lists)
    for (let rank = 1; rank <= list.length; rank++) {
      const item = list[rank - 1] as number
      shares[item] = (shares[item] as number) + 1 / (rankConstant + rank)
    }
  const slots = new Uint32Array(items)
  const scores = new Float64Array(items)
  let count = 0
  for (let item = 0; item < items; item++) {
    if (shares[item] === 0) continue
    slots[count] = item
    scores[count++] = shares[item] as number
  }
  return bestOf({ slots: slots.subarray(0, count), scores: scores.subarray(0, count) }, limit, before).slots
}
