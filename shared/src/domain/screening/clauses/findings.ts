import type { Category, Finding, Severity } from '../../../contracts/screening.ts'
import type { Folded } from '../folder.ts'
import type { RuleFamily } from '../rule.ts'
import type { SuspectClause } from './classifier.ts'

/** A stretch of the text as submitted where a rule of the category looked and found nothing wrong. */
export interface Cleared {
  readonly category: Category
  readonly start: number
  readonly end: number
}

interface Surroundings {
  readonly folded: Folded
  readonly families: readonly RuleFamily[]
  readonly field: string
  readonly source: string
  readonly ruled: readonly (Finding & { readonly start: number; readonly end: number })[]
  readonly cleared: readonly Cleared[]
}

const atMostReview = (severity: Severity): Severity => (severity === 'block' ? 'review' : severity)
/** A reader agrees with about three in four; with more the further the clause is past the threshold. */
const confidenceOf = (margin: number) => Math.round((0.6 + 0.2 * (margin / (1 + margin))) * 100) / 100

/**
 * The suspect clauses as findings, at most `review`. Where a rule of the category has found something in the field, or has
 * looked at the clause and let it pass, the rule is right: it knows exceptions, the model does not.
 */
export function suspectFindings(
  suspects: readonly SuspectClause[],
  { folded, families, field, source, ruled, cleared }: Surroundings
): (Finding & { start: number; end: number })[] {
  const found: (Finding & { start: number; end: number })[] = []
  for (const { category, from, to, margin } of suspects) {
    const family = families.find(candidate => candidate.category === category)
    if (family === undefined || ruled.some(finding => finding.category === category)) continue
    const start = folded.start[from] as number
    const end = folded.end[to - 1] as number
    if (family.isLawful?.(source.slice(start, end))) continue
    if (cleared.some(span => span.category === category && span.start < end && start < span.end)) continue
    found.push({
      category,
      severity: atMostReview(family.severity),
      field,
      start,
      end,
      quote: source.slice(start, end),
      rule: `${category}.model`,
      law: [...family.law],
      suggestion: `由模型判断，请人工核对。${family.suggestion}`,
      confidence: confidenceOf(margin)
    })
  }
  return found
}
