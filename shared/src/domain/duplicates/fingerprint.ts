import { degreeLevels } from '../../contracts/degree-levels.ts'
import type { Posting } from '../../contracts/posting.ts'

/**
 * What near-copies of a posting share. `signature` is a one-permutation MinHash (Li, Owen and Zhang 2012) over the
 * 4-grams of description and requirements.
 */
export interface PostingFingerprint {
  /** Postings can be copies only within a block: same employer, city, kind and fair. A hash: equal where those are. */
  readonly block: number
  /** Letters and digits of the title, lower case, without advertising; `core` leaves out what stands in brackets. */
  readonly title: string
  readonly core: string
  /** Index into `degreeLevels`; null where the posting doesn't say. */
  readonly degree: number | null
  readonly minYears: number | null
  /** Letters and digits in the text. */
  readonly length: number
  /** 16 bits a bin; 0 = no shingle fell into the bin. */
  readonly signature: Uint16Array
}

const bins = 128
const binShift = 32 - Math.log2(bins)
const shingleUnits = 4

/** Of postings with the same title, the share of 4-grams that makes two texts copies; read by eye on real postings. */
const similarityMin = 0.7
/** The same where one title only holds the other (`Java开发` and `Java开发工程师`). */
const similarityMinOtherTitle = 0.85
/**
 * A shorter text says too little to speak for itself: where titles differ, and where the employer is not named, so that
 * only literal copies are taken as one.
 */
const tellingUnitsMin = 60

/** Advertising in titles that names no job: `急聘会计（双休+五险一金）` is `会计`. */
const advertising =
  /急[聘招]|[诚高直]聘|诚招|直招|高薪|招聘|双休|[五六]险[一二]金|五险|包[吃住]住?|提供(?:食宿|住宿)|\d+(?:\.\d+)?(?:[-~至]\d+(?:\.\d+)?)?(?:元|千|万|k)(?:\/?[月天])?[起+]?|(?:招)?\d+[名人]/gi
const brackets = /[(（【[][^)）】\]]*[)）】\]]/g

/** Linear in the length of the texts. Null: nothing to compare by. */
export function fingerprintOf(posting: Posting): PostingFingerprint | null {
  const text = letters(`${posting.description}${posting.requirements ?? ''}`)
  const wording = posting.title.replace(advertising, '')
  const title = asText(letters(wording)) || asText(letters(posting.title))
  const block = blockOf(posting, title, text)
  if (text.length === 0 || block === null) return null
  return {
    block,
    title,
    core: asText(letters(wording.replace(brackets, ''))) || title,
    degree: posting.degree === null ? null : degreeLevels.indexOf(posting.degree),
    minYears: posting.experience.minYears,
    length: text.length,
    signature: minHash(text)
  }
}

/** Whether two postings of one block are copies: a reader would take them for the same job. Symmetric. */
export function areCopies(a: PostingFingerprint, b: PostingFingerprint): boolean {
  if (a.block !== b.block || differ(a.degree, b.degree) || differ(a.minYears, b.minYears)) return false
  if (!a.core.includes(b.core) && !b.core.includes(a.core)) return false
  if (a.title === b.title) return similarity(a.signature, b.signature) >= similarityMin
  if (Math.min(a.length, b.length) < tellingUnitsMin) return false
  return similarity(a.signature, b.signature) >= similarityMinOtherTitle
}

/** Estimate of the Jaccard similarity of the two shingle sets, 0..1; standard error below .045 with 128 bins. */
export function similarity(a: Uint16Array, b: Uint16Array): number {
  let equal = 0
  let used = 0
  for (let bin = 0; bin < bins; bin++) {
    if (a[bin] === 0 && b[bin] === 0) continue
    used++
    if (a[bin] === b[bin]) equal++
  }
  return used === 0 ? 0 : equal / used
}

function differ(a: number | null, b: number | null): boolean {
  return a !== null && b !== null && a !== b
}

function blockOf(posting: Posting, title: string, text: Uint16Array): number | null {
  const { employer, kind, salary } = posting
  const place = posting.cityCode ?? posting.city ?? ''
  const common = [kind, place, posting.fairId ?? '']
  if (employer.key !== null) return hash53(['employer', employer.key, ...common].join('\n'))
  if (text.length < tellingUnitsMin) return null
  const shown = [title, posting.district ?? '', salary.text ?? '', hash53(text), text.length]
  return hash53(['literal', ...shown, ...common].join('\n'))
}

/** Letters and digits only, ASCII in lower case. A loop, since this runs over every character of the pool. */
export function letters(text: string): Uint16Array {
  const units = new Uint16Array(text.length)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) {
      if ((unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7a)) units[length++] = unit
      else if (unit >= 0x41 && unit <= 0x5a) units[length++] = unit + 0x20
    } else if (!isMark(unit)) units[length++] = unit
  }
  return units.subarray(0, length)
}

/** For titles, which are short enough for one call. */
function asText(units: Uint16Array): string {
  return String.fromCharCode(...units)
}

/** Latin-1 signs, general punctuation and symbols, CJK punctuation, private use, full-width punctuation. */
function isMark(unit: number): boolean {
  if (unit < 0xc0) return true
  if (unit >= 0x2000 && unit < 0x2e80) return true
  if (unit >= 0x3000 && unit < 0x3040) return true
  if (unit >= 0xe000 && unit < 0xf900) return true
  return unit >= 0xfe00 && !(unit >= 0xff10 && unit <= 0xff19) && !(unit >= 0xff21 && unit <= 0xff5a)
}

function minHash(text: Uint16Array): Uint16Array {
  const least = new Uint32Array(bins).fill(0xffffffff)
  const last = Math.max(1, text.length - shingleUnits + 1)
  for (let at = 0; at < last; at++) {
    // A text shorter than a shingle is one, filled up with zeros.
    const head = (text[at] as number) | ((text[at + 1] ?? 0) << 16)
    const tail = (text[at + 2] ?? 0) | ((text[at + 3] ?? 0) << 16)
    const hash = mix(Math.imul(head, 0x9e3779b1) ^ Math.imul(tail, 0x85ebca77))
    const bin = hash >>> binShift
    const rest = (hash << (32 - binShift)) >>> 0
    if (rest < (least[bin] as number)) least[bin] = rest
  }
  // Sixteen bits of the least hash tell bins apart well enough; 0 stays free for an empty one.
  const signature = new Uint16Array(bins)
  for (let bin = 0; bin < bins; bin++) {
    const value = least[bin] as number
    signature[bin] = value === 0xffffffff ? 0 : (value >>> 8) & 0xffff || 1
  }
  return signature
}

/** Finaliser of MurmurHash3: every bit of the result depends on every bit of the input. */
function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** 53 bits of two FNV-1a lanes: fits a number, and a collision costs no more than a comparison. */
export function hash53(text: string | Uint16Array): number {
  let low = 0x811c9dc5
  let high = 0x9e3779b9
  for (let at = 0; at < text.length; at++) {
    const unit = typeof text === 'string' ? text.charCodeAt(at) : (text[at] as number)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ (unit + at), 0x01000193)
  }
  return (mix(high) >>> 11) * 0x100000000 + mix(low)
}
