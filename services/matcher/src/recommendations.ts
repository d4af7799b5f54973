import { isDeepStrictEqual } from 'node:util'
import type { RecommendationRequest, RecommendationResponse } from '@zhipei/shared/contracts/recommendation'
import { encodeRankedList } from '@zhipei/shared/domain/matching/ranked-list'
import { AppError, notFound } from '@zhipei/shared/platform/errors'
import { createEvent } from '@zhipei/shared/platform/events'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { GraduateIndex, IndexedGraduate } from '@zhipei/shared/ports/graduate-index'
import type { InteractionStore } from '@zhipei/shared/ports/interaction-store'
import type { RankingStore, ServedRanking } from '@zhipei/shared/ports/ranking-store'
import { isAvailable } from './availability.ts'
import type { CatchUp } from './catch-up.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import type { MatcherMetrics } from './metrics.ts'
import { createPerson, digest, type Person } from './person.ts'
import { toRecommendationItem } from './present.ts'
import { cursorFault } from './recommendation-request.ts'
import { fullPostings, type Recommender } from './recommender.ts'
import type { ServedQueue } from './served-queue.ts'

export interface RecommendationsParts {
  readonly recommender: Recommender
  readonly graduates: GraduateIndex
  readonly rankings: RankingStore
  readonly interactions: InteractionStore
  readonly served: ServedQueue
  /** Of `graduates.changed`. */
  readonly catchUp: CatchUp
  /** Whether asking the bus is cheap enough for every request; else it is asked about unknown graduates only. */
  readonly catchUpAlways: boolean
  readonly clock: Clock
  readonly metrics: MatcherMetrics
}

export type Recommendations = (request: RecommendationRequest, traceId: string) => Promise<RecommendationResponse>

const limitDefault = 10

interface PageRequest {
  readonly person: Person
  readonly ranking: ServedRanking
  readonly offset: number
  readonly limit: number
}

/** Ranks once per request and hands out its pages. The request has been checked. */
export function createRecommendations(parts: RecommendationsParts): Recommendations {
  const { recommender, graduates, rankings, interactions, served, catchUp, clock } = parts
  /** As long as the index hands out the same object, the graduate is the same. */
  const people = new WeakMap<IndexedGraduate, Person>()
  const offers = (ids: readonly string[]) => interactions.offers(ids)
  const dismissedBy = async ({ graduateId }: Person) =>
    graduateId === null ? new Set<string>() : interactions.dismissed(graduateId)

  async function findPerson({ graduateId, profile }: RecommendationRequest): Promise<Person> {
    if (graduateId === undefined) return createPerson(null, profile ?? {})
    let isCaughtUp = !parts.catchUpAlways || (await catchUp.wait())
    let known = await graduates.get(graduateId)
    if (known === undefined && !parts.catchUpAlways) {
      isCaughtUp = await catchUp.wait()
      known = await graduates.get(graduateId)
    }
    if (known === undefined && !isCaughtUp)
      throw new AppError(503, '毕业生资料正在同步，请稍后再试', { retryAfterSeconds: 1 })
    if (known === undefined) throw notFound(`毕业生 ${graduateId}`)
    const kept = people.get(known)
    if (kept !== undefined) return kept
    const person = createPerson(graduateId, known.graduate, known.vector)
    people.set(known, person)
    return person
  }

  /** Its id names the content, so that the same request on the same index has the same answer. */
  async function rankAnew(person: Person, request: RecommendationRequest): Promise<ServedRanking> {
    const { filters = {}, surface = 'feed', limit = limitDefault } = request
    const { facts, vector, graduateId } = person
    const ranker = recommender.ranker()
    const items = await recommender.rank({
      facts,
      ranker,
      ...(vector !== undefined && { vector }),
      filters,
      limit,
      nowMs: clock.nowMs(),
      dismissed: await dismissedBy(person),
      offers
    })
    const { embedder } = recommender
    const content = { graduateId, person: person.state, surface, filters, personalised: facts !== null }
    const head = { ...content, ranker: ranker.version, embedder }
    return { requestId: digest(head, encodeRankedList(items)), ...head, items }
  }

  async function findRanking(cursor: string, person: Person, request: RecommendationRequest): Promise<PageRequest> {
    const place = decodeCursor(cursor)
    if (place === undefined) throw cursorFault('不是本接口给出的游标')
    const ranking = await rankings.get(place.requestId)
    if (ranking === undefined) throw cursorFault('已过期，请重新请求第一页')
    const { embedder } = recommender
    const { version: ranker } = recommender.ranker()
    const isSamePerson = ranking.graduateId === person.graduateId && ranking.person === person.state
    if (!isSamePerson) throw cursorFault('与毕业生或其现有资料不符，请重新请求第一页')
    if (ranking.ranker !== ranker || ranking.embedder !== embedder) throw cursorFault('模型已更新，请重新请求第一页')
    if (request.filters !== undefined && !isDeepStrictEqual(request.filters, ranking.filters))
      throw cursorFault('与第一页的筛选条件不符')
    if (place.offset > ranking.items.length) throw cursorFault('不是本接口给出的游标')
    return { person, ranking, offset: place.offset, limit: request.limit ?? limitDefault }
  }

  /** What is no longer to be had is passed over: places after it keep their ranks. */
  async function page({ person, ranking, offset, limit }: PageRequest) {
    const { filters } = ranking
    const dismissed = await dismissedBy(person)
    const nowMs = clock.nowMs()
    const ranker = recommender.ranker()
    const items: RecommendationResponse['items'] = []
    let next = offset
    while (items.length < limit && next < ranking.items.length) {
      const places = ranking.items.slice(next, next + limit - items.length)
      const found = await recommender.candidates(places)
      const full = await fullPostings(
        found.filter(candidate => candidate !== undefined),
        offers
      )
      for (const [n, candidate] of found.entries()) {
        if (candidate === undefined || !isAvailable(candidate, { nowMs, dismissed, full, filters })) continue
        items.push(
          toRecommendationItem(person.facts, candidate, {
            score: places[n]?.score ?? 0,
            rank: next + n + 1,
            ranker
          })
        )
      }
      next += places.length
    }
    return { items, next: next < ranking.items.length ? next : null }
  }

  async function note(
    { ranking, offset, limit }: PageRequest,
    items: RecommendationResponse['items'],
    traceId: string
  ) {
    const { requestId, graduateId, surface, ranker, embedder, personalised } = ranking
    const shown = items.map(({ id, rank, score }) => ({ id, rank, score }))
    const data = { requestId, graduateId, surface, ranker, embedder, personalised, items: shown }
    // The same page again is the same event: an answer that is repeated was served once.
    const id = `${requestId}:${offset}:${limit}`
    await served.add({
      key: requestId,
      value: createEvent('recommendations.served', data, { id, atMs: clock.nowMs(), traceId })
    })
  }

  /** An erasure that came meanwhile goes before: nothing of the graduate may be written after it. */
  async function assertNotErased({ graduateId }: Person): Promise<void> {
    if (graduateId === null || (await graduates.get(graduateId)) !== undefined) return
    await rankings.remove([graduateId])
    throw notFound(`毕业生 ${graduateId}`)
  }

  return async (request, traceId) => {
    const person = await findPerson(request)
    const { cursor, limit = limitDefault } = request
    const asked: PageRequest =
      cursor === undefined
        ? { person, ranking: await rankAnew(person, request), offset: 0, limit }
        : await findRanking(cursor, person, request)
    const { ranking } = asked
    const { items, next } = await page(asked)
    if (cursor === undefined) await rankings.put(ranking, clock.nowMs())
    await assertNotErased(person)
    await note(asked, items, traceId)
    const widened = ranking.items.slice(asked.offset, next ?? undefined).some(item => item.widened.length > 0)
    parts.metrics.answered(ranking.surface, ranking.personalised, widened)
    return {
      requestId: ranking.requestId,
      model: { ranker: ranking.ranker, embedder: ranking.embedder },
      personalised: ranking.personalised,
      items,
      nextCursor: next === null ? null : encodeCursor({ requestId: ranking.requestId, offset: next })
    }
  }
}
