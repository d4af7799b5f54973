import { setImmediate } from 'node:timers/promises'
import type { PostingState } from '@zhipei/shared/contracts/posting'
import type { RescreenReport } from '@zhipei/shared/contracts/rescreening'
import type { Screening } from '@zhipei/shared/contracts/screening'
import { carryingRepeats } from '@zhipei/shared/domain/screening/record/repeats'
import { screenRecord } from '@zhipei/shared/domain/screening/record/screen-record'
import { stateAfter } from '@zhipei/shared/domain/screening/review'
import type { Screener } from '@zhipei/shared/domain/screening/screener'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { PostingRecord, PostingStore } from '@zhipei/shared/ports/posting-store'
import type { ScreenPostings } from './handlers/screen-postings.ts'

export type Rescreen = (options: {
  readonly apply: boolean
  /** Told what is known so far: at the start, after each page and at the end. */
  readonly onProgress?: ((report: RescreenReport, total: number) => void) | undefined
}) => Promise<RescreenReport>

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

  return async ({ apply, onProgress }) => {
    const tally = createTally(screener.rulesVersion)
    const total = await store.count()
    const report = () => ({ applied: apply, ...tally.report() })
    onProgress?.(report(), total)
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
      onProgress?.(report(), total)
      await setImmediate()
    }
    return report()
  }
}

function createTally(rulesVersion: string) {
  let postings = 0
  let current = 0
  let changed = 0
  const categories: RescreenReport['categories'] = {}
  const states: RescreenReport['states'] = {}
  const examples: RescreenReport['examples'] = {}
  const categoriesOf = ({ findings }: Screening) => new Set<string>(findings.map(({ category }) => category))
  const bump = (category: string, side: 'added' | 'removed', id: string) => {
    categories[category] ??= { added: 0, removed: 0, examples: [] }
    categories[category][side]++
    if (categories[category].examples.length < examplesMax) categories[category].examples.push(id)
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
      if (before.screening.rulesVersion === rulesVersion) current++
      if (after === undefined) return
      const { id } = before.posting
      const [was, is] = [categoriesOf(before.screening), categoriesOf(after.screening)]
      const added = [...is].filter(category => !was.has(category))
      const removed = [...was].filter(category => !is.has(category))
      for (const category of added) bump(category, 'added', id)
      for (const category of removed) bump(category, 'removed', id)
      const moved = before.state !== after.state
      if (moved) move(before.state, after.state, id)
      if (added.length + removed.length > 0 || moved) changed++
    },
    report: () => structuredClone({ rulesVersion, postings, current, changed, categories, states, examples })
  }
}
