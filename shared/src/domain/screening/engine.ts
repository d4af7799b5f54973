import type { Finding, Screening, Severity } from '../../contracts/screening.ts'
import type { SuspectClause } from './clauses/classifier.ts'
import { type Cleared, suspectFindings } from './clauses/findings.ts'
import { isProse, type PostingContext } from './context.ts'
import { createUnmask } from './disguise.ts'
import { createFoldTable } from './fold-table.ts'
import { createFolded, type Folded, fold, pieceUnitsMax } from './folder.ts'
import type { RuleFamily } from './rule.ts'
import { createRuleMatches, type RuleMatched } from './rule-matches.ts'
import { createTriggers } from './triggers.ts'

/** Neighbouring pieces of a long field share this many units; no evidence is longer. */
const overlapUnits = 400

/** Hostile input could repeat one phrase for ever: nobody reads past this. */
export const findingsMax = 500

/** A finding with where it was made: `order` sorts fields as submitted. */
export interface Located extends Finding {
  readonly start: number
  readonly end: number
}

export type ScreenText = (posting: PostingContext, field: string, text: string) => Located[]

export interface Wording {
  readonly families: readonly RuleFamily[]
  readonly substitutes: readonly (readonly [string, string])[]
  readonly realWords: readonly string[]
  /** Clauses that read like a breach; they become findings where no rule has spoken. */
  readonly suspects?: (folded: Folded) => readonly SuspectClause[]
}

/** Folds a piece of a text and undoes its disguises. The answer is overwritten by the next call. */
export function createPieceReader({ families, substitutes, realWords }: Wording) {
  const table = createFoldTable()
  const folded = createFolded()
  const unmask = createUnmask(
    { phrases: families.flatMap(family => family.disguises ?? []), substitutes, realWords },
    folded.codes.length
  )
  return (source: string, from: number, to: number): Folded => {
    fold(source, from, to, table, folded)
    unmask(folded)
    return folded
  }
}

/** Compiles the rules once; the function it answers keeps buffers of fixed size and is not reentrant. */
export function createTextScreener(wording: Wording): ScreenText {
  const { families, suspects } = wording
  const readPiece = createPieceReader(wording)
  const text = createFolded()
  const position = new Int32Array(text.codes.length)
  const dissolved = new Uint8Array(text.codes.length)
  const rules = families.flatMap(family => family.rules.map(rule => ({ rule, family })))
  const triggers = createTriggers(rules.map(({ rule }) => rule))
  const matches = createRuleMatches(rules, triggers, text.codes.length)
  /** Where a rule looked and found nothing wrong, in the piece under way. */
  const cleared: Cleared[] = []

  return (posting, field, source) => {
    const findings: Located[] = []
    let accepted = -1
    for (let from = 0; from === 0 || from < source.length; from += pieceUnitsMax - overlapUnits) {
      if (findings.length >= findingsMax) break
      const to = Math.min(source.length, from + pieceUnitsMax)
      const folded = readPiece(source, from, to)
      const hits = triggers.find(folded, dissolved)
      const limit = to === source.length ? to : to - overlapUnits / 2
      const isNew = ({ start }: Located) => start > accepted && start < limit
      cleared.length = 0
      const ruled: Located[] = []
      if (hits.count > 0) {
        compose(folded, dissolved, text, position)
        for (const found of matches.find({ posting, field, text, hits, position }, cleared))
          ruled.push(
            toFinding(found, field, source, text.start[found.start] as number, text.end[found.end - 1] as number)
          )
      }
      findings.push(...ruled.filter(isNew))
      if (suspects !== undefined && isProse(field))
        findings.push(
          ...suspectFindings(suspects(folded), { folded, families, field, source, ruled, cleared }).filter(isNew)
        )
      accepted = limit - 1
      if (to === source.length) break
    }
    return findings
  }
}

/** Writes `folded` with its gaps as visible characters, save those that a trigger closed. */
function compose(folded: Folded, dissolved: Uint8Array, out: Folded, position: Int32Array): void {
  let length = 0
  for (let at = 0; at < folded.length; at++) {
    const gap = folded.gap[at] as number
    const start = folded.start[at] as number
    if (gap !== 0 && dissolved[at] === 0) {
      out.codes[length] = gap
      out.start[length] = at === 0 ? start : (folded.end[at - 1] as number)
      out.end[length++] = start
    }
    position[at] = length
    out.codes[length] = folded.codes[at] as number
    out.start[length] = start
    out.end[length++] = folded.end[at] as number
  }
  out.length = length
}

function toFinding(
  { rule, family, judgement }: RuleMatched,
  field: string,
  source: string,
  start: number,
  end: number
): Located {
  const own = typeof judgement === 'object' ? judgement : {}
  return {
    category: family.category,
    severity: own.severity ?? rule.severity ?? family.severity,
    field,
    start,
    end,
    quote: source.slice(start, end),
    rule: rule.id,
    law: [...(rule.law ?? family.law)],
    suggestion: own.suggestion ?? rule.suggestion ?? family.suggestion,
    confidence: own.confidence ?? rule.confidence
  }
}

const rank: Readonly<Record<Severity, number>> = { advise: 1, review: 2, block: 3 }

/** Of findings of one category that overlap, the strongest stays; of equals the longest, then the earliest. */
export function withoutOverlaps(findings: readonly Located[]): Located[] {
  const kept = new Map<string, Located[]>()
  for (const finding of [...findings].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const list = kept.get(finding.category)
    const last = list?.at(-1)
    if (list === undefined) kept.set(finding.category, [finding])
    else if (last === undefined || finding.start >= last.end) list.push(finding)
    else if (strength(finding) > strength(last)) list[list.length - 1] = finding
  }
  return [...kept.values()].flat().sort((a, b) => a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : 1))
}

function strength(finding: Located): number {
  return rank[finding.severity] * overlapUnits + (finding.end - finding.start)
}

/** `pass` without findings, else the strongest severity. */
export function decide(findings: readonly Finding[]): Screening['decision'] {
  let decision: Screening['decision'] = 'pass'
  for (const { severity } of findings) if (decision === 'pass' || rank[severity] > rank[decision]) decision = severity
  return decision
}
