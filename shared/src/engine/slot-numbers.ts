import type { ScoredSlots } from '../domain/top-k.ts'

/** Numbers slots from 0, in the order in which they are added. */
export interface SlotNumbers {
  readonly size: number
  /** The slot's number; the next one where it has none. */
  add(slot: number): number
  /** The numbers of the slots, whose scores go to their places in `column`. */
  addScored(scored: ScoredSlots, column: Float64Array): Uint32Array
  /** -1 where it has none. */
  find(slot: number): number
  slot(number: number): number
}

const golden = 0x9e37_79b1

/** A hash table in typed arrays for at most `slotsMax` slots: as many as one search looks at, however large the pool. */
export function createSlotNumbers(slotsMax: number): SlotNumbers {
  const bits = Math.max(4, 33 - Math.clz32(slotsMax))
  const mask = (1 << bits) - 1
  /** Number + 1; 0 where the cell is free. */
  const cells = new Uint32Array(mask + 1)
  const slots = new Uint32Array(slotsMax)
  let size = 0

  /** The cell of the slot, or the free one that it would get. */
  function cellOf(slot: number): number {
    let cell = Math.imul(slot, golden) >>> (32 - bits)
    for (;;) {
      const number = cells[cell] as number
      if (number === 0 || slots[number - 1] === slot) return cell
      cell = (cell + 1) & mask
    }
  }

  function add(slot: number): number {
    const cell = cellOf(slot)
    const number = cells[cell] as number
    if (number > 0) return number - 1
    slots[size] = slot
    cells[cell] = size + 1
    return size++
  }

  return {
    get size() {
      return size
    },
    add,
    addScored(scored, column) {
      const numbers = new Uint32Array(scored.slots.length)
      for (let i = 0; i < numbers.length; i++) {
        const number = add(scored.slots[i] as number)
        numbers[i] = number
        column[number] = scored.scores[i] as number
      }
      return numbers
    },
    find: slot => (cells[cellOf(slot)] as number) - 1,
    slot: number => slots[number] as number
  }
}
