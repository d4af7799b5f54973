/** A thread that has an embedded index of the suite's tokenizer. */
import {
  createEmbeddedPostingIndex,
  type EmbeddedPostingIndexOptions
} from '../../src/adapters/embedded-posting-index/embedded-posting-index.ts'
import { answerPostingIndexCall, type PostingIndexCall } from '../../src/adapters/threads/posting-index.ts'
import { serveThread } from '../../src/adapters/threads/serve-thread.ts'
import { wordTokenizer } from '../ports/posting-index.oracle.ts'

serveThread(async (options: Omit<EmbeddedPostingIndexOptions, 'tokenizer'>) => {
  const index = await createEmbeddedPostingIndex({ ...options, tokenizer: wordTokenizer })
  return {
    answer: (call: PostingIndexCall) => answerPostingIndexCall(index, call),
    overlaps: true,
    close: () => index.close()
  }
})
