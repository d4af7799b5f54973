/** Slots and their scores in two columns, best first. */
export interface ScoredSlots {
  readonly slots: Uint32Array
  readonly scores: Float64Array
}

/** Order of two slots with equal scores: whether `a` ranks above `b`. */
export type Before = (a: number, b: number) => boolean

/** Keeps the `limit` best of many (slot, score) pairs: higher score first, then the order that `before` gives. */
export interface TopK {
  push(slot: number, score: number): void
  /** Best first. Nothing may be pushed after it. */
  take(): ScoredSlots
}

/** Pairs are gathered unordered; each time they are twice as many as wanted the better half is kept. */
export function createTopK(limit: number, before: Before): TopK {
  const slots = new Uint32Array(2 * limit)
  const scores = new Float64Array(2 * limit)
  let count = 0
  /** What a new pair must reach to matter. */
  let floor = limit === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY

  function keepBest(): void {
    if (count <= limit) return
    select({ slots, scores }, count, limit, before)
    count = limit
    floor = scores[limit - 1] as number
  }

  return {
    push(slot, score) {
      if (score < floor) return
      slots[count] = slot
      scores[count++] = score
      if (count === slots.length) keepBest()
    },
    take() {
      return bestOf({ slots: slots.subarray(0, count), scores: scores.subarray(0, count) }, limit, before)
    }
  }
}

/** The `limit` best of the pairs, best first; the order of the pairs is lost. */
export function bestOf(pairs: ScoredSlots, limit: number, before: Before): ScoredSlots {
  const { length } = pairs.slots
  if (length > limit) select(pairs, length, limit, before)
  const best = { slots: pairs.slots.slice(0, limit), scores: pairs.scores.slice(0, limit) }
  sort(best, before)
  return best
}

/** The places 0 to before `scores.length` by falling score. */
export function placesByScore(scores: Float64Array, before: Before): Uint32Array {
  const slots = new Uint32Array(scores.length).map((_, place) => place)
  return bestOf({ slots, scores }, scores.length, before).slots
}

/** The `n`-th greatest of the first `count` values, whose order is lost. */
export function nthGreatest(values: Float64Array, count: number, n: number): number {
  let from = 0
  let to = count - 1
  while (from < to) {
    const pivot = values[(from + to) >>> 1] as number
    let i = from
    let j = to
    while (i <= j) {
      while ((values[i] as number) > pivot) i++
      while ((values[j] as number) < pivot) j--
      if (i > j) break
      const value = values[i] as number
      values[i++] = values[j] as number
      values[j--] = value
    }
    if (n - 1 <= j) to = j
    else if (n - 1 >= i) from = i
    else break
  }
  return values[n - 1] as number
}

/** Brings the `limit` best of the first `count` pairs to the front, the worst of these last among them. */
function select({ slots, scores }: ScoredSlots, count: number, limit: number, before: Before): void {
  let from = 0
  let to = count - 1
  while (from < to) {
    const middle = (from + to) >>> 1
    const slot = slots[middle] as number
    const score = scores[middle] as number
    let i = from
    let j = to
    while (i <= j) {
      while (ranksAbove(slots[i] as number, scores[i] as number, slot, score, before)) i++
      while (ranksAbove(slot, score, slots[j] as number, scores[j] as number, before)) j--
      if (i > j) break
      const otherSlot = slots[i] as number
      const otherScore = scores[i] as number
      slots[i] = slots[j] as number
      scores[i++] = scores[j] as number
      slots[j] = otherSlot
      scores[j--] = otherScore
    }
    if (limit - 1 <= j) to = j
    else if (limit - 1 >= i) from = i
    else return
  }
}

function ranksAbove(slot: number, score: number, otherSlot: number, otherScore: number, before: Before): boolean {
  return score > otherScore || (score === otherScore && before(slot, otherSlot))
}

/** Pairs sorted by insertion before they are merged. */
const runLength = 8

/** By merging: what is sorted often consists of runs. */
function sort(pairs: ScoredSlots, before: Before): void {
  const { length } = pairs.slots
  for (let start = 0; start < length; start += runLength)
    sortRun(pairs, start, Math.min(length, start + runLength), before)
  let from = pairs
  let to: ScoredSlots = { slots: new Uint32Array(length), scores: new Float64Array(length) }
  for (let width = runLength; width < length; width *= 2) {
    for (let start = 0; start < length; start += 2 * width)
      merge(from, to, start, Math.min(length, start + width), Math.min(length, start + 2 * width), before)
    const merged = to
    to = from
    from = merged
  }
  if (from === pairs) return
  pairs.slots.set(from.slots)
  pairs.scores.set(from.scores)
}

function sortRun({ slots, scores }: ScoredSlots, start: number, end: number, before: Before): void {
  for (let i = start + 1; i < end; i++) {
    const slot = slots[i] as number
    const score = scores[i] as number
    let at = i
    for (; at > start; at--) {
      const lower = at - 1
      if (!ranksAbove(slot, score, slots[lower] as number, scores[lower] as number, before)) break
      slots[at] = slots[lower] as number
      scores[at] = scores[lower] as number
    }
    slots[at] = slot
    scores[at] = score
  }
}

/** Merges the sorted stretches from `start` to `middle` and from there to `end`. */
function merge(from: ScoredSlots, to: ScoredSlots, start: number, middle: number, end: number, before: Before): void {
  let left = start
  let right = middle
  for (let at = start; at < end; at++) {
    const takesRight =
      left === middle ||
      (right < end &&
        ranksAbove(
          from.slots[right] as number,
          from.scores[right] as number,
          from.slots[left] as number,
          from.scores[left] as number,
          before
        ))
    const taken = takesRight ? right++ : left++
    to.slots[at] = from.slots[taken] as number
    to.scores[at] = from.scores[taken] as number
  }
}
