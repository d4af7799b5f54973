import { hasBit, setBit, unitBits } from '../screening/anchors.ts'

export interface Match<T> {
  readonly start: number
  readonly end: number
  readonly value: T
}

export interface Lexicon<T> {
  /** The longest words from left to right, none overlapping another. `text` must be folded. */
  scan(text: string): Match<T>[]
  get(word: string): T | undefined
}

/** Entry of a code unit whose lower case depends on Unicode tables or on its neighbours. */
const foldedByUnicode = 0xffff
const foldedUnits = createFoldTable()
const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true })
/** Reused: nearly every text fits. */
const shortText = new Uint16Array(8192)

/** Of the units beyond ASCII only blocks without case are in the table: CJK, its punctuation, symbols. */
function createFoldTable(): Uint16Array {
  const table = new Uint16Array(65536).fill(foldedByUnicode)
  const caseless = [
    [0x00, 0xbf],
    [0x2000, 0x20ff],
    [0x2190, 0x24b5],
    [0x2500, 0x2bff],
    [0x2e80, 0xa63f]
  ] as const
  for (const [from, to] of caseless) for (let unit = from; unit <= to; unit++) table[unit] = unit
  for (let unit = 0x41; unit <= 0x5a; unit++) table[unit] = unit + 0x20
  for (let wide = 0xff01; wide <= 0xff5e; wide++) table[wide] = table[wide - 0xfee0] as number
  return table
}

/** Lower case and half width, every character at its place: offsets hold for the text itself. */
export function fold(text: string): string {
  const units = text.length <= shortText.length ? shortText : new Uint16Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const unit = foldedUnits[text.charCodeAt(i)] as number
    if (unit === foldedByUnicode) return foldByUnicode(text)
    units[i] = unit
  }
  return utf16.decode(units.subarray(0, text.length))
}

function foldByUnicode(text: string): string {
  const lower = text.toLowerCase()
  const same = lower.length === text.length ? lower : [...text].map(foldCharacter).join('')
  return same.replace(/[！-～]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
}

function foldCharacter(character: string): string {
  const lower = character.toLowerCase()
  return lower.length === character.length ? lower : character
}

interface Word<T> {
  readonly text: string
  readonly value: T
  readonly latinHead: boolean
  readonly latinTail: boolean
}

const hashBits = 16
/** What the first two units of a word are hashed to: one of `unitBits` values. */
const hashOf = (first: number, second: number) =>
  Math.imul((first << hashBits) | second, 0x9e3779b1) >>> (32 - hashBits)

/** A dictionary for one pass over a text: at most positions a bit says that no word begins there. */
export function createLexicon<T>(entries: Iterable<readonly [string, T]>): Lexicon<T> {
  const values = new Map<string, T>()
  /** Words of two units and more, by the hash of the first two. */
  const buckets: Word<T>[][] = [[]]
  const bucketOf = new Uint16Array(unitBits)
  const begins = new Uint8Array(unitBits / 8)
  const singles = new Map<number, Word<T>>()
  const singleBits = new Uint8Array(unitBits / 8)
  for (const [text, value] of entries) {
    if (text === '' || values.has(text)) continue
    values.set(text, value)
    const word = createWord(text, value)
    const first = text.charCodeAt(0)
    if (text.length === 1) {
      singles.set(first, word)
      setBit(singleBits, first, true)
      continue
    }
    const hash = hashOf(first, text.charCodeAt(1))
    setBit(begins, hash, true)
    if (bucketOf[hash] === 0) bucketOf[hash] = buckets.push([]) - 1
    buckets[bucketOf[hash] as number]?.push(word)
  }
  for (const words of buckets) words.sort((a, b) => b.text.length - a.text.length)

  function longestAt(text: string, at: number, hash: number): Word<T> | undefined {
    for (const word of buckets[bucketOf[hash] as number] as Word<T>[])
      if (text.startsWith(word.text, at) && standsAlone(text, at, word)) return word
    const single = singles.get(text.charCodeAt(at))
    return single !== undefined && standsAlone(text, at, single) ? single : undefined
  }

  return {
    get: word => values.get(word),
    scan(text) {
      const found: Match<T>[] = []
      let first = text.charCodeAt(0)
      for (let at = 0; at < text.length; ) {
        const second = text.charCodeAt(at + 1)
        const hash = hashOf(first, second)
        const mayBegin = hasBit(begins, hash) || hasBit(singleBits, first)
        const word = mayBegin ? longestAt(text, at, hash) : undefined
        if (word === undefined) {
          at++
          first = second
          continue
        }
        found.push({ start: at, end: at + word.text.length, value: word.value })
        at += word.text.length
        first = text.charCodeAt(at)
      }
      return found
    }
  }
}

function createWord<T>(text: string, value: T): Word<T> {
  const latinTail = /[a-z0-9]$/.test(text) && !/^\d+$/.test(text)
  return { text, value, latinHead: /^[a-z0-9]/.test(text), latinTail }
}

/** A Latin word counts only where no further letter joins it: `java` is not in `javascript`, `c` not in `css`. */
function standsAlone(text: string, start: number, word: Word<unknown>): boolean {
  if (word.latinHead && start > 0 && /[a-z0-9.]/.test(text[start - 1] as string)) return false
  const end = start + word.text.length
  return !(word.latinTail && end < text.length && /[a-z0-9+#]/.test(text[end] as string))
}
