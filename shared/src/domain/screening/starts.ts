import { type Anchor, anchorsOf, hasBit, unitBits } from './anchors.ts'
import { type Automaton, createAutomaton, step } from './automaton.ts'
import type { Folded } from './folder.ts'
import { createShapeReader } from './pattern-shape.ts'

const wordBits = 32

/** Where matches of patterns can start: one pass over a text, whatever the number of patterns. */
export interface Starts {
  /** Looks through `text` for what the wanted patterns need (by index: 1 = wanted). Forgets the text before. */
  find(text: Pick<Folded, 'codes' | 'length'>, wanted: Uint8Array): void
  /** The first place from `from` on and before `to` where a match of a wanted pattern can start; -1: there is none. */
  next(pattern: number, from: number, to: number): number
}

/** `reach`: no match starts further before a place of the text that it contains; `size`: longest text in units. */
export function createStarts(patterns: readonly string[], reach: number, size: number): Starts {
  const shapeOf = createShapeReader()
  const shapes = patterns.map(shapeOf)
  const { texts, uses } = usesByText(shapes.map(shape => anchorsOf(shape)?.list ?? null))
  const automaton = createAutomaton(
    texts.map(text => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)))
  )
  const { patternOf, lowOf, highOf, from: usesFrom } = usesByState(automaton, uses, reach)
  const firsts = shapes.map(({ min, markFirst }) => {
    const bits = new Uint8Array(unitBits / 8)
    if (min === 0) bits.fill(255)
    else markFirst(bits)
    return bits
  })
  const anywhere = shapes.map(shape => anchorsOf(shape) === null)
  const words = Math.ceil(size / wordBits)
  /** By pattern, one bit for each place near one of its anchors. */
  const near = new Int32Array(patterns.length * words)
  let codes: Folded['codes'] = new Uint16Array(0)

  const mark = (pattern: number, first: number, last: number) => {
    const row = pattern * words
    for (let from = first; from <= last; from = (from | 31) + 1) {
      const word = row + (from >>> 5)
      const upTo = (from | 31) < last ? -1 : -1 >>> (31 - (last & 31))
      near[word] = (near[word] as number) | ((-1 << (from & 31)) & upTo)
    }
  }
  const find = (text: Pick<Folded, 'codes' | 'length'>, wanted: Uint8Array) => {
    codes = text.codes
    const { length } = text
    const used = (length + wordBits - 1) >>> 5
    for (let pattern = 0; pattern < patterns.length; pattern++) {
      if (wanted[pattern] !== 1) continue
      const value = anywhere[pattern] === true ? -1 : 0
      for (let word = pattern * words, end = word + used; word < end; word++) near[word] = value
    }
    let state = 0
    for (let at = 0; at < length; at++) {
      state = step(automaton, state, codes[at] as number)
      const last = usesFrom[state + 1] as number
      for (let use = usesFrom[state] as number; use < last; use++) {
        const pattern = patternOf[use] as number
        if (wanted[pattern] !== 1) continue
        mark(pattern, Math.max(0, at + 1 - (highOf[use] as number)), at + 1 - (lowOf[use] as number))
      }
    }
  }
  return {
    find,
    next(pattern, from, to) {
      const first = firsts[pattern] as Uint8Array
      const row = pattern * words
      let start = from & ~31
      let bits = start < to ? (near[row + (start >>> 5)] as number) & (-1 << (from & 31)) : 0
      for (;;) {
        while (bits === 0) {
          start += wordBits
          if (start >= to) return -1
          bits = near[row + (start >>> 5)] as number
        }
        const at = start + 31 - Math.clz32(bits & -bits)
        if (at >= to) return -1
        if (hasBit(first, codes[at] as number)) return at
        bits &= bits - 1
      }
    }
  }
}

interface Use {
  readonly pattern: number
  readonly low: number
  readonly high: number
}

/** Which patterns each text is an anchor of. */
function usesByText(anchors: readonly (readonly Anchor[] | null)[]): { texts: string[]; uses: Use[][] } {
  const byText = new Map<string, Use[]>()
  anchors.forEach((list, pattern) => {
    for (const { text, low, high } of list ?? []) {
      const uses = byText.get(text) ?? []
      uses.push({ pattern, low: low + text.length, high: high + text.length })
      byText.set(text, uses)
    }
  })
  return { texts: [...byText.keys()], uses: [...byText.values()] }
}

/** The same side by side for each state: how far before the end of the anchor a match can start, at least and at most. */
function usesByState({ ends, endsFrom }: Automaton, uses: readonly Use[][], reach: number) {
  const from = new Int32Array(endsFrom.length)
  const all: Use[] = []
  for (let state = 0; state + 1 < endsFrom.length; state++) {
    for (const text of ends.subarray(endsFrom[state], endsFrom[state + 1])) all.push(...(uses[text] as Use[]))
    from[state + 1] = all.length
  }
  return {
    from,
    patternOf: Uint16Array.from(all, use => use.pattern),
    lowOf: Uint16Array.from(all, use => use.low),
    highOf: Uint16Array.from(all, use => Math.min(use.high, reach))
  }
}
