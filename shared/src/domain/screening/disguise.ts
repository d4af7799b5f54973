import { createAutomaton } from './automaton.ts'
import type { Folded } from './folder.ts'
import { createSyllables, type Syllables } from './syllables.ts'

/** Gaps of more symbols than this are layout: nothing is read across them. */
export const gapRunMax = 3
/** Longer Latin runs are English, not pinyin. */
const latinRunMax = 24
const letterA = 0x61
const letterZ = 0x7a

export interface Disguises {
  /** Phrases recognised by sound when written in pinyin or homophones (未hun, 铝士优先). */
  readonly phrases: readonly string[]
  /** Strings written in place of others (氵又 → 汉). */
  readonly substitutes: readonly (readonly [string, string])[]
  /** Real words that only sound like a phrase (律师优先 is no 女士优先). */
  readonly realWords: readonly string[]
}

interface Tokens {
  count: number
  readonly sound: Uint16Array
  readonly from: Int32Array
  readonly to: Int32Array
}

/** Rewrites what is disguised into its plain form, in place; every character keeps the span that it came from. */
export type Unmask = (folded: Folded) => void

export function createUnmask(disguises: Disguises, size: number): Unmask {
  const syllables = createSyllables()
  const unsubstitute = createUnsubstitute(disguises.substitutes)
  const phrases = disguises.phrases.map(phrase => [...phrase].map(character => character.charCodeAt(0)))
  const automaton = createAutomaton(phrases.map(phrase => phrase.map(code => syllables.ofCharacter[code] as number)))
  const realWords = disguises.realWords
  const tokens: Tokens = {
    count: 0,
    sound: new Uint16Array(size),
    from: new Int32Array(size),
    to: new Int32Array(size)
  }
  return folded => {
    unsubstitute(folded)
    tokenize(folded, syllables, tokens)
    const { columns, width, next, ends } = automaton
    let state = 0
    let shift = 0
    let taken = 0
    for (let token = 0; token < tokens.count; token++) {
      const at = tokens.from[token] as number
      if ((folded.gapRun[at - shift] as number) > gapRunMax) state = 0
      state = next[state * width + (columns[tokens.sound[token] as number] as number)] as number
      const found = state === 0 ? null : (ends[state] as Uint16Array | null)
      if (found === null) continue
      for (const index of found) {
        const phrase = phrases[index] as number[]
        const first = token + 1 - phrase.length
        if (first < taken) continue
        if (!isDisguise(folded, tokens, first, phrase, shift, realWords)) continue
        shift += rewrite(folded, tokens, first, phrase, shift)
        taken = token + 1
        break
      }
    }
  }
}

function tokenize(folded: Folded, syllables: Syllables, tokens: Tokens): void {
  const { codes, length } = folded
  let count = 0
  const push = (sound: number, from: number, to: number) => {
    tokens.sound[count] = sound
    tokens.from[count] = from
    tokens.to[count++] = to
  }
  for (let at = 0; at < length; ) {
    const code = codes[at] as number
    if (code < letterA || code > letterZ) {
      push(syllables.ofCharacter[code] as number, at, at + 1)
      at++
      continue
    }
    let end = at + 1
    while (end < length && (codes[end] as number) >= letterA && (codes[end] as number) <= letterZ) end++
    if (end - at > latinRunMax) push(0, at, end)
    else
      for (let from = at; from < end; ) {
        const spelled = syllables.spelled(codes, from, end)
        const to = from + (spelled?.length ?? 1)
        push(spelled?.id ?? 0, from, to)
        from = to
      }
    at = end
  }
  tokens.count = count
}

/** Sounding alike is not enough: pinyin must stand in it, or at most half of the characters differ. */
function isDisguise(
  folded: Folded,
  tokens: Tokens,
  first: number,
  phrase: readonly number[],
  shift: number,
  realWords: readonly string[]
): boolean {
  let latin = 0
  let other = 0
  for (let at = 0; at < phrase.length; at++) {
    const from = (tokens.from[first + at] as number) - shift
    const code = folded.codes[from] as number
    if (code >= letterA && code <= letterZ) latin++
    else if (code !== phrase[at]) other++
  }
  if (latin + other === 0) return false
  if (latin === 0 && (phrase.length < 3 || other * 2 > phrase.length)) return false
  if (latin > 0 && other > 0 && other * 2 > phrase.length) return false
  if (latin === phrase.length && phrase.length < 3) return false
  const from = (tokens.from[first] as number) - shift
  const to = (tokens.to[first + phrase.length - 1] as number) - shift
  const surface = String.fromCharCode(...folded.codes.subarray(Math.max(0, from - 2), Math.min(folded.length, to + 2)))
  return !realWords.some(word => surface.includes(word))
}

/** Puts the phrase in place of its tokens and closes up; answers how many characters fewer there are. */
function rewrite(folded: Folded, tokens: Tokens, first: number, phrase: readonly number[], shift: number): number {
  const { codes, start, end, gap, gapRun } = folded
  const base = (tokens.from[first] as number) - shift
  const tail = (tokens.to[first + phrase.length - 1] as number) - shift
  for (let at = 0; at < phrase.length; at++) {
    const from = (tokens.from[first + at] as number) - shift
    const to = (tokens.to[first + at] as number) - shift
    codes[base + at] = phrase[at] as number
    start[base + at] = start[from] as number
    end[base + at] = end[to - 1] as number
    gap[base + at] = gap[from] as number
    gapRun[base + at] = gapRun[from] as number
  }
  const less = tail - base - phrase.length
  if (less > 0) {
    for (const array of [codes, start, end, gap, gapRun]) array.copyWithin(tail - less, tail, folded.length)
    folded.length -= less
  }
  return less
}

function createUnsubstitute(substitutes: Disguises['substitutes']): Unmask {
  const automaton = createAutomaton(substitutes.map(([from]) => [...from].map(character => character.charCodeAt(0))))
  return folded => {
    const { columns, width, next, ends } = automaton
    const { codes, start, end, gap, gapRun, length } = folded
    let state = 0
    let write = 0
    for (let read = 0; read < length; read++, write++) {
      const code = codes[read] as number
      if ((gapRun[read] as number) > gapRunMax) state = 0
      state = next[state * width + (columns[code] as number)] as number
      if (write !== read) {
        codes[write] = code
        start[write] = start[read] as number
        end[write] = end[read] as number
        gap[write] = gap[read] as number
        gapRun[write] = gapRun[read] as number
      }
      const found = state === 0 ? null : (ends[state] as Uint16Array | null)
      if (found === null) continue
      const [from, to] = substitutes[found[0] as number] as readonly [string, string]
      const base = write + 1 - from.length
      const last = end[write] as number
      for (let at = 0; at < to.length; at++) codes[base + at] = to.charCodeAt(at)
      write = base + to.length - 1
      end[write] = last
      state = 0
    }
    folded.length = write
  }
}
