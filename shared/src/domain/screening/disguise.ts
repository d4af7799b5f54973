import { createAutomaton, step } from './automaton.ts'
import type { Folded } from './folder.ts'
import { straighten } from './layout.ts'
import { createSyllables, type Syllables } from './syllables.ts'

/** Gaps of more symbols than this are layout: nothing is read across them. */
export const gapRunMax = 3
/** Longer Latin runs are English, not pinyin. */
const latinRunMax = 24
const letterA = 0x61
const letterZ = 0x7a
/** Sounds above this are letters that stand alone. */
const letterSound = 0xf000
const initialPhraseMin = 3

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
  const { sequences, phraseOf } = soundSequences(phrases, syllables)
  const automaton = createAutomaton(sequences)
  const realWords = disguises.realWords
  const tokens: Tokens = {
    count: 0,
    sound: new Uint16Array(size),
    from: new Int32Array(size),
    to: new Int32Array(size)
  }
  const dropped = new Uint8Array(size)
  return folded => {
    straighten(folded)
    unsubstitute(folded)
    tokenize(folded, syllables, tokens)
    const { ends, endsFrom } = automaton
    let state = 0
    let taken = 0
    let rewritten = false
    for (let token = 0; token < tokens.count; token++) {
      if ((folded.gapRun[tokens.from[token] as number] as number) > gapRunMax) state = 0
      state = step(automaton, state, tokens.sound[token] as number)
      const last = endsFrom[state + 1] as number
      for (let end = endsFrom[state] as number; end < last; end++) {
        const phrase = phrases[phraseOf[ends[end] as number] as number] as number[]
        const first = token + 1 - phrase.length
        if (first < taken || !isDisguise(folded, tokens, first, phrase, realWords)) continue
        if (!rewritten) dropped.fill(0, 0, folded.length)
        rewritten = true
        rewrite(folded, tokens, first, phrase, dropped)
        taken = token + 1
        break
      }
    }
    if (rewritten) compact(folded, dropped)
  }
}

/** Each phrase by its sounds, and longer ones also with any one character as its initial (外d人勿扰). */
function soundSequences(phrases: readonly (readonly number[])[], syllables: Syllables) {
  const sequences: number[][] = []
  const phraseOf: number[] = []
  phrases.forEach((phrase, index) => {
    const sounds = phrase.map(code => syllables.ofCharacter[code] as number)
    const add = (sequence: number[]) => {
      sequences.push(sequence)
      phraseOf.push(index)
    }
    add(sounds)
    if (phrase.length < initialPhraseMin) return
    phrase.forEach((code, at) => {
      const initial = syllables.initialOf[code] as number
      if (initial !== 0) add(sounds.with(at, letterSound + initial))
    })
  })
  return { sequences, phraseOf }
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
    else if (end - at === 1) push(letterSound + code, at, end)
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
  realWords: readonly string[]
): boolean {
  let latin = 0
  let other = 0
  for (let at = 0; at < phrase.length; at++) {
    const code = folded.codes[tokens.from[first + at] as number] as number
    if (code >= letterA && code <= letterZ) latin++
    else if (code !== phrase[at]) other++
  }
  if (latin + other === 0) return false
  if (latin === 0 && (phrase.length < 3 || other * 2 > phrase.length)) return false
  if (latin > 0 && other > 0 && other * 2 > phrase.length) return false
  if (latin === phrase.length && phrase.length < 3) return false
  const from = tokens.from[first] as number
  const to = tokens.to[first + phrase.length - 1] as number
  if (isInsideWord(folded, from) || isInsideWord(folded, to)) return false
  const surface = String.fromCharCode(...folded.codes.subarray(Math.max(0, from - 2), Math.min(folded.length, to + 2)))
  return !realWords.some(word => surface.includes(word))
}

/** Letters on both sides of a border: part of an English word (WLAN性能), no pinyin. */
function isInsideWord({ codes, length }: Folded, border: number): boolean {
  const isLatin = (at: number) => (codes[at] as number) >= letterA && (codes[at] as number) <= letterZ
  return border > 0 && border < length && isLatin(border - 1) && isLatin(border)
}

/** Puts each character of the phrase where its token began, with the token's span; the rest is dropped. */
function rewrite(folded: Folded, tokens: Tokens, first: number, phrase: readonly number[], dropped: Uint8Array): void {
  for (let at = 0; at < phrase.length; at++) {
    const from = tokens.from[first + at] as number
    const to = tokens.to[first + at] as number
    folded.codes[from] = phrase[at] as number
    folded.end[from] = folded.end[to - 1] as number
    dropped.fill(1, from + 1, to)
  }
}

function compact(folded: Folded, dropped: Uint8Array): void {
  const { codes, start, end, gap, gapRun, length } = folded
  let write = 0
  for (let read = 0; read < length; read++) {
    if (dropped[read] !== 0) continue
    codes[write] = codes[read] as number
    start[write] = start[read] as number
    end[write] = end[read] as number
    gap[write] = gap[read] as number
    gapRun[write++] = gapRun[read] as number
  }
  folded.length = write
}

function createUnsubstitute(substitutes: Disguises['substitutes']): Unmask {
  const automaton = createAutomaton(substitutes.map(([from]) => [...from].map(character => character.charCodeAt(0))))
  return folded => {
    const { ends, endsFrom } = automaton
    const { codes, start, end, gap, gapRun, length } = folded
    let state = 0
    let write = 0
    for (let read = 0; read < length; read++, write++) {
      const code = codes[read] as number
      if ((gapRun[read] as number) > gapRunMax) state = 0
      state = step(automaton, state, code)
      if (write !== read) {
        codes[write] = code
        start[write] = start[read] as number
        end[write] = end[read] as number
        gap[write] = gap[read] as number
        gapRun[write] = gapRun[read] as number
      }
      if (endsFrom[state] === endsFrom[state + 1]) continue
      const [from, to] = substitutes[ends[endsFrom[state] as number] as number] as readonly [string, string]
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
