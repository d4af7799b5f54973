import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { EventOf } from '@zhipei/shared/contracts/events'
import type { PostingState } from '@zhipei/shared/contracts/posting'
import { fingerprintOf } from '@zhipei/shared/domain/duplicates/fingerprint'
import { type DuplicateCandidate, linkDuplicates } from '@zhipei/shared/domain/duplicates/link'
import { normalisePosting } from '@zhipei/shared/domain/normalise/posting'
import { carryingRepeats } from '@zhipei/shared/domain/screening/record/repeats'
import { screenRecord } from '@zhipei/shared/domain/screening/record/screen-record'
import { stateAfter } from '@zhipei/shared/domain/screening/review'
import type { Screener } from '@zhipei/shared/domain/screening/screener'
import { createKeyedQueue } from '@zhipei/shared/platform/keyed-queue'
import { retryable } from '@zhipei/shared/platform/retryable'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { Delivery } from '@zhipei/shared/ports/event-bus'
import type { PostingRecord, PostingStore, PutOptions } from '@zhipei/shared/ports/posting-store'
import type { Outbox } from '../outbox.ts'
import { createJudgeRepeats } from './judge-repeats.ts'

type Submitted = EventOf<'postings.submitted'>

export interface ScreenPostingsParts {
  readonly store: PostingStore
  readonly outbox: Outbox
  readonly screener: Screener
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

/** A decision of a person, to be logged with what it changes. */
type Decision = NonNullable<PutOptions['decisions']>[number]

/** Postings between which requests get their turn. */
const postingsPerTurn = 16
const expiredPerRoundMax = 500
const rejudgedPerRound = 200

/**
 * The way of a submitted posting: normalise, screen, link near-copies, store, publish. Idempotent: what is stored at the
 * event's revision or a newer one is passed over, and what was stored and not published is in the outbox.
 */
export function createScreenPostings(parts: ScreenPostingsParts): ScreenPostings {
  const { store, outbox, screener, clock, onScreened } = parts
  // Links between postings are decided one batch at a time.
  const serially = createKeyedQueue()
  const judgeRepeats = createJudgeRepeats({ store, clock })

  async function screenBatch(batch: readonly Delivery<'postings.submitted'>[]): Promise<void> {
    const latest = new Map<string, Submitted>()
    for (const { key, value } of batch) {
      const known = latest.get(key)
      if (value !== null && (known === undefined || known.data.revision < value.data.revision)) latest.set(key, value)
    }
    const stored = await retryable(() => store.getMany([...latest.keys()]))
    const outcome = createOutcome()
    let screened = 0
    for (const event of latest.values()) {
      const prior = stored.get(event.data.id)
      if (prior !== undefined && prior.posting.revision >= event.data.revision) continue
      if (++screened % postingsPerTurn === 0) await setImmediate()
      settle(event, prior, outcome)
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
  function settle(event: Submitted, prior: PostingRecord | undefined, outcome: Outcome): void {
    const { id, source, revision, submission } = event.data
    if (submission === null) {
      if (prior === undefined) outcome.tombstones.push(id)
      else outcome.change(takenDown(prior, revision))
    } else if (prior !== undefined && isSame(prior, submission)) {
      outcome.keep({ ...prior, posting: { ...prior.posting, revision } })
    } else {
      const posting = normalisePosting(submission, { id, source, revision })
      const since = prior === undefined || prior.state === 'taken-down' ? revision : prior.since
      // A decision and the figures of repetition are of one text.
      const same = prior !== undefined && isDeepStrictEqual(prior.submission, submission) ? prior : undefined
      const fresh = screenRecord(screener, posting, submission, clock.nowMs())
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
        fingerprint: fingerprintOf(posting)
      })
    }
  }

  function isSame(prior: PostingRecord, submission: PostingRecord['submission']): boolean {
    const current = prior.state !== 'taken-down' && prior.screening.rulesVersion === screener.rulesVersion
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
    { records, changed, tombstones, telling, decisions }: Outcome,
    rejudged: readonly string[] = []
  ): Promise<void> {
    const all = [...records.values()]
    const toPublish = all.filter(({ posting }) => changed.has(posting.id))
    const kept = all.filter(({ posting }) => !changed.has(posting.id))
    // Both in one turn: the store commits them together.
    await Promise.all([
      kept.length + rejudged.length === 0 ? undefined : store.put(kept, { publish: false, rejudged }),
      outbox.publish(toPublish, tombstones, { telling: [...telling], decisions })
    ])
  }

  return {
    handle: batch =>
      serially('', async () => {
        await retryable(() => outbox.recover())
        await screenBatch(batch)
        await rejudge()
      }),
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

interface Outcome {
  readonly records: Map<string, PostingRecord>
  /** Ids of those that readers have to hear of. */
  readonly changed: Set<string>
  /** Withdrawn postings that the store never had. */
  readonly tombstones: string[]
  /** Signs by which other postings have to be judged again. */
  readonly telling: Set<number>
  readonly decisions: Decision[]
  /** Ids of those whose findings are new. */
  readonly screened: Set<string>
  change(record: PostingRecord): void
  /** A change of which the findings that need other postings are still to come. */
  screen(record: PostingRecord): void
  /** A record of which readers need not hear. */
  keep(record: PostingRecord): void
}

function createOutcome(): Outcome {
  const records = new Map<string, PostingRecord>()
  const changed = new Set<string>()
  const screened = new Set<string>()
  function change(record: PostingRecord): void {
    records.set(record.posting.id, record)
    changed.add(record.posting.id)
  }
  return {
    records,
    changed,
    tombstones: [],
    telling: new Set(),
    decisions: [],
    screened,
    change,
    screen(record) {
      change(record)
      screened.add(record.posting.id)
    },
    keep(record) {
      records.set(record.posting.id, record)
      changed.delete(record.posting.id)
    }
  }
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
