import type { Posting, PostingSubmission } from '../../../contracts/posting.ts'
import type { Screening } from '../../../contracts/screening.ts'
import { decide } from '../engine.ts'
import type { Screener } from '../screener.ts'
import { recordFindings } from './record-findings.ts'

/** Screens a posting of the platform: its wording, and the record as a whole. */
export function screenRecord(
  screener: Screener,
  posting: Posting,
  submission: PostingSubmission,
  nowMs: number
): Screening {
  const wording = screener.screen(submission)
  const ofRecord = recordFindings(posting, submission, nowMs)
  if (ofRecord.length === 0) return wording
  const findings = [...wording.findings, ...ofRecord]
  return { ...wording, decision: decide(findings), findings }
}
