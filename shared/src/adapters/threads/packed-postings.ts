import type { Posting } from '../../contracts/posting.ts'
import type { PostingFacts } from '../../domain/understanding/posting-facts.ts'
import type { IndexedPosting } from '../../ports/posting-index.ts'

/**
 * What was read of postings, for the way between threads: strings and buffers by the thousand cost more there than one that
 * joins them.
 */
export interface PackedPostings {
  /** A line of JSON per posting. */
  readonly facts: string
  /** All vectors, one after the other. */
  readonly vectors: Float32Array
  /** A line per posting: its `tokens`. Null: not cut yet. */
  readonly tokens: string | null
  /** Frequencies of all tokens, in order, and how many of each posting. */
  readonly frequencies: Uint8Array
  readonly counts: Uint32Array
}

/** @param read all of one dimension */
export function packPostings(read: readonly Omit<IndexedPosting, 'posting'>[]): PackedPostings {
  const dimensions = read[0]?.vector.length ?? 0
  const vectors = new Float32Array(dimensions * read.length)
  for (const [at, { vector }] of read.entries()) vectors.set(vector, at * dimensions)
  const cut = read.flatMap(({ tokens }) => tokens ?? [])
  const isCut = cut.length === read.length
  return {
    facts: read.map(one => one.factsJson ?? JSON.stringify(one.facts)).join('\n'),
    vectors,
    tokens: isCut ? cut.map(({ tokens }) => tokens).join('\n') : null,
    frequencies: isCut ? Buffer.concat(cut.map(({ frequencies }) => frequencies)) : new Uint8Array(),
    counts: Uint32Array.from(cut, ({ frequencies }) => frequencies.length)
  }
}

export function unpackPostings(postings: readonly Posting[], packed: PackedPostings): IndexedPosting[] {
  const { facts, vectors, tokens, frequencies, counts } = packed
  const lines = tokens?.split('\n')
  const factsLines = facts.split('\n')
  const dimensions = vectors.length / postings.length
  let counted = 0
  return postings.map((posting, at) => {
    const vector = vectors.subarray(at * dimensions, (at + 1) * dimensions)
    const factsJson = factsLines[at] as string
    const line = lines?.[at]
    if (line === undefined) return withFacts(factsJson, { posting, vector })
    const from = counted
    counted += counts[at] as number
    const known = { tokens: line, frequencies: frequencies.subarray(from, counted) }
    return withFacts(factsJson, { posting, vector, tokens: known })
  })
}

/** Facts are parsed where somebody looks at them: whoever hands them on to another thread doesn't. */
function withFacts(factsJson: string, rest: Omit<IndexedPosting, 'facts' | 'factsJson'>): IndexedPosting {
  let facts: PostingFacts | undefined
  return {
    ...rest,
    factsJson,
    get facts() {
      facts ??= JSON.parse(factsJson) as PostingFacts
      return facts
    }
  }
}
