import type { Cleared } from './clauses/findings.ts'
import type { PostingContext } from './context.ts'
import type { Folded } from './folder.ts'
import type { Rule, RuleFamily } from './rule.ts'
import { createStarts } from './starts.ts'
import type { Hits, Triggers } from './triggers.ts'

/** Folded text before a trigger and after it that a pattern sees. Bounds the work per trigger, whatever the input. */
const reachBefore = 48
const reachAfter = 64
const repeatsMax = 4

export interface FamilyRule {
  readonly rule: Rule
  readonly family: RuleFamily
}

/** A match that stands, with its evidence in the text. */
export interface RuleMatched extends FamilyRule {
  readonly judgement: Exclude<ReturnType<NonNullable<Rule['judge']>>, false>
  readonly start: number
  readonly end: number
}

/** A text with what was found in it so far. */
export interface Searched {
  readonly posting: PostingContext
  readonly field: string
  readonly text: Folded
  readonly hits: Hits
  /** Where each unit of the folded text that hits speak of stands in `text`. */
  readonly position: Int32Array
}

export interface RuleMatches {
  /** What the rules of the triggers find. Where a rule looked and found nothing wrong is added to `cleared`. */
  find(searched: Searched, cleared: Cleared[]): RuleMatched[]
}

export function createRuleMatches(rules: readonly FamilyRule[], triggers: Triggers, size: number): RuleMatches {
  const expressions = rules.map(({ rule }) => new RegExp(bounded(rule.pattern), 'y'))
  const starts = createStarts(
    expressions.map(({ source }) => source),
    reachBefore + reachAfter + triggers.unitsMax,
    size
  )
  const { rulesOf } = triggers
  const wanted = new Uint8Array(rules.length)
  /** By rule: where its last match ends, and the first place where no match was tried to start. */
  const seen = new Int32Array(rules.length)
  const tried = new Int32Array(rules.length)

  const find = ({ posting, field, text, hits, position }: Searched, cleared: Cleared[]): RuleMatched[] => {
    const found: RuleMatched[] = []
    wanted.fill(0)
    for (let hit = 0; hit < hits.count; hit++)
      for (const index of rulesOf[hits.trigger[hit] as number] as readonly number[]) wanted[index] = 1
    starts.find(text, wanted)
    seen.fill(-1)
    tried.fill(0)
    let whole: string | undefined
    for (let hit = 0; hit < hits.count; hit++) {
      const at = position[hits.from[hit] as number] as number
      const until = (position[(hits.to[hit] as number) - 1] as number) + 1
      const base = Math.max(0, at - reachBefore)
      let window: string | undefined
      for (const index of rulesOf[hits.trigger[hit] as number] as readonly number[]) {
        if ((seen[index] as number) >= until) continue
        const expression = expressions[index] as RegExp
        let from = Math.max(base, tried[index] as number)
        for (;;) {
          const start = starts.next(index, from, until)
          if (start < 0) break
          whole ??= decode(text)
          window ??= whole.slice(base, until + reachAfter)
          expression.lastIndex = start - base
          const match = expression.exec(window)
          const end = start + (match?.[0].length ?? 0)
          from = Math.max(end, start + 1)
          if (match === null || end <= at || end <= (seen[index] as number)) continue
          seen[index] = end
          const rule = rules[index] as FamilyRule
          const judged = judge(rule, window, match, field, posting)
          if (judged.judgement !== false)
            found.push({ ...rule, judgement: judged.judgement, start: base + judged.start, end: base + judged.end })
          else {
            const { category } = rule.family
            cleared.push({ category, start: text.start[start] as number, end: text.end[end - 1] as number })
          }
        }
        tried[index] = Math.max(from, until)
      }
    }
    return found
  }
  return { find }
}

/** What family and rule make of a match in its surroundings, and the evidence in it. */
function judge(
  { rule, family }: FamilyRule,
  text: string,
  match: RegExpExecArray,
  field: string,
  posting: PostingContext
) {
  const evidence = match.groups?.e ?? match[0]
  const offset = match.index + match[0].indexOf(evidence)
  const [start, end] = trimmed(text, offset, offset + evidence.length)
  const groups = (match.groups ?? {}) as Record<string, string | undefined>
  const context = { text, start, end, groups, field, posting }
  const judgement = family.guard?.(context) === true ? false : (rule.judge?.(context) ?? true)
  return { judgement, start, end }
}

const margins = ' ,;:、。!\n'
/** Evidence without the punctuation around it. */
function trimmed(text: string, start: number, end: number): [number, number] {
  let [first, last] = [start, end]
  while (last > first + 1 && margins.includes(text.charAt(last - 1))) last--
  while (first < last - 1 && margins.includes(text.charAt(first))) first++
  return [first, last]
}

/** Rules write `(…)*` for a run of fillers; no sentence has more than a few, and ambiguity must not multiply. */
function bounded(pattern: string): string {
  return pattern.replaceAll(/\)([*+])/g, (_, sign) => `){${sign === '*' ? 0 : 1},${repeatsMax}}`)
}

const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true })
/** Folded text holds no lone surrogates, so nothing is replaced. */
function decode({ codes, length }: Folded): string {
  return utf16.decode(codes.subarray(0, length))
}
