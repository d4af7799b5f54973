import type { Posting, PostingSubmission } from '../../../contracts/posting.ts'
import type { Screening } from '../../../contracts/screening.ts'
import { decide } from '../engine.ts'
import type { Screener } from '../screener.ts'
import { recordFindings } from './record-findings.ts'

/**
 * Screens a posting of the platform: its wording, and the record as a whole. The same rules, posting, submission and time
 * give the same screening, so that a stored one can be replayed.
 */
export function screenRecord(
  screener: Screener,
  posting: Posting,
  submission: PostingSubmission,
  nowMs: number
): Screening {
  const wording = screener.screen(submission)
  const findings = [...wording.findings, ...recordFindings(posting, submission, nowMs)]
  return { ...wording, decision: decide(findings), findings, at: new Date(nowMs).toISOString() }
}
