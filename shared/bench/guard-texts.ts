import { createOnnxEmbedder, shippedModelFolder } from '../src/adapters/onnx-embedder/onnx-embedder.ts'
import { openRankerFile, shippedRankerFile } from '../src/adapters/ranker-file.ts'
import { readProfileFacts } from '../src/domain/matching/profile-facts.ts'
import { rank } from '../src/domain/matching/rank.ts'
import { readTraits } from '../src/domain/matching/traits.ts'
import { normalisePosting } from '../src/domain/normalise/posting.ts'
import { keywordBaseline } from '../src/domain/screening/baseline.ts'
import { createScreener } from '../src/domain/screening/screener.ts'
import { readPostingFacts } from '../src/domain/understanding/posting-facts.ts'
import { textOf } from './texts.ts'

/** What is done to texts, each beside a plain thing done to the same ones. */
export interface Pair {
  readonly name: string
  readonly own: () => unknown
  readonly other: () => unknown
}

const textsMax = 200
const charactersMax = 500

export async function openTextPairs(): Promise<{ readonly pairs: readonly Pair[]; close(): Promise<void> }> {
  const texts = Array.from({ length: textsMax }, (_, i) => textOf(i, charactersMax))
  const postings = texts.map((description, i) => {
    const named = { postingId: `${i}`, title: description.slice(5, 12), employer: { name: '某公司' }, city: '郑州市' }
    return normalisePosting({ ...named, description }, { id: `guard:${i}`, source: 'guard', revision: 1 })
  })
  const candidates = postings.map((posting, i) => {
    const facts = readPostingFacts(posting)
    // Indexes keep the traits with the posting.
    const traits = readTraits(posting, facts)
    return { posting, facts, traits, similarity: (i % 97) / 97, lexical: i % 31, widened: [] }
  })
  const person = readProfileFacts({ major: '会计学', degree: 'bachelor', skills: ['Excel', 'Java'] })
  const ranker = openRankerFile({ file: shippedRankerFile, pollMs: 0 }).current()
  const screener = createScreener()
  const embedder = await createOnnxEmbedder({ folder: shippedModelFolder })
  const keywords = () => texts.map(description => keywordBaseline({ description }))
  const pairs = [
    { name: 'screening / list of keywords', own: () => texts.map(description => screener.screen({ description })) },
    { name: 'facts of postings / list of keywords', own: () => postings.map(readPostingFacts) },
    { name: 'embedding / list of keywords', own: () => embedder.embed(texts, 'document') }
  ].map(pair => ({ ...pair, other: keywords }))
  const sort = () => candidates.toSorted((a, b) => b.similarity - a.similarity || b.lexical - a.lexical)
  const ranking = { name: 'ranking / sorting', own: () => rank(person, candidates, { nowMs: 0, ranker }), other: sort }
  return { pairs: [...pairs, ranking], close: () => embedder.close() }
}
