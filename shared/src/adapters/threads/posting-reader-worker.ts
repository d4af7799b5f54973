/** The thread of `posting-reader.ts`. */
import type { Posting } from '../../contracts/posting.ts'
import { postingText } from '../../domain/matching/texts.ts'
import { readPostingFacts } from '../../domain/understanding/posting-facts.ts'
import { postingTokens } from '../../engine/posting-tokens.ts'
import { createJiebaTokenizer } from '../jieba-tokenizer.ts'
import { createOnnxEmbedder } from '../onnx-embedder/onnx-embedder.ts'
import { type PackedPostings, packPostings } from './packed-postings.ts'
import type { ReaderData } from './posting-reader.ts'
import { serveThread } from './serve-thread.ts'

serveThread(async ({ modelFolder, modelId }: ReaderData) => {
  const tokenizer = createJiebaTokenizer()
  const embedder = await createOnnxEmbedder({ folder: modelFolder })
  if (embedder.modelId !== modelId)
    throw new Error(`the model in ${modelFolder} is ${embedder.modelId}, and ${modelId} was expected`)
  return {
    async answer(postings: readonly Posting[]): Promise<PackedPostings> {
      const vectors = await embedder.embed(postings.map(postingText), 'document')
      return packPostings(
        postings.map((posting, at) => ({
          facts: readPostingFacts(posting),
          vector: vectors[at] as Float32Array,
          tokens: postingTokens(posting, tokenizer)
        }))
      )
    },
    close: () => embedder.close()
  }
})
