import type { Posting } from '../contracts/posting.ts'
import type { PostingTokens } from '../ports/posting-index.ts'
import type { Tokenizer } from '../ports/tokenizer.ts'
import { frequencyMax } from './term-lists.ts'

/** A token of the title counts as often as this: the title names the work, the text surrounds it. */
const titleWeight = 3
/** Longer texts are cut here before they are tokenised: what a posting asks stands at its head. */
const textCharactersMax = 8_000

/** What lexical search sees of a posting: its tokens, each with its frequency, at most `frequencyMax`; any adapter uses this. */
export function postingTokens(posting: Posting, tokenizer: Tokenizer): PostingTokens {
  const counts = new Map<string, number>()
  const add = (text: string, weight: number) => {
    for (const token of tokenizer.indexTokens(text.slice(0, textCharactersMax)))
      counts.set(token, Math.min(frequencyMax, (counts.get(token) ?? 0) + weight))
  }
  add(posting.title, titleWeight)
  const rest = [posting.industry, ...posting.majors, ...posting.skills, posting.description, posting.requirements]
  add(rest.filter(text => text !== null).join('\n'), 1)
  return { tokens: [...counts.keys()].join(' '), frequencies: Uint8Array.from(counts.values()) }
}
