import { type Category, categories, type Decision, type Finding, type Severity } from '../../contracts/screening.ts'

export interface LabelledFinding {
  readonly category: Category
  readonly severity: Severity
  readonly field: string
  readonly start: number
  readonly end: number
  readonly quote: string
}

export interface LabelledPosting {
  readonly id: string
  /** rare, evasion, implicit, hard-negative, exception; absent on real postings. */
  readonly kind?: string
  readonly findings: readonly LabelledFinding[]
  readonly [field: string]: unknown
}

export interface Counts {
  readonly right: number
  readonly wrong: number
  readonly missed: number
}

export interface ScreeningError {
  readonly id: string
  readonly kind: string
  readonly problem: 'missed' | 'false'
  readonly category: string
  readonly quote: string
  readonly rule: string
}

export interface ScreeningEvaluation {
  readonly postings: number
  /** One count per category and posting. */
  readonly perCategory: Readonly<Record<string, Counts>>
  readonly microF1: number
  /** Mean over the categories that the labels or the findings hold. */
  readonly macroF1: number
  /** Every finding against any label of its category that it overlaps. */
  readonly spanF1: number
  readonly decisionAccuracy: number
  readonly cleanPostings: number
  readonly cleanFlagged: number
  readonly evasions: number
  readonly evasionsFound: number
  readonly hardNegatives: number
  readonly hardNegativesFlagged: number
  readonly errors: readonly ScreeningError[]
}

/** `missing` speaks of the record, not of its wording: the labelled sets leave it out, and so does this. */
const judged: readonly string[] = categories.filter(category => category !== 'missing')
const rank: Readonly<Record<string, number>> = { pass: 0, advise: 1, review: 2, block: 3 }

export function f1({ right, wrong, missed }: Counts): number {
  return right === 0 ? 0 : (2 * right) / (2 * right + wrong + missed)
}

/** Scores `screen` on labelled postings: categories per posting, spans by overlap, the decision as a whole. */
export function evaluateScreening(
  rows: readonly LabelledPosting[],
  screen: (submission: Readonly<Record<string, unknown>>) => readonly Finding[]
): ScreeningEvaluation {
  const counts = new Map(judged.map(category => [category, { right: 0, wrong: 0, missed: 0 }]))
  const spans = { right: 0, wrong: 0, missed: 0 }
  const tally = { decisions: 0, clean: 0, cleanFlagged: 0, evasions: 0, found: 0, hard: 0, hardFlagged: 0 }
  const errors: ScreeningError[] = []
  for (const { id, kind = 'real', findings: gold, ...submission } of rows) {
    const found = screen(submission).filter(({ category }) => judged.includes(category))
    const wanted = new Set(gold.map(({ category }) => category))
    const got = new Set(found.map(({ category }) => category))
    const note = (problem: 'missed' | 'false', finding: { category: string; quote?: string; rule?: string }) =>
      errors.push({
        id,
        kind,
        problem,
        category: finding.category,
        quote: finding.quote ?? '',
        rule: finding.rule ?? ''
      })
    for (const category of judged as Category[]) {
      const count = counts.get(category) as { right: number; wrong: number; missed: number }
      if (wanted.has(category) && got.has(category)) count.right++
      else if (got.has(category)) count.wrong++
      else if (wanted.has(category)) count.missed++
    }
    for (const label of gold)
      if (found.some(finding => overlaps(finding, label))) spans.right++
      else {
        spans.missed++
        note('missed', label)
      }
    for (const finding of found)
      if (!gold.some(label => overlaps(finding, label))) {
        spans.wrong++
        note('false', finding)
      }
    if (strongest(gold) === strongest(found)) tally.decisions++
    if (gold.length === 0) {
      tally.clean++
      if (found.length > 0) tally.cleanFlagged++
    }
    if (kind === 'evasion') {
      tally.evasions++
      if ([...wanted].every(category => got.has(category))) tally.found++
    }
    if (kind === 'hard-negative') {
      tally.hard++
      if (found.length > 0) tally.hardFlagged++
    }
  }
  const present = [...counts].filter(([, { right, wrong, missed }]) => right + wrong + missed > 0)
  const total = present.reduce(
    (sum, [, count]) => ({
      right: sum.right + count.right,
      wrong: sum.wrong + count.wrong,
      missed: sum.missed + count.missed
    }),
    { right: 0, wrong: 0, missed: 0 }
  )
  return {
    postings: rows.length,
    perCategory: Object.fromEntries(present),
    microF1: f1(total),
    macroF1: present.reduce((sum, [, count]) => sum + f1(count), 0) / Math.max(1, present.length),
    spanF1: f1(spans),
    decisionAccuracy: tally.decisions / Math.max(1, rows.length),
    cleanPostings: tally.clean,
    cleanFlagged: tally.cleanFlagged,
    evasions: tally.evasions,
    evasionsFound: tally.found,
    hardNegatives: tally.hard,
    hardNegativesFlagged: tally.hardFlagged,
    errors
  }
}

function overlaps(finding: Finding, label: LabelledFinding): boolean {
  return (
    finding.category === label.category &&
    finding.field === label.field &&
    (finding.start ?? 0) < label.end &&
    label.start < (finding.end ?? 0)
  )
}

function strongest(findings: readonly { readonly severity: Severity }[]): Decision {
  return findings.reduce<Decision>(
    (best, { severity }) => ((rank[severity] ?? 0) > (rank[best] ?? 0) ? severity : best),
    'pass'
  )
}
