import type { PostingReview, ReviewRequest } from '@zhipei/shared/contracts/review'
import type { ReviewItem, ReviewPage } from '@zhipei/shared/contracts/review-queue'
import { employerNotice } from '@zhipei/shared/domain/screening/notice'
import { stateAfter } from '@zhipei/shared/domain/screening/review'
import { AppError, invalid, notFound } from '@zhipei/shared/platform/errors'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { ListedAfter, PostingRecord, PostingStore } from '@zhipei/shared/ports/posting-store'
import type { ScreenPostings } from './handlers/screen-postings.ts'

export interface Reviews {
  /** Postings that wait for a person, the longest waiting first. @throws AppError 400 for a foreign cursor */
  list(options: { readonly cursor?: string | undefined; readonly limit: number }): Promise<ReviewPage>
  /**
   * Decides about a posting that waits, or corrects an earlier decision. @throws AppError 404 unknown, 409 where there is
   * nothing to decide or the posting has changed since `revision`
   */
  decide(id: string, request: ReviewRequest, actor: string): Promise<ReviewItem>
}

export function createReviews(parts: {
  readonly store: PostingStore
  readonly clock: Clock
  readonly amend: ScreenPostings['amend']
}): Reviews {
  const { store, clock, amend } = parts
  return {
    async list({ cursor, limit }) {
      const after = cursor === undefined ? null : decodeCursor(cursor)
      const records = await store.listInState('review', after, limit)
      const last = records.length === limit ? records.at(-1) : undefined
      return {
        items: records.map(toItem),
        nextCursor: last === undefined ? null : encodeCursor({ since: last.since, id: last.posting.id })
      }
    },
    async decide(id, { decision, note, revision }, actor) {
      const at = new Date(clock.nowMs()).toISOString()
      let refusal: AppError | undefined = notFound('这个岗位')
      const [changed] = await amend([id], record => {
        refusal = refuse(record, revision)
        if (refusal !== undefined) return undefined
        const { rulesVersion, findings } = record.screening
        const seen = [...new Set(findings.map(({ rule }) => rule))]
        const review: PostingReview = { decision, note, actor, at, rulesVersion, seen }
        return { ...record, review, state: stateAfter(record.screening, review) }
      })
      if (refusal !== undefined) throw refusal
      return toItem(changed as PostingRecord)
    }
  }
}

function refuse({ state, review, posting }: PostingRecord, revision: number | undefined): AppError | undefined {
  if (state === 'taken-down') return new AppError(409, '这个岗位已下架')
  if (state !== 'review' && review === undefined) return new AppError(409, '这个岗位不在复核队列中')
  if (revision !== undefined && revision !== posting.revision)
    return new AppError(409, '这个岗位在您查看之后已被修改，请重新查看后再决定')
  return undefined
}

function toItem({ posting, state, screening, review, submission }: PostingRecord): ReviewItem {
  const { id, postingId, source, revision, title, employer } = posting
  const note = review?.decision === 'reject' ? review.note : undefined
  return {
    id,
    postingId,
    source,
    revision,
    title,
    employer: employer.name,
    state,
    screening,
    review: review ?? null,
    notice: employerNotice({ title, employer: employer.name, screening, note }),
    submission
  }
}

function encodeCursor({ since, id }: ListedAfter): string {
  return Buffer.from(`${since}:${id}`).toString('base64url')
}

function decodeCursor(text: string): ListedAfter {
  const [, since, id = ''] = /^(\d{1,16}):(.+)$/s.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? []
  const after = { since: Number(since), id }
  if (since === undefined || encodeCursor(after) !== text)
    throw invalid([{ path: '/cursor', message: '不是本接口返回的 nextCursor' }])
  return after
}
