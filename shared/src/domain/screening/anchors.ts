/** UTF-16 units: those named, or with `inverted` all others. */
export interface UnitSet {
  readonly inverted: boolean
  readonly units: ReadonlySet<number>
}

/** A text that a match contains between `low` and `high` units after its start. */
export interface Anchor {
  readonly text: string
  readonly low: number
  readonly high: number
}

/** Of each match at least one. `cost`: how often they stand where no match is. */
export interface Anchors {
  readonly cost: number
  readonly list: readonly Anchor[]
}

/** What can be said of every match of a pattern without running it. */
export interface PatternShape {
  /** Units of the shortest and longest match. */
  readonly min: number
  readonly max: number
  /** Sets the bit of every unit that a match can begin with, of `unitBits`. */
  readonly markFirst: (bits: Uint8Array) => void
  /** All matches, where they are few. */
  readonly exact: readonly string[] | null
  /** Beside those that `exact` makes; null: nothing is known. */
  readonly anchors: Anchors | null
}

/** One bit for each UTF-16 unit. */
export const unitBits = 65536

export function hasBit(bits: Uint8Array, unit: number): boolean {
  return (((bits[unit >>> 3] as number) >>> (unit & 7)) & 1) === 1
}

export function setBit(bits: Uint8Array, unit: number, isSet: boolean): void {
  const others = (bits[unit >>> 3] as number) & ~(1 << (unit & 7))
  bits[unit >>> 3] = isSet ? others | (1 << (unit & 7)) : others
}

/** More texts than this are not told apart. */
const exactMax = 64
/** Longer texts say no more than their beginning. */
const anchorUnitsMax = 4

/** Matches between units: an assertion, or nothing. */
export const empty: PatternShape = { min: 0, max: 0, markFirst: () => {}, exact: [''], anchors: null }

export function textShape(text: string): PatternShape {
  const markFirst = (bits: Uint8Array) => setBit(bits, text.charCodeAt(0), true)
  return { min: text.length, max: text.length, markFirst, exact: [text], anchors: null }
}

export function oneOf({ inverted, units }: UnitSet): PatternShape {
  const markFirst = (bits: Uint8Array) => {
    const clear = inverted ? [...units].filter(unit => !hasBit(bits, unit)) : []
    if (inverted) bits.fill(255)
    else for (const unit of units) setBit(bits, unit, true)
    for (const unit of clear) setBit(bits, unit, false)
  }
  const few = !inverted && units.size <= exactMax
  const exact = few ? Array.from(units, unit => String.fromCharCode(unit)) : null
  return { min: 1, max: 1, markFirst, exact, anchors: null }
}

/** One shape after another. */
export function sequence(parts: readonly PatternShape[]): PatternShape {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  let min = 0
  let max = 0
  let best: { readonly anchors: Anchors; readonly cost: number; readonly low: number; readonly high: number } | null =
    null
  const offer = (anchors: Anchors | null, low: number, high: number) => {
    if (anchors === null) return
    const cost = anchors.cost * spread(high - low)
    if (best === null || cost < best.cost) best = { anchors, cost, low, high }
  }
  /** The texts that the last parts make together, and where they start. */
  let run = { texts: [''] as readonly string[], low: 0, high: 0 }
  let isWhole = true
  for (const part of parts) {
    const joined = part.exact === null ? null : product(run.texts, part.exact)
    if (joined !== null) run = { ...run, texts: joined }
    else {
      isWhole = false
      offer(ofTexts(run.texts), run.low, run.high)
      run =
        part.exact === null
          ? { texts: [''], low: min + part.min, high: max + part.max }
          : { texts: part.exact, low: min, high: max }
    }
    offer(part.anchors, min, max)
    min += part.min
    max += part.max
  }
  offer(ofTexts(run.texts), run.low, run.high)
  const markFirst = (bits: Uint8Array) => {
    for (const part of parts) {
      part.markFirst(bits)
      if (part.min > 0) return
    }
  }
  return { min, max, markFirst, exact: isWhole ? run.texts : null, anchors: best === null ? null : moved(best) }
}

export function alternatives(parts: readonly PatternShape[]): PatternShape {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  const exact = union(parts)
  const anchors = exact === null ? parts.map(anchorsOf) : [null]
  return {
    min: Math.min(...parts.map(part => part.min)),
    max: Math.max(...parts.map(part => part.max)),
    markFirst: bits => {
      for (const part of parts) part.markFirst(bits)
    },
    exact,
    anchors: anchors.includes(null) ? null : merged(anchors.flatMap(own => own?.list ?? []))
  }
}

export function repeated(part: PatternShape, least: number, most: number): PatternShape {
  const exact = most === 1 ? part.exact : null
  return {
    min: part.min * least,
    max: part.max === 0 || most === 0 ? 0 : part.max * most,
    markFirst: part.markFirst,
    exact: exact === null || least > 0 || exact.includes('') ? exact : [...exact, ''],
    anchors: least === 0 ? null : anchorsOf(part)
  }
}

/** All matches of `parts`, where they are few. */
function union(parts: readonly PatternShape[]): readonly string[] | null {
  const texts = new Set<string>()
  for (const { exact } of parts) {
    if (exact === null) return null
    for (const text of exact) texts.add(text)
    if (texts.size > exactMax) return null
  }
  return [...texts]
}

/** Lexicons share words, and each is asked for often. */
const knownAnchors = new WeakMap<PatternShape, Anchors | null>()

/** The anchors that cost least to look for: the matches themselves, or what was found inside. */
export function anchorsOf(shape: PatternShape): Anchors | null {
  let best = knownAnchors.get(shape)
  if (best === undefined) {
    const { exact, anchors } = shape
    const plain = exact === null ? null : ofTexts(exact)
    best = plain === null || (anchors !== null && anchors.cost < plain.cost) ? anchors : plain
    knownAnchors.set(shape, best)
  }
  return best
}

function ofTexts(texts: readonly string[]): Anchors | null {
  if (texts.includes('')) return null
  return merged(texts.map(text => ({ text: text.slice(0, anchorUnitsMax), low: 0, high: 0 })))
}

function moved({ anchors, cost, low, high }: { anchors: Anchors; cost: number; low: number; high: number }): Anchors {
  if (high === 0) return anchors
  return {
    cost,
    list: anchors.list.map(anchor => ({ text: anchor.text, low: anchor.low + low, high: anchor.high + high }))
  }
}

/** One anchor per text. */
function merged(anchors: readonly Anchor[]): Anchors {
  const byText = new Map<string, Anchor>()
  let cost = 0
  for (const anchor of anchors) {
    const { text, low, high } = anchor
    const known = byText.get(text)
    if (known === undefined) cost += share(text) * spread(high - low)
    const isWider = known === undefined || low < known.low || high > known.high
    if (known === undefined) byText.set(text, anchor)
    else if (isWider) byText.set(text, { text, low: Math.min(low, known.low), high: Math.max(high, known.high) })
  }
  return { cost, list: [...byText.values()] }
}

function product(left: readonly string[], right: readonly string[]): readonly string[] | null {
  if (left.length * right.length > exactMax) return null
  if (left.length === 1 && left[0] === '') return right
  if (right.length === 1) return right[0] === '' ? left : left.map(text => text + right[0])
  return [...new Set(left.flatMap(a => right.map(b => a + b)))]
}

const common = new Set(
  Array.from('的不有要在是人年工作招能无一与和者及等,。;:、()/-+1234567890', unit => unit.charCodeAt(0))
)
/** About how often a text stands at a place. */
function share(text: string): number {
  let share = 1
  for (let at = 0; at < text.length; at++) share *= common.has(text.charCodeAt(at)) ? 0.02 : 0.002
  return share
}

/** An anchor whose distance to the start is open leaves more starts to try. */
function spread(units: number): number {
  return 1 + Math.min(units, 64) / 8
}
