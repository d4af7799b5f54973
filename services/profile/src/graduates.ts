import { isDeepStrictEqual } from 'node:util'
import {
  type Consent,
  defaultConsent,
  type Graduate,
  type GraduateRecord,
  type Tag
} from '@zhipei/shared/contracts/graduate'
import { checkGraduate } from '@zhipei/shared/domain/profile/check'
import { tagsOf, withoutTag } from '@zhipei/shared/domain/profile/tags'
import { invalid, notFound } from '@zhipei/shared/platform/errors'
import { createEvent } from '@zhipei/shared/platform/events'
import { createKeyedQueue } from '@zhipei/shared/platform/keyed-queue'
import { createRevisions } from '@zhipei/shared/platform/revision'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { EventBus } from '@zhipei/shared/ports/event-bus'
import type { GraduateStore } from '@zhipei/shared/ports/graduate-store'

export interface GraduatesParts {
  readonly store: GraduateStore
  readonly bus: Pick<EventBus, 'publish' | 'eraseKeys'>
  readonly clock: Clock
}

/** The graduates' own profiles. Every change is durable, in the log and the store, when its promise resolves. */
export interface Graduates {
  get(graduateId: string): Promise<Graduate>
  /** The same content again changes nothing. @throws AppError 400 naming each field at fault */
  put(graduateId: string, body: unknown, traceId: string): Promise<GraduateRecord>
  setConsent(graduateId: string, change: Partial<Consent>, traceId: string): Promise<Consent>
  tags(graduateId: string): Promise<Tag[]>
  removeTag(graduateId: string, tag: string, traceId: string): Promise<void>
  /** Erases everything, unknown graduates included: what others hold of an id goes with its tombstone. */
  erase(graduateId: string): Promise<void>
}

export function createGraduates({ store, bus, clock }: GraduatesParts): Graduates {
  const inTurn = createKeyedQueue()
  const nextRevision = createRevisions(clock)

  async function existing(graduateId: string): Promise<GraduateRecord> {
    const record = await store.get(graduateId)
    if (record === undefined) throw notFound(`毕业生 ${graduateId}`)
    return record
  }

  /**
   * Log before store: a change that the log does not hold would never reach the others, while one that only the log
   * holds was not acknowledged and comes again.
   */
  async function save(
    graduate: Graduate,
    before: GraduateRecord | undefined,
    traceId: string
  ): Promise<GraduateRecord> {
    if (before !== undefined && isDeepStrictEqual(before.graduate, graduate)) return before
    const record = { graduate, revision: Math.max(nextRevision(), (before?.revision ?? 0) + 1) }
    const value = createEvent('graduates.changed', record, { atMs: clock.nowMs(), traceId })
    await bus.publish('graduates.changed', [{ key: graduate.graduateId, value }])
    await store.put([record])
    return record
  }

  return {
    get: async graduateId => (await existing(graduateId)).graduate,
    put: (graduateId, body, traceId) =>
      inTurn(graduateId, async () => {
        const before = await store.get(graduateId)
        const checked = checkGraduate(graduateId, body, before?.graduate.consent)
        if ('errors' in checked) throw invalid(checked.errors)
        return save(checked.value, before, traceId)
      }),
    setConsent: (graduateId, change, traceId) =>
      inTurn(graduateId, async () => {
        const before = await existing(graduateId)
        const consent = { ...(before.graduate.consent ?? defaultConsent), ...change }
        await save({ ...before.graduate, consent }, before, traceId)
        return consent
      }),
    tags: async graduateId => tagsOf((await existing(graduateId)).graduate),
    removeTag: (graduateId, tag, traceId) =>
      inTurn(graduateId, async () => {
        const before = await existing(graduateId)
        const graduate = withoutTag(before.graduate, tag)
        if (graduate === undefined) throw notFound(`标签 ${tag}`)
        await save(graduate, before, traceId)
      }),
    erase: graduateId =>
      inTurn(graduateId, async () => {
        await bus.publish('graduates.changed', [{ key: graduateId, value: null }])
        await store.remove([graduateId])
        await bus.eraseKeys('graduates.changed', [graduateId])
      })
  }
}
