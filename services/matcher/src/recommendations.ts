import { isDeepStrictEqual } from 'node:util'
import type { Profile } from '@zhipei/shared/contracts/graduate'
import type { RecommendationRequest } from '@zhipei/shared/contracts/recommendation'
import { isRankedList, rankedListLength } from '@zhipei/shared/domain/matching/ranked-list'
import { AppError, notFound } from '@zhipei/shared/platform/errors'
import { createEvent } from '@zhipei/shared/platform/events'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import type { GraduateIndex, IndexedGraduate } from '@zhipei/shared/ports/graduate-index'
import type { InteractionStore } from '@zhipei/shared/ports/interaction-store'
import type { RankerSource } from '@zhipei/shared/ports/ranker-source'
import type { RankingStore, ServedRanking } from '@zhipei/shared/ports/ranking-store'
import { LRUCache } from 'lru-cache'
import type { Admission } from './admission.ts'
import type { CatchUp } from './catch-up.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import type { MatcherMetrics } from './metrics.ts'
import type { Page, PageMaker } from './pages.ts'
import { createPerson, digest, type Person } from './person.ts'
import { cursorFault } from './recommendation-request.ts'
import { queryVector } from './recommender.ts'
import type { ServedQueue } from './served-queue.ts'

export interface RecommendationsParts {
  readonly pages: PageMaker
  readonly ranker: RankerSource
  readonly embedder: Embedder
  readonly graduates: GraduateIndex
  readonly rankings: RankingStore
  readonly interactions: InteractionStore
  readonly served: ServedQueue
  /** Of `graduates.changed`. */
  readonly catchUp: CatchUp
  /** Whether asking the bus is cheap enough for every request; else it is asked about unknown graduates only. */
  readonly catchUpAlways: boolean
  readonly admission: Admission
  readonly clock: Clock
  readonly metrics: MatcherMetrics
}

/** The answer is a `RecommendationResponse`, written as JSON in UTF-8. */
export type Recommendations = (request: RecommendationRequest, traceId: string) => Promise<Uint8Array>

const limitDefault = 10
/** Anonymous people who asked lately, some 10 KB each: who asks again or turns a page sends the same profile. */
const anonymousMax = 2000

interface ServedPage {
  readonly ranking: ServedRanking
  readonly page: Page
  readonly offset: number
  readonly limit: number
}

const utf8 = new TextEncoder()

/** Ranks once per request and hands out its pages. The request has been checked. */
export function createRecommendations(parts: RecommendationsParts): Recommendations {
  const { pages, ranker, embedder, graduates, rankings, interactions, served, catchUp, admission, clock } = parts
  /** As long as the index hands out the same object, the graduate is the same. */
  const people = new WeakMap<IndexedGraduate, Person>()
  /** By a digest of the profile. */
  const anonymous = new LRUCache<string, Person>({ max: anonymousMax })
  const vectors = new WeakMap<Person, Float32Array | null>()
  const dismissedBy = async ({ graduateId }: Person) =>
    graduateId === null ? new Set<string>() : interactions.dismissed(graduateId)

  function anonymousPerson(profile: Profile): Person {
    const name = digest(profile)
    const person = anonymous.get(name) ?? createPerson(null, profile)
    anonymous.set(name, person)
    return person
  }

  async function vectorOf(person: Person): Promise<Float32Array | null> {
    const known = person.vector ?? vectors.get(person)
    if (known !== undefined) return known
    const vector = await queryVector(embedder, person.facts)
    vectors.set(person, vector)
    return vector
  }

  async function findPerson({ graduateId, profile }: RecommendationRequest): Promise<Person> {
    if (graduateId === undefined) return anonymousPerson(profile ?? {})
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
  async function firstPage(person: Person, request: RecommendationRequest): Promise<ServedPage> {
    const { filters = {}, surface = 'feed', limit = limitDefault } = request
    const { facts, graduateId } = person
    const vector = await vectorOf(person)
    const conditions = { filters, limit, nowMs: clock.nowMs(), dismissed: await dismissedBy(person) }
    const { list, page, ranker, kept } = await pages.first({ facts, vector, person: person.state, ...conditions })
    if (kept) parts.metrics.kept()
    const content = { graduateId, person: person.state, surface, filters, personalised: facts !== null }
    const head = { ...content, ranker, embedder: embedder.modelId }
    const ranking = { requestId: digest(head, list), ...head, list }
    await rankings.put(ranking, clock.nowMs())
    return { ranking, page, offset: 0, limit }
  }

  async function laterPage(person: Person, request: RecommendationRequest, cursor: string): Promise<ServedPage> {
    const { limit = limitDefault } = request
    const { ranking, offset } = await findRanking(cursor, person, request)
    const { filters, list } = ranking
    const conditions = { filters, limit, nowMs: clock.nowMs(), dismissed: await dismissedBy(person) }
    const page = await pages.later({ facts: person.facts, list, offset, ...conditions })
    return { ranking, page, offset, limit }
  }

  async function findRanking(cursor: string, person: Person, request: RecommendationRequest) {
    const place = decodeCursor(cursor)
    if (place === undefined) throw cursorFault('不是本接口给出的游标')
    const ranking = await rankings.get(place.requestId)
    if (ranking === undefined || !isRankedList(ranking.list)) throw cursorFault('已过期，请重新请求第一页')
    const isSamePerson = ranking.graduateId === person.graduateId && ranking.person === person.state
    if (!isSamePerson) throw cursorFault('与毕业生或其现有资料不符，请重新请求第一页')
    if (ranking.ranker !== ranker.current().version || ranking.embedder !== embedder.modelId)
      throw cursorFault('模型已更新，请重新请求第一页')
    if (request.filters !== undefined && !isDeepStrictEqual(request.filters, ranking.filters))
      throw cursorFault('与第一页的筛选条件不符')
    if (place.offset > rankedListLength(ranking.list)) throw cursorFault('不是本接口给出的游标')
    return { ranking, offset: place.offset }
  }

  async function note({ ranking, page, offset, limit }: ServedPage, traceId: string) {
    const { requestId, graduateId, surface, ranker, embedder, personalised } = ranking
    const data = { requestId, graduateId, surface, ranker, embedder, personalised, items: [...page.shown] }
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
    admission.assertRoom()
    const person = await findPerson(request)
    return admission.run(async () => {
      const { cursor } = request
      const answer = cursor === undefined ? await firstPage(person, request) : await laterPage(person, request, cursor)
      await assertNotErased(person)
      await note(answer, traceId)
      const { ranking, page } = answer
      parts.metrics.answered(ranking.surface, ranking.personalised, page.widened)
      return write(answer)
    })
  }
}

function write({ ranking: { requestId, ranker, embedder, personalised }, page: { items, next } }: ServedPage) {
  const head = JSON.stringify({ requestId, model: { ranker, embedder }, personalised })
  const nextCursor = next === null ? null : encodeCursor({ requestId, offset: next })
  const tail = JSON.stringify({ nextCursor })
  return Buffer.concat([utf8.encode(`${head.slice(0, -1)},"items":`), items, utf8.encode(`,${tail.slice(1)}`)])
}
