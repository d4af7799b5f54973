import type { PostingView } from '@zhipei/shared/contracts/posting'
import type { Finding, Screening } from '@zhipei/shared/contracts/screening'
import { defaultSource, platformId } from '@zhipei/shared/domain/identity'
import { normalisePosting } from '@zhipei/shared/domain/normalise/posting'
import { expiryFindings } from '@zhipei/shared/domain/screening/record/record-findings'
import { AppError, notFound } from '@zhipei/shared/platform/errors'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { PostingRecord, PostingStore } from '@zhipei/shared/ports/posting-store'
import type { PendingPosting, PendingPostings } from './pending-postings.ts'

export interface PostingLookup {
  /**
   * The posting by its platform id, or by the employer's own id where that is unique. `ownSource`: the only source that
   * the caller may see. @throws AppError 404, or 409 where several sources use the id
   */
  find(id: string, ownSource: string | undefined): Promise<PostingView>
}

export function createPostingLookup(parts: {
  readonly store: PostingStore
  readonly pending: PendingPostings
  readonly clock: Clock
}): PostingLookup {
  const { store, pending, clock } = parts

  async function view(id: string): Promise<PostingView | undefined> {
    const stored = await store.get(id)
    const waiting = pending.get(id)
    if (waiting !== undefined && waiting.revision > (stored?.posting.revision ?? -1)) return pendingView(id, waiting)
    return stored === undefined ? undefined : storedView(stored, clock.nowMs())
  }

  async function idsOf(postingId: string, ownSource: string | undefined): Promise<string[]> {
    const ids = new Set(await store.findByPostingId(postingId))
    const likely = platformId(ownSource ?? defaultSource, postingId)
    if (pending.get(likely) !== undefined) ids.add(likely)
    return ownSource === undefined ? [...ids] : [...ids].filter(id => id === platformId(ownSource, postingId))
  }

  return {
    async find(id, ownSource) {
      const exact = id.includes(':') ? await view(id) : undefined
      if (exact !== undefined && (ownSource === undefined || exact.source === ownSource)) return exact
      const ids = await idsOf(id, ownSource)
      if (ids.length > 1)
        throw new AppError(409, `编号 ${id} 在多个来源中使用，请用平台编号查询：${ids.slice(0, 10).join('、')}`)
      const found = ids[0] === undefined ? undefined : await view(ids[0])
      if (found === undefined) throw notFound('这个岗位')
      return found
    }
  }
}

function storedView(record: PostingRecord, nowMs: number): PostingView {
  const { posting, state, screening, duplicateOf, submission, review = null } = record
  const [expiry] = state === 'live' ? expiryFindings(posting, nowMs) : []
  return {
    ...posting,
    state: expiry === undefined ? state : 'expired',
    screening: screening && expiry ? withExpiry(screening, expiry) : screening,
    duplicateOf,
    submission,
    review
  }
}

/** What was screened while it was valid says nothing of its end. */
function withExpiry(screening: Screening, expiry: Finding): Screening {
  const { findings } = screening
  if (findings.some(({ rule }) => rule === expiry.rule)) return screening
  const decision = screening.decision === 'pass' ? expiry.severity : screening.decision
  return { ...screening, decision, findings: [...findings, expiry] }
}

function pendingView(id: string, { source, revision, submission, withdrawn }: PendingPosting): PostingView {
  const posting = normalisePosting(submission, { id, source, revision })
  return {
    ...posting,
    state: withdrawn ? 'taken-down' : 'pending',
    screening: null,
    duplicateOf: null,
    submission,
    review: null
  }
}
