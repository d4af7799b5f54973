import { serialize } from 'node:v8'
import { callAgain, openCallThread } from '@zhipei/shared/adapters/threads/call-thread'
import { createThreadPostingIndex } from '@zhipei/shared/adapters/threads/posting-index'
import type { ProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import type { Ranker } from '@zhipei/shared/domain/matching/ranker'
import type { InteractionStore } from '@zhipei/shared/ports/interaction-store'
import type { PostingIndex } from '@zhipei/shared/ports/posting-index'
import type { RankerSource } from '@zhipei/shared/ports/ranker-source'
import type { ImpressionSource, Impressions } from '../impressions.ts'
import type { FirstPage, Page, PageMaker } from '../pages.ts'
import type { MatchCall, MatchThreadData, PackedFacts } from './calls.ts'

export interface MatchThreadOptions extends Omit<MatchThreadData, 'ranker' | 'impressions'> {
  readonly ranker: RankerSource
  readonly interactions: Pick<InteractionStore, 'watchOffers'>
  readonly impressions: ImpressionSource
  /** Called where the thread has died; the next call starts it again. */
  readonly onDeath: (error: Error) => void
}

export interface MatchThread {
  /** Closing it closes the thread. */
  readonly index: PostingIndex
  readonly pages: PageMaker
}

/**
 * The embedded posting index and the making of pages on a thread of their own. Where it dies it is started again on the same
 * files, and what it was asked is asked once more. It follows the ranker in force, the offers made and what was shown, each
 * change before the requests after it.
 */
export async function openMatchThread(options: MatchThreadOptions): Promise<MatchThread> {
  const { ranker: source, interactions, impressions, onDeath, ...state } = options
  /** The ranker that the thread has or will have when it comes to the next call. */
  let ranker = source.current()
  let shown: Impressions = new Map()
  const data = (): MatchThreadData => {
    ranker = source.current()
    return { ...state, ranker: fileOf(ranker), impressions: shown }
  }
  const module = new URL('./match-worker.js', import.meta.url)
  const thread = await openCallThread<MatchCall, unknown>(module, data, onDeath)
  interactions.watchOffers(changed => tell({ call: 'offers', changed }))
  const index = await createThreadPostingIndex(thread)
  const packed = new WeakMap<ProfileFacts, PackedFacts>()
  let people = 0

  /** Not waited for: calls reach the thread in their order, and a thread that dies meanwhile is started with the new state. */
  function tell(change: MatchCall): void {
    thread.call(change).catch(() => undefined)
  }

  function pack(facts: ProfileFacts | null): PackedFacts | null {
    if (facts === null) return null
    const known = packed.get(facts)
    if (known !== undefined) return known
    const made = { number: people++, bytes: serialize(facts) }
    packed.set(facts, made)
    return made
  }

  function ask<Answer>(request: MatchCall): Promise<Answer> {
    const current = source.current()
    if (current !== ranker) tell({ call: 'ranker', ranker: fileOf(current) })
    ranker = current
    return callAgain(() => thread.call(request) as Promise<Answer>)
  }

  return {
    index,
    pages: {
      async first(query) {
        const current = await impressions.at(query.nowMs)
        if (current !== shown) tell({ call: 'impressions', impressions: current })
        shown = current
        return ask<FirstPage>({ call: 'first', query: { ...query, facts: pack(query.facts) } })
      },
      later: query => ask<Page>({ call: 'later', query: { ...query, facts: pack(query.facts) } })
    }
  }
}

const fileOf = ({ version, weights, trees }: Ranker) => ({ version, weights, trees: [...trees] })
