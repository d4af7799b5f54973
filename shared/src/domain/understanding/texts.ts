import type { Posting } from '../../contracts/posting.ts'
import { createStarts } from '../screening/starts.ts'
import { fold } from './lexicon.ts'

export const textFields = ['title', 'description', 'requirements'] as const
export type TextField = (typeof textFields)[number]

/** Where in a posting something is said: `posting[field].slice(start, end)`. */
export interface Mention {
  readonly field: TextField
  readonly start: number
  readonly end: number
}

/** The texts of a posting, folded once for all readers; empty where the posting has none. */
export interface FoldedTexts extends Readonly<Record<TextField, string>> {
  /** The first match in a field. */
  first(pattern: RegExp, field: TextField): RegExpExecArray | null
  /** All matches in a field, none overlapping another. */
  all(pattern: RegExp, field: TextField): readonly RegExpExecArray[]
}

/** Longer texts are rare: in them each pattern is looked for by itself. UTF-16 units of all fields. */
const unitsMax = 16_384
/** How far before what a match contains it may start; repetitions of words are shorter. UTF-16 units. */
const reach = 256

/**
 * Reads the texts of postings in one pass for all patterns, which are then tried only where a match can start. The texts
 * answer for these patterns, until the next posting is read.
 * @throws where a pattern has a syntax that screening rules don't have
 */
export function createTextReader(patterns: readonly RegExp[]): (posting: Posting) => FoldedTexts {
  const starts = createStarts(
    patterns.map(({ source }) => source),
    reach,
    unitsMax
  )
  const known = new Map(
    patterns.map((pattern, number) => [
      pattern,
      { number, sticky: new RegExp(pattern, 'y'), global: new RegExp(pattern, 'g') }
    ])
  )
  const wanted = new Uint8Array(patterns.length).fill(1)
  const codes = new Uint16Array(unitsMax)
  const from: Record<TextField, number> = { title: 0, description: 0, requirements: 0 }
  let isRead = false

  return posting => {
    const texts = {
      title: fold(posting.title),
      description: fold(posting.description),
      requirements: fold(posting.requirements ?? '')
    }
    let length = 0
    for (const field of textFields) {
      from[field] = length
      const text = texts[field]
      for (let at = 0; at < text.length; at++) codes[length + at] = text.charCodeAt(at)
      length += text.length
    }
    isRead = length <= unitsMax
    if (isRead) starts.find({ codes, length }, wanted)

    function firstFrom(pattern: RegExp, field: TextField, start: number): RegExpExecArray | null {
      const text = texts[field]
      if (start >= text.length) return null
      const look = known.get(pattern)
      if (look === undefined) throw new Error(`not looked for: ${pattern.source}`)
      const { number, sticky, global } = look
      if (!isRead) {
        global.lastIndex = start
        return global.exec(text)
      }
      const offset = from[field]
      const to = offset + text.length
      for (let at = starts.next(number, offset + start, to); at >= 0; at = starts.next(number, at + 1, to)) {
        sticky.lastIndex = at - offset
        const match = sticky.exec(text)
        if (match !== null) return match
      }
      return null
    }
    return {
      ...texts,
      first: (pattern, field) => firstFrom(pattern, field, 0),
      all(pattern, field) {
        let match = firstFrom(pattern, field, 0)
        if (match === null) return none
        const matches: RegExpExecArray[] = []
        for (; match !== null; match = firstFrom(pattern, field, match.index + match[0].length)) matches.push(match)
        return matches
      }
    }
  }
}

const none: readonly RegExpExecArray[] = []
