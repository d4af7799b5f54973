/** The thread of `match-thread.ts`. */
import { deserialize } from 'node:v8'
import { createEmbeddedPostingIndex } from '@zhipei/shared/adapters/embedded-posting-index/embedded-posting-index'
import { createJiebaTokenizer } from '@zhipei/shared/adapters/jieba-tokenizer'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import { answerPostingIndexCall } from '@zhipei/shared/adapters/threads/posting-index'
import { serveThread } from '@zhipei/shared/adapters/threads/serve-thread'
import type { ProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import { createRanker } from '@zhipei/shared/domain/matching/ranker'
import { LRUCache } from 'lru-cache'
import { keepPages } from '../kept-pages.ts'
import { changeOffers } from '../offers.ts'
import { createPageMaker } from '../pages.ts'
import { endOfDayMs } from '../ranking.ts'
import type { MatchCall, MatchThreadData, PackedFacts } from './calls.ts'
import { createWarmUp } from './warm-up.ts'

/** People who asked lately, and with them what ranking has made of their facts: some 30 KB each. */
const peopleKeptMax = 2000
/** Nobody can ask for an erased person, whose number is forgotten with the facts. */
const people = new LRUCache<number, ProfileFacts>({ max: peopleKeptMax })

serveThread(async ({ directory, modelId, dimensions, pagesKeptBytesMax, ...state }: MatchThreadData) => {
  const tokenizer = createJiebaTokenizer()
  const scan = { helpers: state.scanHelpers }
  const index = await createEmbeddedPostingIndex({ directory, modelId, dimensions, tokenizer, scan })
  const offers = new Map(state.offers)
  let ranker = createRanker(state.ranker)
  let { impressions } = state
  /** Of offers, ranker and impressions. */
  let changes = 0
  const made = createPageMaker({
    index,
    tokenizer,
    ranker: { current: () => ranker },
    offers,
    impressions: { at: () => impressions }
  })
  const stateAt = (nowMs: number) => `${index.contentAt(nowMs)} ${changes} ${endOfDayMs(nowMs)}`
  const pages = pagesKeptBytesMax === 0 ? made : keepPages(made, { stateAt, bytesMax: pagesKeptBytesMax })
  const warmUp = createWarmUp({ index, pages: made, clock: createSystemClock() })

  return {
    answer(request: MatchCall): unknown {
      warmUp.busy(request.call === 'first')
      switch (request.call) {
        case 'first':
          return pages.first({ ...request.query, facts: unpack(request.query.facts) })
        case 'later':
          return pages.later({ ...request.query, facts: unpack(request.query.facts) })
        case 'ranker':
          changes++
          ranker = createRanker(request.ranker)
          return
        case 'offers':
          changes++
          return changeOffers(offers, request.changed)
        case 'impressions':
          changes++
          impressions = request.impressions
          return
        default:
          return answerPostingIndexCall(index, request)
      }
    },
    // Writes give way between their slices, and what is asked meanwhile goes first.
    overlaps: true,
    async close() {
      await warmUp.close()
      await index.close()
    }
  }
})

function unpack(facts: PackedFacts | null): ProfileFacts | null {
  if (facts === null) return null
  const { number, bytes } = facts
  const known = people.get(number) ?? (deserialize(bytes) as ProfileFacts)
  people.set(number, known)
  return known
}
