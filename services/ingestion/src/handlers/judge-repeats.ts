import {
  type EmployerSigns,
  employerSigns,
  signEntries,
  standingOf
} from '@zhipei/shared/domain/screening/record/employer-signs'
import {
  isNews,
  repeatFindings,
  repeatWindowDays,
  withEntries,
  withRepeats
} from '@zhipei/shared/domain/screening/record/repeats'
import { stateAfter } from '@zhipei/shared/domain/screening/review'
import { retryable } from '@zhipei/shared/platform/retryable'
import { revisionTimeMs } from '@zhipei/shared/platform/revision'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { PostingRecord, PostingStore } from '@zhipei/shared/ports/posting-store'

export interface JudgedRepeats {
  /** With their findings of repetition, their state by these, and their signs. */
  readonly records: readonly PostingRecord[]
  /** Signs that say something new, so that who else carries them has to be judged again. */
  readonly telling: readonly number[]
}

/** @param fresh which of the records get new findings; the others only tell of themselves */
export type JudgeRepeats = (records: readonly PostingRecord[], fresh: ReadonlySet<string>) => Promise<JudgedRepeats>

const dayMs = 86_400_000
const chinaMs = 8 * 3_600_000
const dayOf = (ms: number) => Math.floor((ms + chinaMs) / dayMs)

/** Looks up who else uses a posting's phone, text, credit code or name. Postings judged together see each other. */
export function createJudgeRepeats({
  store,
  clock
}: {
  readonly store: PostingStore
  readonly clock: Clock
}): JudgeRepeats {
  return async (records, fresh) => {
    const told = records.map(record => ({ record, signs: employerSigns(record.posting, record.submission) }))
    const asked = new Set(told.flatMap(({ signs }) => allSigns(signs)))
    const before = await retryable(() => store.signUses([...asked], dayOf(clock.nowMs()) - repeatWindowDays))
    const now = withEntries(
      before,
      told.map(({ record, signs }) => [record.posting.id, entriesOf(record, signs)])
    )
    const judged = told.map(({ record, signs }) => {
      if (!fresh.has(record.posting.id)) return { ...record, signs: entriesOf(record, signs) }
      const screening = withRepeats(record.screening, repeatFindings(record.submission, signs, now))
      const state = stateAfter(screening, record.review)
      const next = { ...record, screening, state, duplicateOf: state === 'live' ? record.duplicateOf : null }
      return { ...next, signs: entriesOf(next, signs) }
    })
    const telling = [...now].filter(([sign, use]) => isNews(before.get(sign), use)).map(([sign]) => sign)
    return { records: judged, telling }
  }
}

function allSigns({ contacts, text, creditCode, name }: EmployerSigns): number[] {
  return [...contacts, text, creditCode, name].filter(sign => sign !== null)
}

function entriesOf({ since, screening, review }: PostingRecord, signs: EmployerSigns) {
  return signEntries(signs, dayOf(revisionTimeMs(since)), standingOf(screening, review))
}
