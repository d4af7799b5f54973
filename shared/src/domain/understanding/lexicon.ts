import type { Posting } from '../../contracts/posting.ts'

/** Where in a posting something is said: `posting[field].slice(start, end)`. */
export interface Mention {
  readonly field: TextField
  readonly start: number
  readonly end: number
}

export const textFields = ['title', 'description', 'requirements'] as const
export type TextField = (typeof textFields)[number]

/** The texts of a posting, folded once for all readers; empty where the posting has none. */
export type FoldedTexts = Readonly<Record<TextField, string>>

export const foldTexts = (posting: Posting): FoldedTexts => ({
  title: fold(posting.title),
  description: fold(posting.description),
  requirements: fold(posting.requirements ?? '')
})

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
const unitsPerCall = 4096
const foldedUnits = createFoldTable()

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
  const units = new Uint16Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const unit = foldedUnits[text.charCodeAt(i)] as number
    if (unit === foldedByUnicode) return foldByUnicode(text)
    units[i] = unit
  }
  let folded = ''
  for (let from = 0; from < units.length; from += unitsPerCall)
    folded += String.fromCharCode.apply(null, units.subarray(from, from + unitsPerCall) as unknown as number[])
  return folded
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
  /** Second code unit; -1 for a word of one. */
  readonly second: number
  readonly latinHead: boolean
  readonly latinTail: boolean
}

/** A dictionary for one pass over a text: each position tries only the words that begin with its character. */
export function createLexicon<T>(entries: Iterable<readonly [string, T]>): Lexicon<T> {
  const values = new Map<string, T>()
  const buckets: Word<T>[][] = [[]]
  /** Bucket of each first code unit; 0 = no word begins with it. */
  const bucketOf = new Uint16Array(65536)
  for (const [text, value] of entries) {
    if (text === '' || values.has(text)) continue
    values.set(text, value)
    const first = text.charCodeAt(0)
    if (bucketOf[first] === 0) bucketOf[first] = buckets.push([]) - 1
    buckets[bucketOf[first] as number]?.push(createWord(text, value))
  }
  for (const words of buckets) words.sort((a, b) => b.text.length - a.text.length)

  return {
    get: word => values.get(word),
    scan(text) {
      const found: Match<T>[] = []
      let at = 0
      while (at < text.length) {
        const bucket = bucketOf[text.charCodeAt(at)] as number
        const word = bucket === 0 ? undefined : longestAt(buckets[bucket] as Word<T>[], text, at)
        if (word === undefined) {
          at++
          continue
        }
        found.push({ start: at, end: at + word.text.length, value: word.value })
        at += word.text.length
      }
      return found
    }
  }
}

function createWord<T>(text: string, value: T): Word<T> {
  const second = text.length > 1 ? text.charCodeAt(1) : -1
  return {
    text,
    value,
    second,
    latinHead: /^[a-z0-9]/.test(text),
    latinTail: /[a-z0-9]$/.test(text) && !/^\d+$/.test(text)
  }
}

function longestAt<T>(words: readonly Word<T>[], text: string, at: number): Word<T> | undefined {
  const second = text.charCodeAt(at + 1)
  for (const word of words) {
    if (word.second !== -1 && (word.second !== second || !text.startsWith(word.text, at))) continue
    if (standsAlone(text, at, word)) return word
  }
  return undefined
}

/** A Latin word counts only where no further letter joins it: `java` is not in `javascript`, `c` not in `css`. */
function standsAlone(text: string, start: number, word: Word<unknown>): boolean {
  if (word.latinHead && start > 0 && /[a-z0-9.]/.test(text[start - 1] as string)) return false
  const end = start + word.text.length
  return !(word.latinTail && end < text.length && /[a-z0-9+#]/.test(text[end] as string))
}
