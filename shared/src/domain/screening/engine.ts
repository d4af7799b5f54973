import type { Finding, Screening, Severity } from '../../contracts/screening.ts'
import { createAutomaton, step } from './automaton.ts'
import type { SuspectClause } from './clauses/classifier.ts'
import { type Cleared, suspectFindings } from './clauses/findings.ts'
import { isProse, type PostingContext } from './context.ts'
import { createUnmask, gapRunMax } from './disguise.ts'
import { createFoldTable } from './fold-table.ts'
import { createFolded, type Folded, fold, pieceUnitsMax } from './folder.ts'
import type { Rule, RuleFamily } from './rule.ts'
import { createStarts } from './starts.ts'

/** Folded text on each side of a trigger that a pattern sees. Bounds the work per trigger, whatever the input. */
const reachBefore = 48
const reachAfter = 64
/** Neighbouring pieces of a long field share this many units; no evidence is longer. */
const overlapUnits = 400

/** Hostile input could repeat one phrase for ever: nobody reads past this. */
export const findingsMax = 500

interface CompiledRule {
  readonly rule: Rule
  readonly family: RuleFamily
  readonly regex: RegExp
}

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
  let folded = createFolded()
  const text = createFolded()
  const position = new Int32Array(folded.codes.length)
  const dissolved = new Uint8Array(folded.codes.length)
  const compiled = families.flatMap(family =>
    family.rules.map(rule => ({ rule, family, regex: new RegExp(bounded(rule.pattern), 'y') }))
  )
  const wanted = new Uint8Array(compiled.length)
  const seen = new Int32Array(compiled.length)
  const { triggers, rulesOf } = indexTriggers(compiled)
  // Between two figures a gap is a range (22-28), never noise inside one.
  const isShortFigure = Uint8Array.from(triggers, trigger => (/^\d{1,2}$/.test(trigger) ? 1 : 0))
  const unitsOf = Uint8Array.from(triggers, trigger => trigger.length)
  const automaton = createAutomaton(triggers.map(trigger => [...trigger].map(unit => unit.charCodeAt(0))))
  const starts = createStarts(
    compiled.map(({ regex }) => regex.source),
    reachBefore + reachAfter + Math.max(...unitsOf),
    folded.codes.length
  )
  const hits: { from: number; to: number; trigger: number }[] = []
  /** Where a rule looked and found nothing wrong, in the piece under way. */
  const cleared: Cleared[] = []

  const findTriggers = () => {
    const { ends, endsFrom } = automaton
    const { codes, gapRun, length } = folded
    hits.length = 0
    dissolved.fill(0, 0, length)
    let state = 0
    for (let at = 0; at < length; at++) {
      if ((gapRun[at] as number) > gapRunMax) state = 0
      state = step(automaton, state, codes[at] as number)
      const last = endsFrom[state + 1] as number
      for (let end = endsFrom[state] as number; end < last; end++) {
        const trigger = ends[end] as number
        const from = at + 1 - (unitsOf[trigger] as number)
        if (isShortFigure[trigger] === 1 && hasGap(folded, from, at)) continue
        hits.push({ from, to: at + 1, trigger })
        for (let inside = from + 1; inside <= at; inside++) dissolved[inside] = 1
      }
    }
  }

  return (posting, field, source) => {
    const findings: Located[] = []
    let accepted = -1
    for (let from = 0; from === 0 || from < source.length; from += pieceUnitsMax - overlapUnits) {
      if (findings.length >= findingsMax) break
      const to = Math.min(source.length, from + pieceUnitsMax)
      folded = readPiece(source, from, to)
      findTriggers()
      const limit = to === source.length ? to : to - overlapUnits / 2
      const isNew = ({ start }: Located) => start > accepted && start < limit
      cleared.length = 0
      const ruled: Located[] = []
      if (hits.length > 0) {
        compose(folded, dissolved, text, position)
        for (const found of applyRules(posting, field, decode(text)))
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

  function applyRules(posting: PostingContext, field: string, whole: string): Hit[] {
    const found: Hit[] = []
    seen.fill(-1)
    wanted.fill(0)
    for (const { trigger } of hits) for (const index of rulesOf[trigger] as number[]) wanted[index] = 1
    starts.find(text, wanted)
    for (const hit of hits) {
      const at = position[hit.from] as number
      const until = (position[hit.to - 1] as number) + 1
      const base = Math.max(0, at - reachBefore)
      for (const index of rulesOf[hit.trigger] as number[]) {
        if ((seen[index] as number) >= until) continue
        const { rule, family, regex } = compiled[index] as CompiledRule
        let window: string | undefined
        for (let from = base; ; ) {
          const start = starts.next(index, from, until)
          if (start < 0) break
          window ??= whole.slice(base, until + reachAfter)
          regex.lastIndex = start - base
          const match = regex.exec(window)
          const end = start + (match?.[0].length ?? 0)
          from = Math.max(end, start + 1)
          if (match === null || end <= at || end <= (seen[index] as number)) continue
          seen[index] = end
          const evidence = match.groups?.e ?? match[0]
          const offset = match.index + match[0].indexOf(evidence)
          const [first, last] = trimmed(window, offset, offset + evidence.length)
          const context = {
            text: window,
            start: first,
            end: last,
            groups: (match.groups ?? {}) as Record<string, string | undefined>,
            field,
            posting
          }
          const judgement = family.guard?.(context) === true ? false : (rule.judge?.(context) ?? true)
          if (judgement === false) {
            const { category } = family
            cleared.push({ category, start: text.start[start] as number, end: text.end[end - 1] as number })
            continue
          }
          found.push({ rule, family, judgement, start: base + first, end: base + last })
        }
      }
    }
    return found
  }
}

const margins = ' ,;:、。!\n'
/** Evidence without the punctuation around it. */
function trimmed(text: string, start: number, end: number): [number, number] {
  let [first, last] = [start, end]
  while (last > first + 1 && margins.includes(text.charAt(last - 1))) last--
  while (first < last - 1 && margins.includes(text.charAt(first))) first++
  return [first, last]
}

const repeatsMax = 4
/** Rules write `(…)*` for a run of fillers; no sentence has more than a few, and ambiguity must not multiply. */
function bounded(pattern: string): string {
  return pattern.replaceAll(/\)([*+])/g, (_, sign) => `){${sign === '*' ? 0 : 1},${repeatsMax}}`)
}

function hasGap({ gap }: Folded, from: number, to: number): boolean {
  for (let at = from + 1; at <= to; at++) if (gap[at] !== 0) return true
  return false
}

interface Hit {
  readonly rule: Rule
  readonly family: RuleFamily
  readonly judgement: Exclude<ReturnType<NonNullable<Rule['judge']>>, false>
  readonly start: number
  readonly end: number
}

function indexTriggers(compiled: readonly CompiledRule[]) {
  const byTrigger = new Map<string, number[]>()
  compiled.forEach(({ rule }, index) => {
    for (const trigger of rule.triggers) byTrigger.set(trigger, [...(byTrigger.get(trigger) ?? []), index])
  })
  return { triggers: [...byTrigger.keys()], rulesOf: [...byTrigger.values()] }
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

const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true })
/** Folded text holds no lone surrogates, so nothing is replaced. */
function decode({ codes, length }: Folded): string {
  return utf16.decode(codes.subarray(0, length))
}

function toFinding(
  { rule, family, judgement }: Hit,
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
