import type { Scored } from './top-k.ts'

/** Cormack, Clarke and Büttcher 2009: large enough that no single first place decides. */
export const rankConstant = 60

/** Reciprocal rank fusion: the sum of 1 / (rankConstant + rank) over the lists, best first, ties by `before`. */
export function fuseRanks(
  lists: readonly (readonly Scored[])[],
  limit: number,
  before: (a: number, b: number) => boolean
): number[] {
  const shares = new Map<number, number>()
  for (const list of lists) {
    for (const [i, { slot }] of list.entries()) shares.set(slot, (shares.get(slot) ?? 0) + 1 / (rankConstant + i + 1))
  }
  return [...shares]
    .sort(([a, x], [b, y]) => y - x || (before(a, b) ? -1 : 1))
    .slice(0, limit)
    .map(([slot]) => slot)
}
