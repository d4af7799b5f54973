import { blank, type FoldTable, plain, soft } from './fold-table.ts'
import { skipMarkup } from './markup.ts'

/** Longest text folded at once; longer fields are cut into overlapping pieces, so memory does not grow with input. */
export const pieceUnitsMax = 8192
/** A character never folds to more than this many. */
const expansionMax = 3
export const newline = 0x0a
const space = 0x20
const ornament = 0x2606

/** After a figure an arrow is a bound: 35↓. */
const arrows: ReadonlyMap<number, string> = new Map([
  [0x2193, '以下'],
  [0x2191, '以上']
])

/**
 * Characters in canonical form, each with the place it came from. What stood before a character and may be layout or
 * disguise is no character of its own but its `gap`: the symbol (or blank) and how many of them there were.
 */
export interface Folded {
  length: number
  readonly codes: Uint16Array
  readonly start: Int32Array
  readonly end: Int32Array
  readonly gap: Uint16Array
  readonly gapRun: Uint8Array
}

export function createFolded(): Folded {
  const size = pieceUnitsMax * expansionMax + 16
  return {
    length: 0,
    codes: new Uint16Array(size),
    start: new Int32Array(size),
    end: new Int32Array(size),
    gap: new Uint16Array(size),
    gapRun: new Uint8Array(size)
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Folds `text.slice(from, to)` into `out`, which it overwrites. `to - from` is at most `pieceUnitsMax`. */
export function fold(text: string, from: number, to: number, table: FoldTable, out: Folded): void {
  const { kind, to: target } = table
  let length = 0
  let gap = 0
  let run = 0
  const push = (code: number, start: number, end: number) => {
    out.codes[length] = code
    out.start[length] = start
    out.end[length] = end
    out.gap[length] = gap
    out.gapRun[length++] = run
    gap = 0
    run = 0
  }
  const pushAll = (folded: string, start: number, end: number) => {
    for (let at = 0; at < folded.length && at < expansionMax; at++) push(folded.charCodeAt(at), start, end)
  }
  const widen = (symbol: number) => {
    if (gap === 0 || gap === space) gap = symbol
    if (run < 255) run++
  }
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at)
    const group = kind[unit]
    if (group === plain) {
      if (unit >= 0xd800 && unit < 0xe000) {
        const point = text.codePointAt(at) ?? 0
        const units = point > 0xffff ? 2 : 1
        const folded = table.astral.get(point)
        if (folded !== undefined) pushAll(folded, at, at + units)
        else if (point >= 0x20000) push(0xfffd, at, at + units)
        else if (point !== 0xfe0f) widen(ornament)
        at += units - 1
        continue
      }
      if (unit === 0x3c || unit === 0x26) {
        const markup = skipMarkup(text, at, to)
        if (markup !== null) {
          if (markup.code === space) widen(space)
          else if (markup.code !== 0) push(target[markup.code] as number, at, markup.end)
          at = markup.end - 1
          continue
        }
      }
      const code = target[unit] as number
      if (code !== 0) push(code, at, at + 1)
      else pushAll(table.longer.get(unit) ?? '', at, at + 1)
    } else if (group === blank) widen(space)
    else if (group === soft) {
      const bound = gap === 0 && length > 0 && isDigit(out.codes[length - 1] as number) ? arrows.get(unit) : undefined
      if (bound === undefined) widen(target[unit] as number)
      else pushAll(bound, at, at + 1)
    }
  }
  out.length = length
}
