import type { PostingSubmission } from '../../../src/contracts/posting.ts'
import { normalisePosting } from '../../../src/domain/normalise/posting.ts'
import { given } from '../../../src/domain/normalise/text.ts'

interface RealRow {
  readonly id: string
  readonly title: string
  readonly company: string | null
  readonly city: string | null
  readonly district: string | null
  readonly salaryText: string | null
  readonly degree: string | null
  readonly experience: string | null
  readonly description: string
  readonly benefits: string | null
  readonly industry: string | null
  readonly postedAt: string | null
}

/** A line of the real pool as an employer would submit it. */
export function realSubmission(line: string): PostingSubmission {
  const { id, company, postedAt, city, ...rest } = JSON.parse(line) as RealRow
  return { ...rest, postingId: id, employer: { name: company ?? '未提供' }, city: city ?? '-', publishedAt: postedAt }
}

export const coveredFields = ['salaryText', 'degree', 'city', 'experience', 'publishedAt'] as const
export type CoveredField = (typeof coveredFields)[number]

export interface FieldCoverage {
  stated: number
  understood: number
  readonly misses: Map<string, number>
}
export type Coverage = ReadonlyMap<CoveredField, FieldCoverage>

export function emptyCoverage(): Coverage {
  return new Map(coveredFields.map(field => [field, { stated: 0, understood: 0, misses: new Map() }]))
}

/** Counts the stated fields of one line; a field named in `unparsed` is not understood, wherever its text went. */
export function measure(coverage: Coverage, line: string): void {
  const submission = realSubmission(line)
  const posting = normalisePosting(submission, { id: submission.postingId, source: 'real', revision: 1 })
  const missed = new Set(posting.unparsed.map(({ field }) => field))
  for (const [field, counts] of coverage) {
    const text = given(submission[field])
    if (text === null) continue
    counts.stated++
    if (missed.has(field)) counts.misses.set(text, (counts.misses.get(text) ?? 0) + 1)
    else counts.understood++
  }
}
