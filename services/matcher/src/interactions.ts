import { Interaction, type InteractionsAccepted } from '@zhipei/shared/contracts/interaction'
import type { ProblemError } from '@zhipei/shared/contracts/problem'
import { createValidator } from '@zhipei/shared/contracts/validation'
import { loneSurrogateErrors } from '@zhipei/shared/contracts/well-formed'
import { decodeRankedList, isRankedList } from '@zhipei/shared/domain/matching/ranked-list'
import { AppError, invalid } from '@zhipei/shared/platform/errors'
import { createEvent } from '@zhipei/shared/platform/events'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { EventBus, EventRecord } from '@zhipei/shared/ports/event-bus'
import type { InteractionStore } from '@zhipei/shared/ports/interaction-store'
import type { RankingStore, ServedRanking } from '@zhipei/shared/ports/ranking-store'
import { digest } from './person.ts'

export interface InteractionsParts {
  readonly bus: Pick<EventBus, 'publish' | 'eraseKeys'>
  readonly rankings: RankingStore
  readonly interactions: InteractionStore
  readonly clock: Clock
}

/** Upper bound of one batch. */
export const interactionsMax = 500

export type RecordInteractions = (body: unknown, traceId: string) => Promise<InteractionsAccepted>

type Recorded = EventRecord<'interactions.recorded'>
type Checked = { readonly record: Recorded; readonly ranking: ServedRanking } | { readonly errors: ProblemError[] }

const validate = createValidator(Interaction)
const unknownRequest: ProblemError = { path: '/requestId', message: '没有这次推荐，或已过期' }

/**
 * Takes one interaction or a batch. An accepted one is durable and in effect; its id names its content, so that it counts
 * once however often it is sent. In a batch each stands for itself.
 */
export function createInteractions({ bus, rankings, interactions, clock }: InteractionsParts): RecordInteractions {
  async function check(value: unknown, traceId: string): Promise<Checked> {
    const lone = loneSurrogateErrors(value)
    const checked = validate(value)
    if (lone.length > 0 || 'errors' in checked)
      return { errors: [...lone, ...('errors' in checked ? checked.errors : [])] }
    const { requestId, postingId, graduateId, type, at } = checked.value
    const atMs = Date.parse(at)
    if (Number.isNaN(atMs)) return { errors: [{ path: '/at', message: '不是有效的时间' }] }
    const ranking = await rankings.get(requestId)
    if (ranking === undefined || !isRankedList(ranking.list)) return { errors: [unknownRequest] }
    if (ranking.graduateId !== null && ranking.graduateId !== graduateId)
      return { errors: [{ path: '/graduateId', message: '不是这次推荐的毕业生' }] }
    const found = postingIn(ranking, postingId)
    if ('errors' in found) return found
    const data = { id: found.id, requestId, postingId: found.postingId, graduateId, type, at }
    const id = digest([requestId, found.id, graduateId, type, atMs])
    const event = createEvent('interactions.recorded', data, { id, atMs: clock.nowMs(), traceId })
    return { record: { key: graduateId, value: event }, ranking }
  }

  /** An erasure that came meanwhile goes before: nothing of the graduate may stay. */
  async function forgetErased(taken: readonly { readonly record: Recorded; readonly ranking: ServedRanking }[]) {
    for (const { record, ranking } of taken) {
      if (ranking.graduateId === null || (await rankings.get(ranking.requestId)) !== undefined) continue
      await bus.eraseKeys('interactions.recorded', [record.key])
      await interactions.remove([record.key])
    }
  }

  async function take(values: readonly unknown[], traceId: string): Promise<InteractionsAccepted> {
    const taken: { readonly record: Recorded; readonly ranking: ServedRanking }[] = []
    const rejected: InteractionsAccepted['rejected'] = []
    for (const [index, value] of values.entries()) {
      const checked = await check(value, traceId)
      if ('errors' in checked) rejected.push({ index, errors: checked.errors })
      else taken.push(checked)
    }
    const records = taken.map(({ record }) => record)
    if (records.length > 0) {
      await bus.publish('interactions.recorded', records)
      await interactions.record(records.flatMap(({ value }) => value ?? []))
      await forgetErased(taken)
    }
    return { accepted: taken.length, rejected }
  }

  return async (body, traceId) => {
    if (Array.isArray(body)) {
      if (body.length === 0 || body.length > interactionsMax)
        throw invalid([{ path: '', message: `一批应有 1 至 ${interactionsMax} 项` }])
      return take(body, traceId)
    }
    const result = await take([body], traceId)
    const errors = result.rejected[0]?.errors
    if (errors === undefined) return result
    if (errors[0] === unknownRequest) throw new AppError(404, unknownRequest.message, { errors })
    throw invalid(errors)
  }
}

/** The posting by its platform id, or by its source's id where that names one only. */
function postingIn(ranking: ServedRanking, name: string) {
  const path = '/postingId'
  const items = decodeRankedList(ranking.list)
  const byId = items.find(item => item.id === name)
  if (byId !== undefined) return byId
  const [first, second] = items.filter(item => item.postingId === name)
  if (first === undefined) return { errors: [{ path, message: '不在这次推荐的结果中' }] }
  if (second !== undefined) return { errors: [{ path, message: '多个来源都有这个编号，请用平台编号 id' }] }
  return first
}
