import { forEachBit } from './bits.ts'
import type { FieldFilter } from './fields.ts'
import type { EngineQuery } from './posting-engine.ts'
import { segmentRows, segmentWords } from './row-layout.ts'
import type { Segments } from './segments.ts'

type StepsQuery = Pick<EngineQuery, 'filter' | 'stricter' | 'enough' | 'excludeIds'>

export interface TakenStep {
  /** See `EngineResult`. */
  readonly step: number
  readonly passing: number
  /** Slots of the rows that pass an earlier filter. */
  readonly earlier: readonly number[]
}

/** Finds which rows pass the filters of a search. */
export interface FilterSteps {
  /** Takes the filter and writes its passing rows into the blocks, without those of `earlier`. */
  take(query: StepsQuery): TakenStep
  /** How many rows pass. */
  count(filter: FieldFilter): number
}

export function createFilterSteps({ all: segments, slots, segmentOf }: Segments): FilterSteps {
  function slotsOf(ids: ReadonlySet<string> | undefined): number[] {
    const found: number[] = []
    for (const id of ids ?? []) {
      const slot = slots.get(id)
      if (slot !== undefined) found.push(slot)
    }
    return found
  }

  /** Writes each segment's passing rows into its block; returns how many pass. */
  function applyFilter(filter: FieldFilter, excluded: readonly number[]): number {
    let passing = 0
    for (const segment of segments) {
      const { pass } = segment.block
      if (!segment.fields.mayMeet(filter)) {
        pass.fill(0)
        segment.passing = 0
        continue
      }
      pass.set(segment.alive)
      segment.passing = segment.fields.narrow(pass, filter)
      passing += segment.passing
    }
    for (const slot of excluded) {
      const segment = segmentOf(slot)
      const { pass } = segment.block
      const word = (slot % segmentRows) >>> 5
      const bit = 1 << (slot & 31)
      if (((pass[word] as number) & bit) === 0) continue
      pass[word] = (pass[word] as number) & ~bit
      segment.passing--
      passing--
    }
    return passing
  }

  /**
   * Takes the filter and writes its passing rows into the blocks. Those that passed an earlier filter are in `earlier`
   * in place of `pass`, and are returned.
   */
  function take({ filter, stricter = [], enough = 0, excludeIds }: StepsQuery): TakenStep {
    const filters = [...stricter, filter]
    const excluded = slotsOf(excludeIds)
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

  return { take, count: filter => applyFilter(filter, []) }
}
