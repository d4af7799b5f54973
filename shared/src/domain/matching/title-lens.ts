/** The pairs of characters and Latin words of wished titles, laid out so that one walk along a title finds all of them. */
export interface TitleLens {
  /** Of each wished title the numbers of its grams. */
  readonly titles: readonly (readonly number[])[]
  /** Grams that are not two characters long, by number; others are null. */
  readonly words: readonly (string | null)[]
  /** Open addressing: code of a pair, and its gram's number. */
  readonly codes: Int32Array
  readonly numbers: Int32Array
}

const empty = -1
/** Slots for each pair: few collide. */
const slotsEach = 4
const spread = 0x9e3779b1

const pairCode = (first: number, second: number): number => (first << 16) | second
const slotOf = (code: number, slots: number): number => (Math.imul(code, spread) >>> 8) & (slots - 1)

export function createTitleLens(titleGrams: readonly (readonly string[])[]): TitleLens {
  const grams = [...new Set(titleGrams.flat())]
  const known = new Map(grams.map((gram, number) => [gram, number]))
  const slots = 2 ** Math.ceil(Math.log2(slotsEach * grams.length + 1))
  const codes = new Int32Array(slots)
  const numbers = new Int32Array(slots).fill(empty)
  for (const [number, gram] of grams.entries()) {
    if (gram.length !== 2) continue
    const code = pairCode(gram.charCodeAt(0), gram.charCodeAt(1))
    let slot = slotOf(code, slots)
    while (numbers[slot] !== empty) slot = (slot + 1) & (slots - 1)
    codes[slot] = code
    numbers[slot] = number
  }
  return {
    titles: titleGrams.map(title => title.map(gram => known.get(gram) as number)),
    words: grams.map(gram => (gram.length === 2 ? null : gram)),
    codes,
    numbers
  }
}

/** Where each gram occurs first; of use until the next call. */
let places = new Int32Array(64)

function findGrams({ words, codes, numbers }: TitleLens, text: string): void {
  if (places.length < words.length) places = new Int32Array(2 * words.length)
  for (let n = 0; n < words.length; n++) {
    const word = words[n] as string | null
    places[n] = word === null ? empty : text.indexOf(word)
  }
  const slots = codes.length
  let before = text.charCodeAt(0)
  for (let at = 1; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const code = pairCode(before, unit)
    before = unit
    for (let slot = slotOf(code, slots); numbers[slot] !== empty; slot = (slot + 1) & (slots - 1)) {
      if (codes[slot] !== code) continue
      const number = numbers[slot] as number
      if (places[number] === empty) places[number] = at - 1
      break
    }
  }
}

/** Share of a wished title that the text repeats, 0..1: of the wished titles the best. */
export function repeatedShare(lens: TitleLens, text: string): number {
  if (lens.titles.length === 0) return 0
  findGrams(lens, text)
  let best = 0
  for (const grams of lens.titles) {
    let shared = 0
    for (let n = 0; n < grams.length; n++) if (places[grams[n] as number] !== empty) shared++
    best = Math.max(best, shared / grams.length)
  }
  return best
}

const covered = new Uint8Array(1024)

/** Share of the text, 0..1, that belongs to any gram of a wished title, each gram where it occurs first. */
export function coveredShare(lens: TitleLens, text: string): number {
  if (lens.titles.length === 0 || text === '') return 0
  findGrams(lens, text)
  let best = 0
  for (const grams of lens.titles) best = Math.max(best, coveredBy(lens, grams) / text.length)
  return best
}

function coveredBy({ words }: TitleLens, grams: readonly number[]): number {
  let count = 0
  let end = 0
  for (let n = 0; n < grams.length; n++) {
    const gram = grams[n] as number
    const from = places[gram] as number
    if (from === empty) continue
    const to = Math.min(from + (words[gram]?.length ?? 2), covered.length)
    end = Math.max(end, to)
    for (let at = from; at < to; at++) {
      if (covered[at] === 1) continue
      covered[at] = 1
      count++
    }
  }
  covered.fill(0, 0, end)
  return count
}
