import type { PostingTokens } from '../ports/posting-index.ts'
import type { TermCounts } from './term-lists.ts'

/** Numbers tokens from 0, in the order of their first sight. */
export interface Vocabulary {
  readonly size: number
  add(token: string): number
  /** New tokens get a number. */
  count(tokens: PostingTokens): TermCounts
  /** Leaves out what it has never seen: no posting holds it. */
  lookUp(tokens: ReadonlyMap<string, number>): Map<number, number>
  /** The tokens numbered `from` and up. */
  since(from: number): readonly (readonly [number, string])[]
  /** Forgets the tokens numbered `size` and up. */
  truncate(size: number): void
}

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>()
  const tokens: string[] = []

  function add(token: string): number {
    const known = numbers.get(token)
    if (known !== undefined) return known
    numbers.set(token, tokens.length)
    return tokens.push(token) - 1
  }

  return {
    get size() {
      return tokens.length
    },
    add,
    count({ tokens: found, frequencies }) {
      const terms = new Uint32Array(frequencies.length)
      for (let at = 0, from = 0; at < terms.length; at++) {
        const blank = found.indexOf(' ', from)
        const to = blank < 0 ? found.length : blank
        terms[at] = add(found.slice(from, to))
        from = to + 1
      }
      return { terms, frequencies }
    },
    lookUp(query) {
      const found = new Map<number, number>()
      for (const [token, weight] of query) {
        const term = numbers.get(token)
        if (term !== undefined) found.set(term, weight)
      }
      return found
    },
    since: from => tokens.slice(from).map((token, i) => [from + i, token] as const),
    truncate(size) {
      for (const token of tokens.splice(size)) numbers.delete(token)
    }
  }
}
