import type { PostingSubmission } from '@zhipei/shared/contracts/posting'
import { LRUCache } from 'lru-cache'

/** A posting that was acknowledged and is still on its way to the store. */
export interface PendingPosting {
  readonly source: string
  readonly revision: number
  readonly submission: PostingSubmission
  readonly withdrawn: boolean
}

/** What the log holds already and the store not yet, so that a posting can be read as soon as it is acknowledged. */
export interface PendingPostings {
  get(id: string): PendingPosting | undefined
  set(id: string, pending: PendingPosting): void
  /** The store has this revision, or a newer one. */
  done(id: string, revision: number): void
}

/** Beyond this the oldest are forgotten: they are found again once they are processed. */
const pendingMax = 20_000

export function createPendingPostings(): PendingPostings {
  const postings = new LRUCache<string, PendingPosting>({ max: pendingMax })
  return {
    get: id => postings.get(id),
    set: (id, pending) => {
      postings.set(id, pending)
    },
    done(id, revision) {
      const pending = postings.peek(id)
      if (pending !== undefined && pending.revision <= revision) postings.delete(id)
    }
  }
}
