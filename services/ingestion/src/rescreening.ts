import { setImmediate } from 'node:timers/promises'
import type { PostingState } from '@zhipei/shared/contracts/posting'
import type { Screening } from '@zhipei/shared/contracts/screening'
import { screenRecord } from '@zhipei/shared/domain/screening/record/screen-record'
import { stateAfter } from '@zhipei/shared/domain/screening/review'
import type { Screener } from '@zhipei/shared/domain/screening/screener'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { PostingRecord, PostingStore } from '@zhipei/shared/ports/posting-store'
import { carryingRepeats } from './handlers/judge-repeats.ts'
import type { ScreenPostings } from './handlers/screen-postings.ts'

/** What other rules make of the stored postings. */
export interface RescreenReport {
  readonly rulesVersion: string
  readonly applied: boolean
  readonly postings: number
  /** Postings whose findings or state differ. */
  readonly changed: number
  /** Per category, postings in which it was found anew, or is found no more. */
  readonly categories: Readonly<Record<string, { readonly added: number; readonly removed: number }>>
  /** Postings per change of state, e.g. `live → review`. */
  readonly states: Readonly<Record<string, number>>
  /** The first postings of each change of state. */
  readonly examples: Readonly<Record<string, readonly string[]>>
}

export type Rescreen = (options: { readonly apply: boolean }) => Promise<RescreenReport>

const recordsPerPage = 100
const examplesMax = 10

/**
 * Screens every stored posting by the present rules. Without `apply` nothing is written: the report is what would
 * change. With it, page by page in the order of arriving postings, so that intake goes on meanwhile.
 */
export function createRescreening(parts: {
  readonly store: PostingStore
  readonly screener: Screener
  readonly clock: Clock
  readonly amend: ScreenPostings['amend']
}): Rescreen {
  const { store, screener, clock, amend } = parts

  function rescreened(record: PostingRecord): PostingRecord | undefined {
    if (record.state === 'taken-down' || record.screening.rulesVersion === screener.rulesVersion) return undefined
    const fresh = screenRecord(screener, record.posting, record.submission, clock.nowMs())
    const screening = carryingRepeats(fresh, record.screening)
    const state = stateAfter(screening, record.review)
    // What copies another stays linked as long as it is lawful.
    return {
      ...record,
      screening,
      state: state === 'live' && record.state === 'duplicate' ? record.state : state
    }
  }

  return async ({ apply }) => {
    const tally = createTally()
    let after = ''
    for (;;) {
      const page = await store.listById(after, recordsPerPage)
      const last = page.at(-1)
      if (last === undefined) break
      after = last.posting.id
      for (const record of page) tally.count(record, rescreened(record))
      if (apply)
        await amend(
          page.map(({ posting }) => posting.id),
          rescreened
        )
      await setImmediate()
    }
    return { rulesVersion: screener.rulesVersion, applied: apply, ...tally.report() }
  }
}

function createTally() {
  let postings = 0
  let changed = 0
  const categories: Record<string, { added: number; removed: number }> = {}
  const states: Record<string, number> = {}
  const examples: Record<string, string[]> = {}
  const categoriesOf = ({ findings }: Screening) => new Set<string>(findings.map(({ category }) => category))
  const bump = (category: string, side: 'added' | 'removed') => {
    categories[category] ??= { added: 0, removed: 0 }
    categories[category][side]++
  }
  const move = (from: PostingState, to: PostingState, id: string) => {
    const key = `${from} → ${to}`
    states[key] = (states[key] ?? 0) + 1
    examples[key] ??= []
    if (examples[key].length < examplesMax) examples[key].push(id)
  }
  return {
    count(before: PostingRecord, after: PostingRecord | undefined): void {
      postings++
      if (after === undefined) return
      const [was, is] = [categoriesOf(before.screening), categoriesOf(after.screening)]
      const added = [...is].filter(category => !was.has(category))
      const removed = [...was].filter(category => !is.has(category))
      for (const category of added) bump(category, 'added')
      for (const category of removed) bump(category, 'removed')
      const moved = before.state !== after.state
      if (moved) move(before.state, after.state, before.posting.id)
      if (added.length + removed.length > 0 || moved) changed++
    },
    report: () => ({ postings, changed, categories, states, examples })
  }
}
