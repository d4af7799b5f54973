import type { Category, LawReference, Severity } from '../../contracts/screening.ts'
import type { PostingContext } from './context.ts'

/** A place where a rule's pattern matched, in folded text. */
export interface RuleMatch {
  /** The folded text around the match; offsets below are into it. */
  readonly text: string
  readonly start: number
  readonly end: number
  readonly groups: Readonly<Record<string, string | undefined>>
  readonly field: string
  readonly posting: PostingContext
}

/** False: no finding. An object replaces what the rule says. */
export type Judgement =
  | boolean
  | { readonly severity?: Severity; readonly suggestion?: string; readonly confidence?: number }

/** One small rule. It runs only where one of its triggers stands, on a bounded stretch of text around it. */
export interface Rule {
  /** Stable: stored findings name it. */
  readonly id: string
  /** What the automaton looks for; gaps inside a trigger (限 男, 限*男) are closed before the pattern sees the text. */
  readonly triggers: readonly string[]
  /**
   * Regular expression over folded text (simplified, half-width, lower case, `,:;!?()-` for all their forms, one blank
   * for any). The group `e`, where there is one, is the evidence. Every repetition must be bounded.
   */
  readonly pattern: string
  readonly judge?: (match: RuleMatch) => Judgement
  /** Severity where it is not the family's. */
  readonly severity?: Severity
  readonly law?: readonly LawReference[]
  /** Chinese, for the employer. */
  readonly suggestion?: string
  /** 0..1: how often a reader agrees. */
  readonly confidence: number
  readonly examples: readonly string[]
  readonly counterExamples: readonly string[]
}

export interface RuleFamily {
  readonly category: Category
  readonly severity: Severity
  /** Chinese name for documents and notices. */
  readonly name: string
  readonly law: readonly LawReference[]
  readonly suggestion: string
  /** Runs before each rule's own judgement: context in which the words are no demand on the applicant. */
  readonly guard?: (match: RuleMatch) => boolean
  /** Whether a clause, as submitted, is lawful however much it reads like a breach: the clause model leaves it. */
  readonly isLawful?: (clause: string) => boolean
  readonly rules: readonly Rule[]
  /** Phrases also recognised by sound (pinyin, homophones). */
  readonly disguises?: readonly string[]
}
