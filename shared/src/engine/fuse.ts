import type { Scored } from './top-k.ts'

/** Cormack, Clarke and Büttcher 2009: large enough that no single first place decides. */
export const rankConstant = 60

/** Reciprocal rank fusion: the sum of 1 / (rankConstant + rank) over the lists, best first, ties by `before`. */
export function fuseRanks(
  lists: readonly (readonly Scored[])[],
  limit: number,
  before: (a: number, b: number) => boolean
): number[] {
  const places = new Map<number, number>()
  const slots: number[] = []
  const shares: number[] = []
  for (const list of lists) {
    for (let rank = 1; rank <= list.length; rank++) {
      const { slot } = list[rank - 1] as Scored
      const share = 1 / (rankConstant + rank)
      const place = places.get(slot)
      if (place === undefined) {
        places.set(slot, slots.length)
        slots.push(slot)
        shares.push(share)
      } else shares[place] = (shares[place] as number) + share
    }
  }
  const order = Uint32Array.from(slots.keys())
  order.sort((a, b) => {
    const difference = (shares[b] as number) - (shares[a] as number)
    return difference === 0 ? (before(slots[a] as number, slots[b] as number) ? -1 : 1) : difference
  })
  return Array.from(order.subarray(0, limit), place => slots[place] as number)
}
