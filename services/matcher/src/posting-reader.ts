import type { Posting } from '@zhipei/shared/contracts/posting'
import { postingText } from '@zhipei/shared/domain/matching/texts'
import { type PostingFacts, readPostingFacts } from '@zhipei/shared/domain/understanding/posting-facts'
import { createSlices } from '@zhipei/shared/platform/slices'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import type { PostingReader } from '@zhipei/shared/ports/posting-reader'

/** Reads postings on the thread that calls it, with an embedder that belongs to the caller. */
export function createPostingReader(embedder: Embedder): PostingReader {
  return {
    async read(postings) {
      const [vectors, facts] = await Promise.all([
        embedder.embed(postings.map(postingText), 'document'),
        readFacts(postings)
      ])
      return postings.map((posting, at) => {
        return { posting, facts: facts[at] as PostingFacts, vector: vectors[at] as Float32Array }
      })
    },
    close: async () => undefined
  }
}

/** Requests come in between. */
async function readFacts(postings: readonly Posting[]): Promise<PostingFacts[]> {
  const facts: PostingFacts[] = []
  const slice = createSlices()
  for (const posting of postings) {
    facts.push(readPostingFacts(posting))
    await slice()
  }
  return facts
}
