/** The pairs of characters and Latin words of wished titles, laid out so that one walk along a title finds all of them. */
export interface TitleLens {
  /** Of each wished title the numbers of its grams. */
  readonly titles: readonly (readonly number[])[]
  /** By number: 2 for a pair of characters. */
  readonly lengths: readonly number[]
  /** By number: of pairs the code, of other grams `noPair`. */
  readonly codes: readonly number[]
  /** A bit for the hash of each pair: most pairs of a title need not be looked for. */
  readonly pairs: number
  /** Grams that are not two characters long. */
  readonly words: readonly { readonly text: string; readonly number: number }[]
}

const pairLength = 2
const spread = 0x9e3779b1
/** U+FFFF is no character: no text holds two of it. */
const noPair = -1

const pairCode = (first: number, second: number): number => (first << 16) | second
const bitOf = (code: number): number => 1 << (Math.imul(code, spread) >>> 27)

export function createTitleLens(titleGrams: readonly (readonly string[])[]): TitleLens {
  const grams: string[] = []
  const lengths: number[] = []
  const codes: number[] = []
  const words: TitleLens['words'][number][] = []
  let pairs = 0

  function numberOf(gram: string): number {
    const known = grams.indexOf(gram)
    if (known >= 0) return known
    const number = grams.push(gram) - 1
    const isPair = gram.length === pairLength
    const code = isPair ? pairCode(gram.charCodeAt(0), gram.charCodeAt(1)) : noPair
    lengths.push(gram.length)
    codes.push(code)
    if (isPair) pairs |= bitOf(code)
    else words.push({ text: gram, number })
    return number
  }

  const titles = titleGrams.map(title => title.map(numberOf))
  return { titles, lengths, codes, pairs, words }
}

const absent = -1
/** Where each gram occurs first, of the lens and text that were looked at last. */
let places = new Int32Array(64)
let lastLens: TitleLens | null = null
let lastUnits: Uint16Array | null = null
let lastFrom = 0
let lastTo = 0
let lastFound = false

/** Whether any gram occurs; where they do is in `places` until the next call. */
function findGrams(lens: TitleLens, units: Uint16Array, from: number, to: number): boolean {
  if (lens === lastLens && units === lastUnits && from === lastFrom && to === lastTo) return lastFound
  lastLens = lens
  lastUnits = units
  lastFrom = from
  lastTo = to
  lastFound = placeGrams(lens, units, from, to)
  return lastFound
}

function placeGrams({ codes, pairs, words }: TitleLens, units: Uint16Array, from: number, to: number): boolean {
  if (places.length < codes.length) places = new Int32Array(2 * codes.length)
  for (let n = 0; n < codes.length; n++) places[n] = absent
  let found = false
  for (let n = 0; n < words.length; n++) {
    const { text: word, number } = words[n] as TitleLens['words'][number]
    const at = placeOf(word, units, from, to)
    places[number] = at
    if (at >= 0) found = true
  }
  let before = units[from] as number
  for (let at = from + 1; at < to; at++) {
    const unit = units[at] as number
    const code = pairCode(before, unit)
    before = unit
    if ((pairs & bitOf(code)) === 0) continue
    const number = codes.indexOf(code)
    if (number < 0 || places[number] !== absent) continue
    places[number] = at - 1 - from
    found = true
  }
  return found
}

/** Where the word occurs first. */
function placeOf(word: string, units: Uint16Array, from: number, to: number): number {
  const first = word.charCodeAt(0)
  for (let at = from; at + word.length <= to; at++) {
    if (units[at] !== first) continue
    let n = 1
    while (n < word.length && units[at + n] === word.charCodeAt(n)) n++
    if (n >= word.length) return at - from
  }
  return absent
}

/** Share of a wished title that the text repeats, 0..1: of the wished titles the best. */
export function repeatedShare(lens: TitleLens, units: Uint16Array, from: number, to: number): number {
  if (lens.titles.length === 0 || !findGrams(lens, units, from, to)) return 0
  let best = 0
  for (const grams of lens.titles) {
    let shared = 0
    for (let n = 0; n < grams.length; n++) if (places[grams[n] as number] !== absent) shared++
    best = Math.max(best, shared / grams.length)
  }
  return best
}

const covered = new Uint8Array(1024)

/** Share of the text, 0..1, that belongs to any gram of a wished title, each gram where it occurs first. */
export function coveredShare(lens: TitleLens, units: Uint16Array, from: number, to: number): number {
  if (lens.titles.length === 0 || from === to || !findGrams(lens, units, from, to)) return 0
  let best = 0
  for (const grams of lens.titles) best = Math.max(best, coveredBy(lens, grams) / (to - from))
  return best
}

function coveredBy({ lengths }: TitleLens, grams: readonly number[]): number {
  let count = 0
  let end = 0
  for (let n = 0; n < grams.length; n++) {
    const gram = grams[n] as number
    const from = places[gram] as number
    if (from === absent) continue
    const to = Math.min(from + (lengths[gram] as number), covered.length)
    end = Math.max(end, to)
    for (let at = from; at < to; at++) {
      if (covered[at] === 1) continue
      covered[at] = 1
      count++
    }
  }
  for (let at = 0; at < end; at++) covered[at] = 0
  return count
}
