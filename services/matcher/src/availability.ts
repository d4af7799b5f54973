import type { RecommendationFilters } from '@zhipei/shared/contracts/recommendation'
import { failedGates, type GateStep, gateSteps } from '@zhipei/shared/domain/matching/gates'
import type { Candidate } from '@zhipei/shared/domain/matching/rank'

/** What may have changed since a list was ranked. */
export interface Availability {
  readonly nowMs: number
  readonly dismissed: ReadonlySet<string>
  /** Postings that found all the people they seek. */
  readonly full: ReadonlySet<string>
  readonly filters: RecommendationFilters
}

/** Whether a ranked posting may still be shown. Pure. */
export function isAvailable({ posting, facts }: Candidate, { nowMs, dismissed, full, filters }: Availability): boolean {
  if (dismissed.has(posting.id) || full.has(posting.id) || isExpired(posting.validUntil, nowMs)) return false
  const [asked] = gateSteps(null, filters) as [GateStep]
  if (asked.fairId !== null && posting.fairId !== asked.fairId) return false
  return failedGates(asked, posting, facts).length === 0
}

/** A date that can't be read says nothing. */
export function isExpired(validUntil: string | null, nowMs: number): boolean {
  return validUntil !== null && Date.parse(validUntil) < nowMs
}
