import { createAutomaton, step } from './automaton.ts'
import { gapRunMax } from './disguise.ts'
import type { Folded } from './folder.ts'
import type { Rule } from './rule.ts'

/** The triggers in a text, in the order of their ends; of those that end together the longest first. */
export interface Hits {
  count: number
  /** Of each: where it begins and ends in the folded text, and which trigger it is. */
  readonly from: number[]
  readonly to: number[]
  readonly trigger: number[]
}

export interface Triggers {
  /** By trigger: the rules that it belongs to (by index). */
  readonly rulesOf: readonly (readonly number[])[]
  readonly unitsMax: number
  /** Finds all triggers and marks in `dissolved` every place whose gap stands inside one. The answer is reused. */
  find(folded: Folded, dissolved: Uint8Array): Hits
}

export function createTriggers(rules: readonly Rule[]): Triggers {
  const { triggers, rulesOf } = indexTriggers(rules)
  // Between two figures a gap is a range (22-28), never noise inside one.
  const isShortFigure = Uint8Array.from(triggers, trigger => (/^\d{1,2}$/.test(trigger) ? 1 : 0))
  const unitsOf = Uint8Array.from(triggers, trigger => trigger.length)
  const automaton = createAutomaton(triggers.map(trigger => [...trigger].map(unit => unit.charCodeAt(0))))
  const { ends, endsFrom } = automaton
  const hits: Hits = { count: 0, from: [], to: [], trigger: [] }

  const take = (trigger: number, at: number, folded: Folded, dissolved: Uint8Array) => {
    const from = at + 1 - (unitsOf[trigger] as number)
    if (isShortFigure[trigger] === 1 && hasGap(folded, from, at)) return
    hits.from[hits.count] = from
    hits.to[hits.count] = at + 1
    hits.trigger[hits.count++] = trigger
    for (let inside = from + 1; inside <= at; inside++) dissolved[inside] = 1
  }
  const find = (folded: Folded, dissolved: Uint8Array) => {
    const { codes, gapRun, length } = folded
    hits.count = 0
    dissolved.fill(0, 0, length)
    let state = 0
    for (let at = 0; at < length; at++) {
      if ((gapRun[at] as number) > gapRunMax) state = 0
      state = step(automaton, state, codes[at] as number)
      const last = endsFrom[state + 1] as number
      for (let end = endsFrom[state] as number; end < last; end++) take(ends[end] as number, at, folded, dissolved)
    }
    return hits
  }
  return { rulesOf, unitsMax: Math.max(...unitsOf), find }
}

function hasGap({ gap }: Folded, from: number, to: number): boolean {
  for (let at = from + 1; at <= to; at++) if (gap[at] !== 0) return true
  return false
}

function indexTriggers(rules: readonly Rule[]): { triggers: string[]; rulesOf: number[][] } {
  const byTrigger = new Map<string, number[]>()
  rules.forEach(({ triggers }, index) => {
    for (const trigger of triggers) {
      const known = byTrigger.get(trigger)
      if (known === undefined) byTrigger.set(trigger, [index])
      else known.push(index)
    }
  })
  return { triggers: [...byTrigger.keys()], rulesOf: [...byTrigger.values()] }
}
