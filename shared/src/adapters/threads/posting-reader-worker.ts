/** The thread of `posting-reader.ts`. */
import type { Posting } from '../../contracts/posting.ts'
import { postingText } from '../../domain/matching/texts.ts'
import { readPostingFacts } from '../../domain/understanding/posting-facts.ts'
import { postingTokens } from '../../engine/posting-tokens.ts'
import { createJiebaTokenizer } from '../jieba-tokenizer.ts'
import { createOnnxEmbedder } from '../onnx-embedder/onnx-embedder.ts'
import type { ReaderData, ReadPostings } from './posting-reader.ts'
import { serveThread } from './serve-thread.ts'

await serveThread(async ({ modelFolder, modelId }: ReaderData) => {
  const tokenizer = createJiebaTokenizer()
  const embedder = await createOnnxEmbedder({ folder: modelFolder })
  if (embedder.modelId !== modelId)
    throw new Error(`the model in ${modelFolder} is ${embedder.modelId}, and ${modelId} was expected`)
  const { dimensions } = embedder
  return {
    async answer(postings: readonly Posting[]): Promise<ReadPostings> {
      const rows = await embedder.embed(postings.map(postingText), 'document')
      const vectors = new Float32Array(dimensions * rows.length)
      for (const [at, row] of rows.entries()) vectors.set(row, at * dimensions)
      const cut = postings.map(posting => postingTokens(posting, tokenizer))
      return {
        facts: postings.map(readPostingFacts),
        vectors,
        tokens: cut.map(({ tokens }) => tokens.join(' ')).join('\n'),
        frequencies: joined(cut.map(({ frequencies }) => frequencies))
      }
    },
    close: () => embedder.close()
  }
})

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
