import type { Folded } from './folder.ts'

const letterA = 0x61
const letterZ = 0x7a
const letterO = 0x6f
const digit0 = 0x30
const digit9 = 0x39
const newline = 0x0a
/** 。 between single characters: 少。数。民。族. */
const fullStop = 0x3002
const openBracket = 0x5b
const closeBracket = 0x5d
/** Fewer single characters in a row than this are words, not a spaced-out phrase. */
const spacedOutMin = 4
/** With a symbol in place of blanks three are enough: 贵-州-人. */
const shortSpacedOut = 3
const space = 0x20
const formalNumerals = '壹贰叁肆伍陆柒捌玖拾'
const plainNumerals = '一二三四五六七八九十'
/** Used for nothing else than figures; 伍 and 陆 are (退伍, 大陆). */
const rareNumerals = '壹贰叁柒捌玖'
const formalTen = 0x62fe
/** 拾 before one of these is ten, not picking up. */
const countWords = '个天元块万年岁月人'
const plainNumeral = 1
const formalNumeral = 2
const rareNumeral = 3
const numeralKind = new Uint8Array(65536)
for (const numeral of plainNumerals) numeralKind[numeral.charCodeAt(0)] = plainNumeral
for (const numeral of formalNumerals) numeralKind[numeral.charCodeAt(0)] = formalNumeral
for (const numeral of rareNumerals) numeralKind[numeral.charCodeAt(0)] = rareNumeral
const age = 0x5c81
/** After a digit, 岁 spelled out. */
const spelledAge = [0x73, 0x75, 0x69]

/**
 * Undoes what layout hides, in place: phrases with one symbol between all characters (形 象 好, 少。数。民。族), a
 * character alone in brackets (限【男】性), 3O for 30, 叁拾伍 for 三十五. Offsets stay with their characters.
 */
export function straighten(folded: Folded): void {
  closeGaps(folded)
  plainNumbers(folded)
  dropSeparators(folded)
}

function isHan(code: number): boolean {
  return code >= 0x4e00 && code <= 0x9fff
}

function isDigit(code: number): boolean {
  return code >= digit0 && code <= digit9
}

function isLatin(code: number): boolean {
  return code >= letterA && code <= letterZ
}

function closeGaps({ codes, gap, gapRun, length }: Folded): void {
  for (let first = 0; first + spacedOutMin <= length; ) {
    const symbol = gap[first + 1] as number
    let last = first
    let han = isHan(codes[first] as number) ? 1 : 0
    while (symbol !== 0 && last + 1 < length && gap[last + 1] === symbol && (gapRun[last + 1] as number) <= 2) {
      last++
      if (isHan(codes[last] as number)) han++
    }
    const count = last - first + 1
    if (
      (count >= spacedOutMin && han * 2 >= count) ||
      (count === shortSpacedOut && han >= 2 && symbol !== space) ||
      (count >= 2 && areNumerals(codes, first, last))
    ) {
      gap.fill(0, first + 1, last + 1)
      gapRun.fill(0, first + 1, last + 1)
    }
    first = Math.max(last, first + 1)
  }
}

function areNumerals(codes: Uint16Array, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) if (numeralKind[codes[at] as number] !== plainNumeral) return false
  return true
}

function plainNumbers({ codes, length }: Folded): void {
  for (let at = 0; at < length; at++) {
    const code = codes[at] as number
    if (code === letterO) {
      const after = at + 1 < length ? (codes[at + 1] as number) : 0
      if (at > 0 && isDigit(codes[at - 1] as number) && !isLatin(after)) codes[at] = digit0
      continue
    }
    const kind = numeralKind[code] as number
    if (kind !== formalNumeral && kind !== rareNumeral) continue
    const joined = (other: number) => isDigit(other) || numeralKind[other] !== 0
    if (
      kind === rareNumeral ||
      (code === formalTen && at + 1 < length && countWords.includes(String.fromCharCode(codes[at + 1] as number))) ||
      (at > 0 && joined(codes[at - 1] as number)) ||
      (at + 1 < length && joined(codes[at + 1] as number))
    )
      codes[at] = plainNumerals.charCodeAt(formalNumerals.indexOf(String.fromCharCode(code)))
  }
}

/** Drops the separators of a phrase in single characters, brackets around one character, and the spelling of 岁. */
function dropSeparators(folded: Folded): void {
  const { codes, length } = folded
  let write = 0
  let separatorsUntil = -1
  let closing = -1
  for (let read = 0; read < length; read++) {
    const code = codes[read] as number
    if (code === fullStop || code === newline) {
      if (read > separatorsUntil && write > 0 && isHan(codes[write - 1] as number)) {
        const last = lastSeparator(folded, read)
        const startsAlone = write < 2 || !isHan(codes[write - 2] as number)
        if (startsAlone && (last - read) / 2 + 2 >= spacedOutMin) separatorsUntil = last
      }
      if (read <= separatorsUntil) continue
    }
    if (code === openBracket && isAloneInBrackets(folded, read)) {
      closing = read + 2
      continue
    }
    if (read === closing) continue
    copy(folded, read, write)
    if (isSpelledAge(folded, read) && write > 0 && isDigit(codes[write - 1] as number)) {
      codes[write] = age
      folded.end[write] = folded.end[read + 2] as number
      read += 2
    }
    write++
  }
  folded.length = write
}

/** Of separators that have one character between each, the last. */
function lastSeparator({ codes, length }: Folded, first: number): number {
  let last = first
  while (last + 2 < length && isHan(codes[last + 1] as number) && codes[last + 2] === codes[first]) last += 2
  return last
}

function isAloneInBrackets({ codes, length }: Folded, open: number): boolean {
  return (
    open > 0 &&
    open + 2 < length &&
    codes[open] === openBracket &&
    codes[open + 2] === closeBracket &&
    isHan(codes[open - 1] as number) &&
    isHan(codes[open + 1] as number)
  )
}

function isSpelledAge({ codes, length }: Folded, at: number): boolean {
  return (
    at + 2 < length &&
    spelledAge.every((letter, offset) => codes[at + offset] === letter) &&
    !isLatin(at + 3 < length ? (codes[at + 3] as number) : 0)
  )
}

function copy({ codes, start, end, gap, gapRun }: Folded, from: number, to: number): void {
  if (from === to) return
  codes[to] = codes[from] as number
  start[to] = start[from] as number
  end[to] = end[from] as number
  gap[to] = gap[from] as number
  gapRun[to] = gapRun[from] as number
}
