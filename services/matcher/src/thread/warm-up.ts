import { setImmediate } from 'node:timers/promises'
import { readProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { OutlinedHit, PostingIndex } from '@zhipei/shared/ports/posting-index'
import type { FirstPageQuery, PageMaker } from '../pages.ts'

/** A smaller pool is ranked quickly as it is. */
export const warmUpPostingsMin = 1000
/** First pages after which the next ones hardly get cheaper. */
export const warmUpPages = 200
/** So long nobody asks and nothing is written before pages are made ahead. */
const idleMs = 500

export interface WarmUpParts {
  readonly index: Pick<PostingIndex, 'count' | 'searchSteps' | 'dimensions'>
  readonly pages: Pick<PageMaker, 'first'>
  readonly clock: Clock
}

/**
 * First pages for made-up people while the thread is idle, so that real ones find compiled code and postings that are parsed: the first
 * hundred pages of a process cost up to three times as much as later ones. Again when the pool has doubled.
 */
export interface WarmUp {
  /** Somebody asks or writes, for a page or else: pages ahead give way. */
  busy(asksForPage: boolean): void
  close(): Promise<void>
}

export function createWarmUp({ index, pages, clock }: WarmUpParts): WarmUp {
  /** Of the pool for which they are counted. */
  let postings = 0
  let pagesLeft = 0
  let turn = 0
  let warming = Promise.resolve()
  const timer = setTimeout(() => {
    // Whoever asks for such a page is told what is wrong with it.
    warming = warm(turn).catch(() => undefined)
  }, idleMs)

  async function warm(own: number): Promise<void> {
    const count = await index.count()
    if (count >= Math.max(warmUpPostingsMin, 2 * postings)) {
      postings = count
      pagesLeft = warmUpPages
    }
    if (pagesLeft === 0 || turn !== own) return
    const nowMs = clock.nowMs()
    const newest = { vector: null, terms: new Map(), filters: [{ nowMs }], enough: 0, limit: pagesLeft }
    for (const { outline } of (await index.searchSteps(newest)).hits) {
      if (turn !== own) return
      pagesLeft--
      if (outline !== undefined) await pages.first(queryFor(outline, pagesLeft, nowMs))
      await setImmediate()
    }
    pagesLeft = 0
  }

  /** Asked by somebody who wishes for such a posting. */
  function queryFor({ posting }: NonNullable<OutlinedHit['outline']>, number: number, nowMs: number): FirstPageQuery {
    const cities = posting.city === null ? [] : [posting.city]
    const intent = { titles: [posting.title], cities }
    const facts = readProfileFacts({ degree: '本科', major: '计算机科学与技术', skills: ['Java', '办公软件'], intent })
    const vector = Float32Array.from({ length: index.dimensions }, (_, n) => Math.sin(n * (number + 1)))
    return { facts, vector, person: '', filters: {}, limit: 10, nowMs, dismissed: new Set() }
  }

  return {
    busy(asksForPage) {
      turn++
      if (asksForPage && pagesLeft > 0) pagesLeft--
      timer.refresh()
    },
    async close() {
      turn++
      clearTimeout(timer)
      await warming
    }
  }
}
