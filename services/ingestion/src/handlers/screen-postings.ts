import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { EventOf } from '@zhipei/shared/contracts/events'
import type { PostingState } from '@zhipei/shared/contracts/posting'
import type { Assessment, Submitted as ToAssess } from '@zhipei/shared/domain/assessment'
import { type DuplicateCandidate, linkDuplicates } from '@zhipei/shared/domain/duplicates/link'
import { carryingRepeats } from '@zhipei/shared/domain/screening/record/repeats'
import { stateAfter } from '@zhipei/shared/domain/screening/review'
import { createKeyedQueue } from '@zhipei/shared/platform/keyed-queue'
import { retryable } from '@zhipei/shared/platform/retryable'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { Delivery } from '@zhipei/shared/ports/event-bus'
import type { PostingAssessor } from '@zhipei/shared/ports/posting-assessor'
import type { PostingRecord, PostingStore } from '@zhipei/shared/ports/posting-store'
import type { Outbox } from '../outbox.ts'
import { createJudgeRepeats } from './judge-repeats.ts'
import { createOutcome, type Decision, type Outcome } from './outcome.ts'

type Submitted = EventOf<'postings.submitted'>

export interface ScreenPostingsParts {
  readonly store: PostingStore
  readonly outbox: Outbox
  readonly assessor: PostingAssessor
  /** Of the rules that the assessor screens by. */
  readonly rulesVersion: string
  readonly clock: Clock
  /** Called once the outcome of an event is stored and published. */
  readonly onScreened: (screened: Screened) => void
}

export interface Screened {
  readonly id: string
  readonly revision: number
  /** Undefined where the store had a newer revision, or never had the posting that was withdrawn. */
  readonly state: PostingState | undefined
  readonly submittedAtMs: number
}

export interface ScreenPostings {
  handle(batch: readonly Delivery<'postings.submitted'>[]): Promise<void>
  /** Frees copies whose original has expired: a graduate sees the copy then. */
  releaseExpired(): Promise<void>
  /**
   * Changes stored records in the order of everything else; `change` answers undefined to leave one as it is. What
   * `decisionOf` says of a changed one is logged with it.
   */
  amend(
    ids: readonly string[],
    change: (record: PostingRecord) => PostingRecord | undefined,
    decisionOf?: (before: PostingRecord, after: PostingRecord) => Decision
  ): Promise<readonly PostingRecord[]>
}

const expiredPerRoundMax = 500
const rejudgedPerRound = 200

/**
 * The way of a submitted posting: assess, link near-copies, store, publish. Idempotent: what is stored at the event's
 * revision or a newer one is passed over, and what was stored and not published is in the outbox. Batches of different
 * keys may be handled at once: they are assessed side by side and take turns after that.
 */
export function createScreenPostings(parts: ScreenPostingsParts): ScreenPostings {
  const { store, outbox, assessor, rulesVersion, clock, onScreened } = parts
  // Links between postings are decided one batch at a time.
  const serially = createKeyedQueue()
  const judgeRepeats = createJudgeRepeats({ store, clock })
  /** Rises with each write to the store: what was read before is not outdated while it stands. */
  let writes = 0

  /** Reads what the store has, and has assessed what it has not seen: the part that needs no turn. */
  async function prepare(batch: readonly Delivery<'postings.submitted'>[]): Promise<Prepared> {
    const latest = latestOf(batch)
    const readAt = writes
    const stored = await retryable(() => store.getMany([...latest.keys()]))
    const toAssess: ToAssess[] = []
    for (const { data } of latest.values()) {
      const { submission } = data
      const prior = stored.get(data.id)
      if (submission !== null && isNews(prior, data.revision) && !isSame(prior, submission))
        toAssess.push({ ...data, submission })
    }
    const assessments = toAssess.length === 0 ? [] : await assessor.assess(toAssess, clock.nowMs())
    return { latest, stored, readAt, assessments: new Map(assessments.map(found => [found.posting.id, found])) }
  }

  async function screenBatch({ latest, stored: before, readAt, assessments }: Prepared): Promise<void> {
    const stored = readAt === writes ? before : await retryable(() => store.getMany([...latest.keys()]))
    const outcome = createOutcome()
    for (const event of latest.values()) {
      const prior = stored.get(event.data.id)
      outcome.traceIds.set(event.data.id, event.traceId)
      if (isNews(prior, event.data.revision)) settle(event, prior, assessments, outcome)
    }
    await judge(outcome)
    await link(outcome)
    await retryable(() => save(outcome))
    for (const { at, data } of latest.values()) {
      const state = outcome.records.get(data.id)?.state
      onScreened({ id: data.id, revision: data.revision, state, submittedAtMs: Date.parse(at) })
    }
  }

  /** What becomes of one posting, near-copies aside. */
  function settle(
    { data: { id, revision, submission } }: Submitted,
    prior: PostingRecord | undefined,
    assessments: ReadonlyMap<string, Assessment>,
    outcome: Outcome
  ): void {
    if (submission === null) {
      if (prior === undefined) outcome.tombstones.push(id)
      else outcome.change(takenDown(prior, revision))
      return
    }
    const assessment = assessments.get(id)
    if (assessment === undefined) {
      // Nothing new was said: the store has it by the present rules.
      if (prior !== undefined) outcome.keep({ ...prior, posting: { ...prior.posting, revision } })
      return
    }
    const { posting, screening: fresh, fingerprint } = assessment
    const since = prior === undefined || prior.state === 'taken-down' ? revision : prior.since
    // A decision and the figures of repetition are of one text.
    const same = prior !== undefined && isDeepStrictEqual(prior.submission, submission) ? prior : undefined
    const screening = same === undefined ? fresh : carryingRepeats(fresh, same.screening)
    outcome.screen({
      posting,
      screening,
      state: stateAfter(screening, same?.review),
      review: same?.review,
      duplicateOf: null,
      submission,
      since,
      textRevision: same?.textRevision ?? revision,
      fingerprint
    })
  }

  function isSame(prior: PostingRecord | undefined, submission: PostingRecord['submission']): boolean {
    const current = prior !== undefined && prior.state !== 'taken-down' && prior.screening.rulesVersion === rulesVersion
    return current && isDeepStrictEqual(prior.submission, submission)
  }

  /** Findings that need the other postings, and signs by which those find this one. */
  async function judge(outcome: Outcome): Promise<void> {
    const { records, changed, screened } = outcome
    const concerned = [...records.values()].filter(({ posting, state }) => {
      return changed.has(posting.id) && state !== 'taken-down'
    })
    if (concerned.length === 0) return
    const judged = await judgeRepeats(concerned, screened)
    for (const record of judged.records) outcome.change(record)
    for (const sign of judged.telling) outcome.telling.add(sign)
  }

  /** Postings that came before the one by which their phone or text became telling. */
  async function rejudge(): Promise<void> {
    for (;;) {
      const ids = await retryable(() => store.toRejudge(rejudgedPerRound))
      if (ids.length === 0) return
      const before = await retryable(() => store.getMany(ids))
      const outcome = createOutcome()
      for (const record of before.values()) if (record.state !== 'taken-down') outcome.screen(record)
      await judge(outcome)
      for (const record of outcome.records.values()) {
        const { screening, state } = before.get(record.posting.id) as PostingRecord
        const wasLinked = state === 'duplicate' && record.state === 'live'
        if (isDeepStrictEqual(screening, record.screening) && (state === record.state || wasLinked))
          outcome.keep(wasLinked ? { ...record, state } : record)
      }
      await link(outcome)
      await retryable(() => save(outcome, ids))
      await setImmediate()
    }
  }

  /** Decides what copies what, and takes postings into the outcome that an arrival frees or hides. */
  async function link(outcome: Outcome, orphans: readonly DuplicateCandidate[] = []): Promise<void> {
    const arrivals = [...outcome.records.values()].filter(({ posting }) => outcome.changed.has(posting.id))
    if (arrivals.length === 0 && orphans.length === 0) return
    const copies = [...(await retryable(() => store.copiesOf(arrivals.map(({ posting }) => posting.id)))), ...orphans]
    const fingerprints = [...arrivals, ...copies].flatMap(({ fingerprint }) => fingerprint ?? [])
    const live = await retryable(() => store.possibleCopies(fingerprints))
    const links = linkDuplicates({
      arrivals: arrivals.map(toCandidate),
      standing: [...live, ...copies],
      orphans: orphans.map(({ id }) => id),
      nowMs: clock.nowMs()
    })
    const others = await retryable(() => store.getMany([...links.keys()].filter(id => !outcome.records.has(id))))
    for (const [id, duplicateOf] of links) {
      const record = outcome.records.get(id) ?? others.get(id)
      if (record === undefined || !isLawful(record.state)) continue
      outcome.change({ ...record, duplicateOf, state: duplicateOf === null ? 'live' : 'duplicate' })
    }
  }

  async function save(
    { records, changed, tombstones, telling, decisions, traceIds }: Outcome,
    rejudged: readonly string[] = []
  ): Promise<void> {
    writes++
    const all = [...records.values()]
    const toPublish = all.filter(({ posting }) => changed.has(posting.id))
    const kept = all.filter(({ posting }) => !changed.has(posting.id))
    // Both in one turn: the store commits them together.
    await Promise.all([
      kept.length + rejudged.length === 0 ? undefined : store.put(kept, { publish: false, rejudged }),
      outbox.publish(toPublish, tombstones, { telling: [...telling], decisions }, traceIds)
    ])
  }

  return {
    async handle(batch) {
      const prepared = await prepare(batch)
      await serially('', async () => {
        await retryable(() => outbox.recover())
        await screenBatch(prepared)
        await rejudge()
      })
    },
    releaseExpired: () =>
      serially('', async () => {
        await outbox.recover()
        const orphans = await store.copiesOfExpired(clock.nowMs(), expiredPerRoundMax)
        const outcome = createOutcome()
        await link(outcome, orphans)
        await save(outcome)
      }),
    amend: (ids, change, decisionOf) =>
      serially('', async () => {
        await outbox.recover()
        const outcome = createOutcome()
        for (const record of (await store.getMany(ids)).values()) {
          const next = change(record)
          if (next === undefined) continue
          if (next.screening === record.screening) outcome.change(next)
          else outcome.screen(next)
          if (decisionOf !== undefined) outcome.decisions.push(decisionOf(record, next))
        }
        await judge(outcome)
        await link(outcome)
        await save(outcome)
        const amended = [...outcome.records.values()]
        await rejudge()
        return amended
      })
  }
}

/** A batch before its turn. */
interface Prepared {
  readonly latest: ReadonlyMap<string, Submitted>
  readonly stored: ReadonlyMap<string, PostingRecord>
  /** Count of writes when `stored` was read. */
  readonly readAt: number
  /** By id: of what is new. */
  readonly assessments: ReadonlyMap<string, Assessment>
}

/** Of several events of one posting the newest counts. */
function latestOf(batch: readonly Delivery<'postings.submitted'>[]): ReadonlyMap<string, Submitted> {
  const latest = new Map<string, Submitted>()
  for (const { key, value } of batch) {
    const known = latest.get(key)
    if (value !== null && (known === undefined || known.data.revision < value.data.revision)) latest.set(key, value)
  }
  return latest
}

function isNews(prior: PostingRecord | undefined, revision: number): boolean {
  return prior === undefined || prior.posting.revision < revision
}

function takenDown(prior: PostingRecord, revision: number): PostingRecord {
  const posting = { ...prior.posting, revision }
  return { ...prior, posting, state: 'taken-down', duplicateOf: null, fingerprint: null }
}

function isLawful(state: PostingState): boolean {
  return state === 'live' || state === 'duplicate'
}

function toCandidate({ posting, state, since, fingerprint, duplicateOf }: PostingRecord): DuplicateCandidate {
  const validUntilMs = posting.validUntil === null ? null : Date.parse(posting.validUntil)
  return { id: posting.id, since, fingerprint, validUntilMs, lawful: isLawful(state), duplicateOf }
}
