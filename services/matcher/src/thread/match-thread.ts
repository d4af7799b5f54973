import { serialize } from 'node:v8'
import { type CallThread, callAgain, callThread } from '@zhipei/shared/adapters/threads/call-thread'
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

/** It loads its code until it is told what to open, once. */
export interface StartedMatchThread extends CallThread<MatchCall, unknown> {
  /** @param data asked for at every start; `onDeath` see `MatchThreadOptions` */
  open(data: () => MatchThreadData, onDeath: (error: Error) => void): Promise<void>
}

interface Opening {
  readonly data: () => MatchThreadData
  readonly onDeath: (error: Error) => void
}

export function startMatchThread(): StartedMatchThread {
  const module = new URL('./match-worker.js', import.meta.url)
  let tell = (_opening: Opening) => {}
  let refuse = (_error: Error) => {}
  const told = new Promise<Opening>((resolve, reject) => {
    tell = resolve
    refuse = reject
  })
  const onDeath = (error: Error) => void told.then(opening => opening.onDeath(error)).catch(() => undefined)
  const thread = callThread<MatchCall, unknown>(module, async () => (await told).data(), onDeath)
  const ready = thread.start()
  ready.catch(() => undefined)
  return {
    call: thread.call,
    async open(data, onDeath) {
      tell({ data, onDeath })
      await ready
    },
    close() {
      refuse(new Error('closed before it was told what to open'))
      return thread.close()
    }
  }
}

/**
 * The embedded posting index and the making of pages on a thread of their own. Where it dies it is started again on the same
 * files, and what it was asked is asked once more. It follows the ranker in force, the offers made and what was shown, each
 * change before the requests after it.
 */
export async function openMatchThread(
  thread: StartedMatchThread,
  { ranker: source, interactions, impressions, onDeath, ...state }: MatchThreadOptions
): Promise<MatchThread> {
  /** The ranker that the thread has or will have when it comes to the next call. */
  let ranker = source.current()
  let shown: Impressions = new Map()
  const data = (): MatchThreadData => {
    ranker = source.current()
    return { ...state, ranker: fileOf(ranker), impressions: shown }
  }
  await thread.open(data, onDeath)
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
