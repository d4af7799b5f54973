import type { Posting, ScreenedPosting } from '@zhipei/shared/contracts/posting'
import { retryable } from '@zhipei/shared/platform/retryable'
import type { Delivery } from '@zhipei/shared/ports/event-bus'
import type { PostingIndex, PostingRemoval } from '@zhipei/shared/ports/posting-index'
import type { PostingReader } from '@zhipei/shared/ports/posting-reader'

/** Bounds one call of the reader and one write of the index. While one batch runs the next one gathers in the log. */
export const postingsBatchMax = 256

/**
 * `postings.screened` → the posting index: live postings go in with facts and vector, all else goes out (under review,
 * blocked, duplicate, taken down). Harmless when repeated.
 * @param perWriteMax postings of one write of the index: where it answers requests between two writes, they are short
 */
export function createPostingIndexer(index: PostingIndex, reader: PostingReader, perWriteMax = postingsBatchMax) {
  return async (batch: readonly Delivery<'postings.screened'>[]): Promise<void> => {
    const { live, removals } = lastStates(batch)
    const indexed = live.length === 0 ? [] : await reader.read(live)
    await retryable(async () => {
      // Tombstones first: what they take out may come back later in the batch.
      if (removals.length > 0) await index.remove(removals)
      for (let at = 0; at < indexed.length; at += perWriteMax) await index.upsert(indexed.slice(at, at + perWriteMax))
    })
  }
}

interface LastStates {
  readonly live: readonly Posting[]
  readonly removals: readonly (string | PostingRemoval)[]
}

/** Of several events of one posting the last one counts, save that an older revision is no news. */
function lastStates(batch: readonly Delivery<'postings.screened'>[]): LastStates {
  const last = new Map<string, ScreenedPosting>()
  const tombstones = new Set<string>()
  for (const { key, value } of batch) {
    if (value === null) {
      tombstones.add(key)
      last.delete(key)
    } else if (value.data.posting.revision >= (last.get(key)?.posting.revision ?? 0)) last.set(key, value.data)
  }
  const states = [...last.values()]
  const gone = states.filter(({ state }) => state !== 'live').map(({ posting: { id, revision } }) => ({ id, revision }))
  return {
    live: states.filter(({ state }) => state === 'live').map(({ posting }) => posting),
    removals: [...tombstones, ...gone]
  }
}
