import type { Posting } from '../../contracts/posting.ts'
import type { PostingFacts } from '../../domain/understanding/posting-facts.ts'
import type { PostingReader } from '../../ports/posting-reader.ts'
import { openCallThread } from './call-thread.ts'

export interface ReaderData {
  readonly modelFolder: string
  /** The model that the folder must hold: that of the index. */
  readonly modelId: string
}

/** Strings by the thousand cost more on their way between threads than one that joins them. */
export interface ReadPostings {
  readonly facts: readonly PostingFacts[]
  /** All vectors, one after the other. */
  readonly vectors: Float32Array
  /** A line per posting: its tokens, joined by blanks, which no token holds. */
  readonly tokens: string
  /** Frequencies of all tokens, in order. */
  readonly frequencies: Uint8Array
}

/**
 * Facts, tokens and embedding on a thread of its own, with a tokenizer and a model of its own.
 * @throws Error where the folder's model can't be loaded or is another one
 */
export async function openThreadPostingReader(data: ReaderData): Promise<PostingReader> {
  const module = new URL('./posting-reader-worker.js', import.meta.url)
  const thread = await openCallThread<readonly Posting[], ReadPostings>(module, data)
  return {
    async read(postings) {
      if (postings.length === 0) return []
      const { facts, vectors, tokens, frequencies } = await thread.call(postings)
      const lines = tokens.split('\n')
      const dimensions = vectors.length / postings.length
      let counted = 0
      return postings.map((posting, at) => {
        const line = lines[at] as string
        const cut = line === '' ? [] : line.split(' ')
        const from = counted
        counted += cut.length
        return {
          posting,
          facts: facts[at] as PostingFacts,
          vector: vectors.subarray(at * dimensions, (at + 1) * dimensions),
          tokens: { tokens: cut, frequencies: frequencies.subarray(from, counted) }
        }
      })
    },
    close: thread.close
  }
}
