import { PostingSubmission } from '@zhipei/shared/contracts/posting'
import type { ProblemError } from '@zhipei/shared/contracts/problem'
import { createValidator, type Validation } from '@zhipei/shared/contracts/validation'
import { loneSurrogateErrors } from '@zhipei/shared/contracts/well-formed'
import { defaultSource, platformId } from '@zhipei/shared/domain/identity'
import { createEvent } from '@zhipei/shared/platform/events'
import type { Revisions } from '@zhipei/shared/platform/revision'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { EventBus, EventRecord } from '@zhipei/shared/ports/event-bus'
import type { PendingPosting, PendingPostings } from './pending-postings.ts'

/** Takes checked postings in: acknowledged means durable in the log. */
export interface Intake {
  /** @returns the platform ids, in order */
  submit(submissions: readonly PostingSubmission[], traceId: string): Promise<string[]>
  withdraw(id: string, source: string, submission: PostingSubmission, traceId: string): Promise<void>
}

export interface IntakeParts {
  readonly bus: EventBus
  readonly clock: Clock
  readonly revisions: Revisions
  readonly pending: PendingPostings
}

export function createIntake({ bus, clock, revisions, pending }: IntakeParts): Intake {
  async function publish(records: readonly EventRecord<'postings.submitted'>[], waiting: readonly PendingPosting[]) {
    // Before the log has it: the reader of the log may be faster than the answer.
    for (const [index, { key }] of records.entries()) pending.set(key, waiting[index] as PendingPosting)
    try {
      await bus.publish('postings.submitted', records)
    } catch (error) {
      for (const [index, { key }] of records.entries()) pending.done(key, waiting[index]?.revision ?? 0)
      throw error
    }
  }

  return {
    async submit(submissions, traceId) {
      const first = revisions(submissions.length)
      const records = submittedRecords(submissions, { first, atMs: clock.nowMs(), traceId })
      const waiting = submissions.map((submission, index) => {
        return { source: submission.source ?? defaultSource, revision: first + index, submission, withdrawn: false }
      })
      await publish(records, waiting)
      return records.map(({ key }) => key)
    },
    async withdraw(id, source, submission, traceId) {
      const revision = revisions()
      const data = { id, source, revision, submission: null }
      const value = createEvent('postings.submitted', data, { atMs: clock.nowMs(), traceId })
      await publish([{ key: id, value }], [{ source, revision, submission, withdrawn: true }])
    }
  }
}

/** Events of submissions with revisions in a row. */
export function submittedRecords(
  submissions: readonly PostingSubmission[],
  { first, atMs, traceId }: { readonly first: number; readonly atMs: number; readonly traceId: string }
): EventRecord<'postings.submitted'>[] {
  return submissions.map((submission, index) => {
    const source = submission.source ?? defaultSource
    const id = platformId(source, submission.postingId)
    const data = { id, source, revision: first + index, submission }
    return { key: id, value: createEvent('postings.submitted', data, { atMs, traceId }) }
  })
}

const validate = createValidator(PostingSubmission)

/** The submission of a caller who may write any source, or only its own; its source is filled in then. */
export function checkSubmission(candidate: unknown, ownSource: string | undefined): Validation<PostingSubmission> {
  const lone = loneSurrogateErrors(candidate)
  if (lone.length > 0) return { errors: lone }
  const validation = validate(candidate)
  if ('errors' in validation || ownSource === undefined) return validation
  const source = validation.value.source ?? ownSource
  return source === ownSource ? { value: { ...validation.value, source } } : { errors: [foreignSource(ownSource)] }
}

/** An employer's key writes its own source only. */
export function foreignSource(ownSource: string): ProblemError {
  return { path: '/source', message: `此密钥只能写入来源 ${ownSource} 的岗位` }
}
