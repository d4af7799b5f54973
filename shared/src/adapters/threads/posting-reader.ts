import type { Posting } from '../../contracts/posting.ts'
import type { PostingReader } from '../../ports/posting-reader.ts'
import { startCallThread } from './call-thread.ts'
import { type PackedPostings, unpackPostings } from './packed-postings.ts'

export interface ReaderData {
  readonly modelFolder: string
  /** The model that the folder must hold: that of the index. */
  readonly modelId: string
}

/**
 * Facts, tokens and embedding on a thread of its own, with a tokenizer and a model of its own. Calls wait for its start, and
 * reject where the folder's model can't be loaded or is another one.
 */
export function startThreadPostingReader(data: ReaderData): PostingReader {
  const module = new URL('./posting-reader-worker.js', import.meta.url)
  const thread = startCallThread<readonly Posting[], PackedPostings>(module, () => data)
  return {
    async read(postings) {
      if (postings.length === 0) return []
      return unpackPostings(postings, await thread.call(postings))
    },
    close: thread.close
  }
}
