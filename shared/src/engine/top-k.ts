/** Keeps the `limit` best of many (score, slot) pairs: higher score first, then the order that `before` gives. */
export interface TopK {
  /** Score that a new pair must reach to matter; -Infinity while there is room. */
  floor(): number
  push(slot: number, score: number): void
  /** Best first; empties the heap. */
  take(): Scored[]
}

export interface Scored {
  readonly slot: number
  readonly score: number
}

/** A binary heap with the worst pair on top. `before(a, b)` breaks ties: true where slot a ranks above slot b. */
export function createTopK(limit: number, before: (a: number, b: number) => boolean): TopK {
  const slots: number[] = []
  const scores: number[] = []

  const worse = (i: number, slot: number, score: number) =>
    (scores[i] as number) < score || (scores[i] === score && before(slot, slots[i] as number))

  function put(i: number, slot: number, score: number): void {
    slots[i] = slot
    scores[i] = score
  }

  function rise(slot: number, score: number): void {
    let i = slots.length
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!(score < (scores[parent] as number) || worseThan(slot, score, parent))) break
      put(i, slots[parent] as number, scores[parent] as number)
      i = parent
    }
    put(i, slot, score)
  }

  const worseThan = (slot: number, score: number, i: number) => score === scores[i] && before(slots[i] as number, slot)

  function sink(slot: number, score: number): void {
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= slots.length) break
      if (child + 1 < slots.length && worse(child + 1, slots[child] as number, scores[child] as number)) child++
      if (!worse(child, slot, score)) break
      put(i, slots[child] as number, scores[child] as number)
      i = child
    }
    put(i, slot, score)
  }

  return {
    floor: () => (slots.length < limit ? Number.NEGATIVE_INFINITY : (scores[0] as number)),
    push(slot, score) {
      if (slots.length < limit) rise(slot, score)
      else if (limit > 0 && worse(0, slot, score)) sink(slot, score)
    },
    take() {
      const pairs: Scored[] = new Array(slots.length)
      for (let n = slots.length - 1; n >= 0; n--) {
        pairs[n] = { slot: slots[0] as number, score: scores[0] as number }
        const slot = slots.pop() as number
        const score = scores.pop() as number
        if (n > 0) sink(slot, score)
      }
      return pairs
    }
  }
}
