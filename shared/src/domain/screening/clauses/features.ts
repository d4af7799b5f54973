import { hasBit, setBit } from '../anchors.ts'
import { type Folded, newline } from '../folder.ts'

/** A stretch of folded characters [from, to) that is judged as one: about a clause. */
export interface Clause {
  readonly from: number
  readonly to: number
}

const fullStop = 0x3002
const semicolon = 0x3b
const exclamation = 0x21
const question = 0x3f
const comma = 0x2c
/** A comma ends a clause of at least this many characters; shorter ones stay with what follows. */
const clauseMin = 8
/** What nobody could take for one demand is cut. */
const clauseMax = 80
const charactersMin = 3
const order = 4
const digit0 = 0x30
const digit9 = 0x39

function endsSentence(code: number): boolean {
  return code === newline || code === semicolon || code === exclamation || code === question || code === fullStop
}

/** Clauses of a folded text, in order; what is too short to say anything is left out. */
export function clausesOf({ codes, length }: Folded): Clause[] {
  const clauses: Clause[] = []
  let from = 0
  const close = (to: number) => {
    if (to - from >= charactersMin) clauses.push({ from, to })
    from = to
  }
  for (let at = 0; at < length; at++) {
    const code = codes[at] as number
    if (at - from >= clauseMax) close(at)
    if (!endsSentence(code) && (code !== comma || at - from < clauseMin)) continue
    close(at)
    from = at + 1
  }
  close(length)
  return clauses
}

/** Punctuation and symbols: n-grams close over them. */
function isMark(code: number): boolean {
  return code < digit0 || (code > digit9 && code < 0x61) || (code > 0x7a && code < 0x80) || code === 0x3001
}

/** One bit per hash, by its lower 18 bits: n-grams whose bit is clear need not be looked at. */
export type HashFilter = Uint8Array
export const hashFilterBytes = 2 ** 15
const bitMask = hashFilterBytes * 8 - 1

export function setHash(filter: HashFilter, hash: number): void {
  setBit(filter, hash & bitMask, true)
}

const seed = 0x811c9dc5
/** The hash of an n-gram and one character more. */
function extended(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit, 0x01000193)
  return mixed ^ (mixed >>> 13)
}

/** Hashes of n-grams, repeats among them. */
export interface Features {
  readonly hashes: Int32Array
  /** How many of `hashes` are those of the clause that the filter lets through. */
  kept: number
  /** How many n-grams the clause has. */
  total: number
}

export function createFeatures(): Features {
  return { hashes: new Int32Array(order * (clauseMax + 2)), kept: 0, total: 0 }
}

/**
 * Reads the hashed n-grams (1 to 4 characters) of a clause into `out`: punctuation is left out, a figure of any length is
 * one digit.
 */
export function readFeatures({ codes }: Folded, { from, to }: Clause, filter: HashFilter, out: Features): void {
  const { hashes } = out
  let kept = 0
  let units = 0
  let inFigure = false
  // The n-grams that end at the character before, of 1 to 3 characters.
  let one = 0
  let two = 0
  let three = 0
  for (let at = from; at < to; at++) {
    const code = codes[at] as number
    if (isMark(code)) continue
    const isDigit = code >= digit0 && code <= digit9
    if (isDigit && inFigure) continue
    inFigure = isDigit
    const unit = isDigit ? digit0 : code
    const four = extended(three, unit)
    three = extended(two, unit)
    two = extended(one, unit)
    one = extended(seed, unit)
    units++
    if (passes(filter, one)) hashes[kept++] = one
    if (units > 1 && passes(filter, two)) hashes[kept++] = two
    if (units > 2 && passes(filter, three)) hashes[kept++] = three
    if (units > 3 && passes(filter, four)) hashes[kept++] = four
  }
  out.kept = kept
  out.total = units < order ? (units * (units + 1)) / 2 : order * units - (order * (order - 1)) / 2
}

function passes(filter: HashFilter, hash: number): boolean {
  return hasBit(filter, hash & bitMask)
}

const everything: HashFilter = new Uint8Array(hashFilterBytes).fill(255)
const all = createFeatures()

/** All features of a clause. */
export function featuresOf(folded: Folded, clause: Clause): Int32Array {
  readFeatures(folded, clause, everything, all)
  return all.hashes.slice(0, all.kept)
}
