import type { RecommendationFilters, RecommendationItem } from '@zhipei/shared/contracts/recommendation'
import type { ProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import { decodeRankedList, encodeRankedList } from '@zhipei/shared/domain/matching/ranked-list'
import type { Ranker } from '@zhipei/shared/domain/matching/ranker'
import { builtInRanker } from '@zhipei/shared/ports/ranker-source'
import type { RankedPosting } from '@zhipei/shared/ports/ranking-store'
import { isAvailable } from './availability.ts'
import { type ImpressionSource, noImpressions } from './impressions.ts'
import type { Offers } from './offers.ts'
import { createItemWriter, type WrittenItem } from './present.ts'
import { createRanking, fullPostings, type RankingParts } from './ranking.ts'

interface PageConditions {
  /** Null: not personalised, nothing of the person enters. */
  readonly facts: ProfileFacts | null
  readonly filters: RecommendationFilters
  readonly limit: number
  readonly nowMs: number
  /** Platform ids never to return. */
  readonly dismissed: ReadonlySet<string>
}

export interface FirstPageQuery extends PageConditions {
  /** The embedding of the profile; null without facts. */
  readonly vector: Float32Array | null
  /** Names the person: same name, same facts and vector. */
  readonly person: string
}

export interface LaterPageQuery extends PageConditions {
  /** The list as it was ranked: `encodeRankedList`. */
  readonly list: Uint8Array
  readonly offset: number
}

type ShownItem = Pick<RecommendationItem, 'id' | 'rank' | 'score'>

export interface Page {
  /** JSON of the array of `RecommendationItem`, UTF-8. */
  readonly items: Uint8Array
  readonly shown: readonly ShownItem[]
  /** Place in the list of the next page; null at the end. */
  readonly next: number | null
  /** Whether a gate was opened for a posting between this page's places. */
  readonly widened: boolean
}

export interface FirstPage {
  /** The whole list: `encodeRankedList`. */
  readonly list: Uint8Array
  /** Version of the ranker that made it. */
  readonly ranker: string
  readonly page: Page
  /** Whether it was made for an earlier request, since which nothing has changed. */
  readonly kept: boolean
}

/** Makes pages beside the index: what goes in and out is small and can be sent between threads. */
export interface PageMaker {
  /** Ranks and gives the first page of the list. */
  first(query: FirstPageQuery): Promise<FirstPage>
  /** What is no longer to be had is passed over: places after it keep their ranks. */
  later(query: LaterPageQuery): Promise<Page>
}

export interface PageMakerParts extends RankingParts {
  readonly offers: Offers
  /** Absent: no posting yields to others. */
  readonly impressions?: ImpressionSource
}

/** Pages made on the thread that calls. */
export function createPageMaker(parts: PageMakerParts): PageMaker {
  const { offers, ranker: source = builtInRanker, impressions = noImpressions } = parts
  const ranking = createRanking(parts)
  const writer = createItemWriter()

  async function page(list: readonly RankedPosting[], offset: number, query: PageConditions, ranker: Ranker) {
    const { facts, filters, limit, nowMs, dismissed } = query
    const items: WrittenItem[] = []
    const shown: ShownItem[] = []
    let next = offset
    while (items.length < limit && next < list.length) {
      const places = list.slice(next, next + limit - items.length)
      const found = await ranking.candidates(places)
      const full = fullPostings(found, offers)
      for (const [n, candidate] of found.entries()) {
        if (candidate === undefined || !isAvailable(candidate, { nowMs, dismissed, full, filters })) continue
        const { id, score } = places[n] as RankedPosting
        const rank = next + n + 1
        items.push(writer.item(facts, candidate, { score, rank, ranker }))
        shown.push({ id, rank, score })
      }
      next += places.length
    }
    return {
      items: writer.array(items),
      shown,
      next: next < list.length ? next : null,
      widened: list.slice(offset, next).some(({ widened }) => widened.length > 0)
    }
  }

  return {
    async first(query) {
      const ranker = source.current()
      const list = await ranking.rank({ ...query, offers, ranker, impressions: await impressions.at(query.nowMs) })
      return {
        list: encodeRankedList(list),
        ranker: ranker.version,
        page: await page(list, 0, query, ranker),
        kept: false
      }
    },
    later: query => page(decodeRankedList(query.list), query.offset, query, source.current())
  }
}
