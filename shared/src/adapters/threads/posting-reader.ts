import type { Posting } from '../../contracts/posting.ts'
import type { PostingReader } from '../../ports/posting-reader.ts'
import { callThread } from './call-thread.ts'
import { type PackedPostings, unpackPostings } from './packed-postings.ts'

export interface ReaderData {
  readonly modelFolder: string
  /** The model that the folder must hold: that of the index. */
  readonly modelId: string
}

/**
 * Facts, tokens and embedding on a thread of its own, with a tokenizer and a model of its own. It starts with the first call, if
 * only of no postings; calls reject where the folder's model can't be loaded or is another one.
 */
export function createThreadPostingReader(data: ReaderData): PostingReader {
  const module = new URL('./posting-reader-worker.js', import.meta.url)
  const thread = callThread<readonly Posting[], PackedPostings>(module, () => data)
  return {
    read: async postings => unpackPostings(postings, await thread.call(postings)),
    close: thread.close
  }
}
