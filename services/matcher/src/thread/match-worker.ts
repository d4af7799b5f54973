/** The thread of `match-thread.ts`. */
import { deserialize } from 'node:v8'
import { createEmbeddedPostingIndex } from '@zhipei/shared/adapters/embedded-posting-index/embedded-posting-index'
import { createJiebaTokenizer } from '@zhipei/shared/adapters/jieba-tokenizer'
import { answerPostingIndexCall } from '@zhipei/shared/adapters/threads/posting-index'
import { serveThread } from '@zhipei/shared/adapters/threads/serve-thread'
import type { ProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import { createRanker } from '@zhipei/shared/domain/matching/ranker'
import { changeOffers } from '../offers.ts'
import { createPageMaker } from '../pages.ts'
import type { MatchCall, MatchThreadData } from './calls.ts'

await serveThread(async ({ directory, modelId, dimensions, ...state }: MatchThreadData) => {
  const tokenizer = createJiebaTokenizer()
  const index = await createEmbeddedPostingIndex({ directory, modelId, dimensions, tokenizer })
  const offers = new Map(state.offers)
  let ranker = createRanker(state.ranker)
  const pages = createPageMaker({
    index,
    tokenizer,
    ranker: { current: () => ranker },
    offers
  })

  return {
    answer(request: MatchCall): unknown {
      switch (request.call) {
        case 'first':
          return pages.first({ ...request.query, facts: unpack(request.query.facts) })
        case 'later':
          return pages.later({ ...request.query, facts: unpack(request.query.facts) })
        case 'ranker':
          ranker = createRanker(request.ranker)
          return
        case 'offers':
          return changeOffers(offers, request.changed)
        default:
          return answerPostingIndexCall(index, request)
      }
    },
    // Writes give way between their slices, and what is asked meanwhile goes first.
    overlaps: true,
    close: () => index.close()
  }
})

const unpack = (facts: Uint8Array | null): ProfileFacts | null => (facts === null ? null : deserialize(facts))
