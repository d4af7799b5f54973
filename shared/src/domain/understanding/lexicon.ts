/** Where in a posting something is said: `posting[field].slice(start, end)`. */
export interface Mention {
  readonly field: TextField
  readonly start: number
  readonly end: number
}

export const textFields = ['title', 'description', 'requirements'] as const
export type TextField = (typeof textFields)[number]

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

/** Lower case and half width, every character at its place: offsets hold for the text itself. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  const same = lower.length === text.length ? lower : [...text].map(foldCharacter).join('')
  return same.replace(/[！-～]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
}

function foldCharacter(character: string): string {
  const lower = character.toLowerCase()
  return lower.length === character.length ? lower : character
}

const latin = /[a-z0-9]/

/** A dictionary for one pass over a text: each position tries only the words that begin with its character. */
export function createLexicon<T>(entries: Iterable<readonly [string, T]>): Lexicon<T> {
  const values = new Map<string, T>()
  const byFirst = new Map<string, string[]>()
  for (const [word, value] of entries) {
    if (word === '' || values.has(word)) continue
    values.set(word, value)
    const first = word[0] as string
    byFirst.set(first, [...(byFirst.get(first) ?? []), word])
  }
  for (const words of byFirst.values()) words.sort((a, b) => b.length - a.length)

  return {
    get: word => values.get(word),
    scan(text) {
      const found: Match<T>[] = []
      let at = 0
      while (at < text.length) {
        const word = byFirst.get(text[at] as string)?.find(w => text.startsWith(w, at) && standsAlone(text, at, w))
        if (word === undefined) {
          at++
          continue
        }
        found.push({ start: at, end: at + word.length, value: values.get(word) as T })
        at += word.length
      }
      return found
    }
  }
}

/** A Latin word counts only where no further letter joins it: `java` is not in `javascript`, `c` not in `css`. */
function standsAlone(text: string, start: number, word: string): boolean {
  const before = text[start - 1]
  const after = text[start + word.length]
  if (latin.test(word[0] as string) && before !== undefined && /[a-z0-9.]/.test(before)) return false
  const last = word.at(-1) as string
  return !(latin.test(last) && after !== undefined && /[a-z0-9+#]/.test(after) && !/^\d+$/.test(word))
}
