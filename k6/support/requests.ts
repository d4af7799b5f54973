import { check } from 'k6'
import http, { type RefinedResponse } from 'k6/http'
import { Counter, Rate } from 'k6/metrics'
import { isUnlawful, type PoolGraduate } from './pool.ts'
import { baseUrl } from './settings.ts'

interface Item {
  readonly id: string
  readonly postingId: string
  readonly source: string
  readonly rank: number
  readonly reasons: readonly { readonly text: string }[]
  readonly gaps: readonly { readonly text: string }[]
}

export interface Recommendations {
  readonly requestId: string
  readonly personalised: boolean
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}

const json = { 'content-type': 'application/json' }
const itemsServed = new Counter('items_served')
const shed = new Rate('shed')
const filledLists = new Rate('lists_filled')
const limit = 10

/** Asks for a page and checks what it says; undefined where the answer is an error. */
export function recommend(
  graduate: PoolGraduate,
  surface: 'fair' | 'push' | 'feed',
  cursor?: string
): Recommendations | undefined {
  const { graduateId } = graduate
  const answer = answered<Recommendations>(post(graduateId, surface, cursor), 200)
  if (answer !== undefined) checkList(answer, graduate)
  return answer
}

/** Under overload the server may answer 503, if it 过载时说明何时再试. */
export function recommendOrShed(graduate: PoolGraduate, surface: 'fair' | 'push' | 'feed'): void {
  const response = post(graduate.graduateId, surface)
  const isShed = response.status === 503
  shed.add(isShed)
  if (isShed) check(response, { 过载时说明何时再试: ({ headers }) => Number(headers['Retry-After']) > 0 })
  else {
    const answer = answered<Recommendations>(response, 200)
    if (answer !== undefined) checkList(answer, graduate)
  }
}

function post(graduateId: string, surface: string, cursor?: string) {
  const body = JSON.stringify({ graduateId, limit, surface, ...(cursor === undefined ? {} : { cursor }) })
  return http.post(`${baseUrl}/v1/recommendations`, body, { headers: json, tags: { name: 'recommend' } })
}

function checkList(answer: Recommendations, graduate: PoolGraduate): void {
  const { items, personalised } = answer
  const firstRank = items[0]?.rank ?? 1
  check(answer, {
    个性化以同意为准: () => personalised === graduate.personalised,
    岗位不重复: () => new Set(items.map(({ id }) => id)).size === items.length,
    名次连续: () => items.every(({ rank }, at) => rank === firstRank + at),
    没有违规岗位: () => !items.some(({ postingId }) => isUnlawful(postingId)),
    个性化推荐都有说明: () => !personalised || items.every(isExplained)
  })
  itemsServed.add(items.length)
  filledLists.add(items.length === limit)
}

function isExplained({ reasons, gaps }: Item): boolean {
  return reasons.length + gaps.length > 0
}

/** The next page of a list, which must go on where the first ended. */
export function nextPage(graduate: PoolGraduate, surface: 'fair' | 'feed', first: Recommendations): void {
  if (first.nextCursor === null) return
  const second = recommend(graduate, surface, first.nextCursor)
  if (second === undefined) return
  const seen = new Set(first.items.map(({ id }) => id))
  check(second, { 翻页不重叠: ({ items }) => !items.some(({ id }) => seen.has(id)) })
}

const interactionTypes = ['view', 'view', 'view', 'click', 'click', 'save', 'apply', 'dismiss'] as const

export function interact(graduate: PoolGraduate, seen: Recommendations, turn: number): void {
  const item = seen.items[turn % Math.max(1, seen.items.length)]
  if (item === undefined) return
  const type = interactionTypes[turn % interactionTypes.length]
  const { requestId } = seen
  const { graduateId } = graduate
  const body = { requestId, postingId: item.id, graduateId, type, at: new Date().toISOString() }
  const response = http.post(`${baseUrl}/v1/interactions`, JSON.stringify(body), {
    headers: json,
    tags: { name: 'interact' }
  })
  const answer = answered<{ accepted: number }>(response, 202)
  if (answer !== undefined) check(answer, { 行为已记录: ({ accepted }) => accepted === 1 })
}

/** Sends a posting again with a change, as feeds do all day. */
export function updatePosting(submission: { readonly description: string }, turn: number): void {
  const body = { ...submission, description: `${submission.description}\n更新序号${turn}。` }
  const response = http.post(`${baseUrl}/v1/postings`, JSON.stringify(body), {
    headers: json,
    tags: { name: 'update' }
  })
  const answer = answered<{ accepted: number }>(response, 202)
  if (answer !== undefined) check(answer, { 岗位已接收: ({ accepted }) => accepted === 1 })
}

/** Who should hear of a posting. */
export function fanOut(id: string): void {
  const response = http.get(`${baseUrl}/v1/postings/${encodeURIComponent(id)}/graduates?limit=100`, {
    tags: { name: 'fan-out' }
  })
  const answer = answered<{ items: { graduateId: string; rank: number }[] }>(response, 200)
  if (answer === undefined) return
  check(answer, {
    毕业生不重复: ({ items }) => new Set(items.map(({ graduateId }) => graduateId)).size === items.length,
    名次连续: ({ items }) => items.every(({ rank }, at) => rank === at + 1)
  })
}

function answered<T>(response: RefinedResponse<'text' | undefined>, status: number): T | undefined {
  const isExpected = check(response, { [`状态码 ${status}`]: ({ status: actual }) => actual === status })
  return isExpected ? (response.json() as T) : undefined
}
