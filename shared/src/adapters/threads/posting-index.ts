import type { Posting } from '../../contracts/posting.ts'
import type { PostingIndex, PostingQuery, PostingRemoval, PostingStepsQuery } from '../../ports/posting-index.ts'
import { assertDimensions } from '../vector-dimensions.ts'
import { type CallThread, callAgain } from './call-thread.ts'
import { type PackedPostings, packPostings, unpackPostings } from './packed-postings.ts'

/** A call of the port on the thread that has the index. */
export type PostingIndexCall =
  | { readonly call: 'upsert'; readonly postings: readonly Posting[]; readonly packed: PackedPostings }
  | { readonly call: 'remove'; readonly removals: readonly (string | PostingRemoval)[] }
  | { readonly call: 'search'; readonly query: PostingQuery }
  | { readonly call: 'searchSteps'; readonly query: PostingStepsQuery }
  | { readonly call: 'get'; readonly ids: readonly string[] }
  | { readonly call: 'count' | 'describe' }

export type PostingIndexDescription = Pick<PostingIndex, 'modelId' | 'dimensions' | 'identity'>

/** Answers on the thread. */
export function answerPostingIndexCall(index: PostingIndex, request: PostingIndexCall): Promise<unknown> {
  switch (request.call) {
    case 'upsert':
      return index.upsert(unpackPostings(request.postings, request.packed))
    case 'remove':
      return index.remove(request.removals)
    case 'search':
      return index.search(request.query)
    case 'searchSteps':
      return index.searchSteps(request.query)
    case 'get':
      return index.get(request.ids)
    case 'count':
      return index.count()
    case 'describe': {
      const { modelId, dimensions, identity } = index
      return Promise.resolve({ modelId, dimensions, identity } satisfies PostingIndexDescription)
    }
  }
}

/**
 * The index of a thread, which does all its work there. A call over which the thread dies is made once more: reading changes
 * nothing, and a write that is there already is no news. Closing it closes the thread.
 */
export async function createThreadPostingIndex(thread: CallThread<PostingIndexCall, unknown>): Promise<PostingIndex> {
  const ask = <Answer>(request: PostingIndexCall) => callAgain(() => thread.call(request) as Promise<Answer>)
  const { modelId, dimensions, identity } = await ask<PostingIndexDescription>({ call: 'describe' })

  return {
    modelId,
    dimensions,
    identity,
    async upsert(postings) {
      for (const { posting, vector } of postings) assertDimensions(posting.id, vector, dimensions)
      const packed = packPostings(postings)
      await ask({ call: 'upsert', postings: postings.map(({ posting }) => posting), packed })
    },
    remove: removals => ask({ call: 'remove', removals }),
    search: query => ask({ call: 'search', query }),
    searchSteps: query => ask({ call: 'searchSteps', query }),
    get: ids => ask({ call: 'get', ids }),
    count: () => ask({ call: 'count' }),
    close: () => thread.close()
  }
}
