import type { PostingReview, ReviewLogPage, ReviewRequest } from '@zhipei/shared/contracts/review'
import type { ReviewItem, ReviewPage } from '@zhipei/shared/contracts/review-queue'
import { employerNotice } from '@zhipei/shared/domain/screening/notice'
import { stateAfter } from '@zhipei/shared/domain/screening/review'
import { AppError, invalid, notFound } from '@zhipei/shared/platform/errors'
import { revisionAt, revisionTimeMs } from '@zhipei/shared/platform/revision'
import type { Clock } from '@zhipei/shared/ports/clock'
import type {
  DecisionFilter,
  ListedAfter,
  PostingRecord,
  PostingStore,
  WaitingFilter
} from '@zhipei/shared/ports/posting-store'
import type { ScreenPostings } from './handlers/screen-postings.ts'

export interface QueueQuery extends Omit<WaitingFilter, 'sinceMax'> {
  /** Came at least so many hours ago. */
  readonly olderThanHours?: number | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export interface DecisionsQuery extends DecisionFilter {
  readonly cursor?: string | undefined
  readonly limit: number
}

export interface Reviews {
  /** Postings that wait for a person, the longest known first. @throws AppError 400 for a foreign cursor */
  list(query: QueueQuery): Promise<ReviewPage>
  /**
   * Decides about a posting that waits, or corrects the decision that `corrects` names. The first of two decides; the
   * second is told. The same decision by the same person again is no second one. @throws AppError 404 unknown, 409 where
   * there is nothing to decide, somebody has decided, or the text has changed since `revision`
   */
  decide(id: string, request: ReviewRequest, actor: string): Promise<ReviewItem>
  /** Who decided what, the latest first; corrections stand beside what they correct. */
  decisions(query: DecisionsQuery): Promise<ReviewLogPage>
}

const hourMs = 3_600_000

export function createReviews(parts: {
  readonly store: PostingStore
  readonly clock: Clock
  readonly amend: ScreenPostings['amend']
}): Reviews {
  const { store, clock, amend } = parts
  return {
    async list({ cursor, limit, olderThanHours, ...query }) {
      const after = cursor === undefined ? null : placeOf(cursor)
      const sinceMax = olderThanHours === undefined ? undefined : revisionAt(clock.nowMs() - olderThanHours * hourMs)
      const filter = { ...query, sinceMax }
      const records = await store.listWaiting(filter, after, limit)
      const last = records.length === limit ? records.at(-1) : undefined
      return {
        items: records.map(toItem),
        total: await store.countWaiting(filter),
        nextCursor: last === undefined ? null : encodeCursor(`${last.since}:${last.posting.id}`)
      }
    },
    async decide(id, request, actor) {
      const at = new Date(clock.nowMs()).toISOString()
      let refusal: AppError | undefined = notFound('这个岗位')
      let decided: PostingRecord | undefined
      const [changed] = await amend(
        [id],
        record => {
          const isAgain = isSameDecision(record.review, request, actor)
          refusal = isAgain ? undefined : refuse(record, request)
          if (isAgain) decided = record
          if (isAgain || refusal !== undefined) return undefined
          return withReview(record, request, actor, at)
        },
        (before, after) => ({
          id,
          revision: textRevisionOf(after),
          ...(after.review as PostingReview),
          stateBefore: before.state,
          stateAfter: after.state
        })
      )
      if (refusal !== undefined) throw refusal
      return toItem((changed ?? decided) as PostingRecord)
    },
    async decisions({ cursor, limit, ...filter }) {
      const before = cursor === undefined ? null : numberOf(cursor)
      const items = await store.decisions(filter, before, limit)
      const last = items.length === limit ? items.at(-1) : undefined
      return { items: [...items], nextCursor: last === undefined ? null : encodeCursor(String(last.number)) }
    }
  }
}

function withReview(
  record: PostingRecord,
  { decision, note }: ReviewRequest,
  actor: string,
  at: string
): PostingRecord {
  const { rulesVersion, findings } = record.screening
  const seen = [...new Set(findings.map(({ rule }) => rule))]
  const review: PostingReview = { decision, note, actor, at, rulesVersion, seen }
  return { ...record, review, state: stateAfter(record.screening, review) }
}

function isSameDecision(known: PostingReview | undefined, request: ReviewRequest, actor: string): boolean {
  return (
    known !== undefined &&
    request.corrects === undefined &&
    known.decision === request.decision &&
    known.note === request.note &&
    known.actor === actor
  )
}

const decisionNames = { approve: '通过', reject: '不通过' } as const

function refuse(record: PostingRecord, { revision, corrects }: ReviewRequest): AppError | undefined {
  const { state, review, posting } = record
  if (state === 'taken-down') return new AppError(409, '这个岗位已下架，无需复核')
  // A client may have the revision from the queue or from the posting itself; what was only sent again has not changed.
  if (revision !== undefined && (revision < textRevisionOf(record) || revision > posting.revision))
    return new AppError(409, '这个岗位的内容在您查看之后已被修改，请重新查看后再决定')
  if (state !== 'review' && review === undefined)
    return new AppError(409, '这个岗位不在复核队列中（违反禁止性规定的岗位须由用人单位修改后重新提交）')
  if (review !== undefined && (state !== 'review' || corrects !== undefined) && review.at !== corrects)
    return new AppError(
      409,
      `${review.actor} 已于 ${review.at} 决定“${decisionNames[review.decision]}”；如需更正，请在 corrects 中写明该决定的时间`
    )
  return undefined
}

function textRevisionOf({ textRevision, posting }: PostingRecord): number {
  return textRevision ?? posting.revision
}

function toItem(record: PostingRecord): ReviewItem {
  const { posting, state, screening, review, submission, since } = record
  const { id, postingId, source, title, employer, city } = posting
  const note = review?.decision === 'reject' ? review.note : undefined
  return {
    id,
    postingId,
    source,
    revision: textRevisionOf(record),
    receivedAt: new Date(revisionTimeMs(since)).toISOString(),
    title,
    employer: employer.name,
    city,
    state,
    screening,
    review: review ?? null,
    notice: employerNotice({ title, employer: employer.name, screening, note }),
    submission
  }
}

const encodeCursor = (text: string) => Buffer.from(text).toString('base64url')

/** @throws AppError 400 where the cursor is none of ours */
function decodeCursor(cursor: string, shape: RegExp): RegExpExecArray {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const parts = shape.exec(text)
  if (parts === null || encodeCursor(text) !== cursor)
    throw invalid([{ path: '/cursor', message: '不是本接口返回的 nextCursor' }])
  return parts
}

function placeOf(cursor: string): ListedAfter {
  const [, since, id = ''] = decodeCursor(cursor, /^(\d{1,16}):(.+)$/s)
  return { since: Number(since), id }
}

function numberOf(cursor: string): number {
  return Number(decodeCursor(cursor, /^\d{1,15}$/)[0])
}
