import type { Finding, Screening } from '../../contracts/screening.ts'
import { screenBackwards } from './backwards.ts'
import { createClauseClassifier } from './clauses/classifier.ts'
import { decodeClauseModel, type EncodedClauseModel } from './clauses/model.ts'
import { realWords, substitutes } from './confusions.ts'
import { createPostingContext, type Submission, textFields } from './context.ts'
import { createTextScreener, decide, findingsMax, type ScreenText, withoutOverlaps } from './engine.ts'
import { families } from './families.ts'
import { missingFindings } from './record/missing.ts'
import type { RuleFamily } from './rule.ts'
import { clauseModel } from './tables/clause-model.ts'
import { payTable } from './tables/pay.ts'
import { rulesVersionOf } from './version.ts'

export interface Screener {
  readonly rulesVersion: string
  /**
   * Findings in a posting (any object of text fields, nested ones too) or a `{ text }`. Pure and synchronous; time is
   * linear in the length of the texts. Evidence offsets are UTF-16 into the field as submitted.
   */
  screen(submission: Submission): Screening
}

export interface ScreenerOptions {
  readonly families?: readonly RuleFamily[]
  /** The classifier beside the rules; null: rules alone. */
  readonly clauses?: EncodedClauseModel | null
}

/** Compiles the rules at the first text, some hundreds of milliseconds: not every thread that has a screener screens. */
export function createScreener(options: ScreenerOptions = {}): Screener {
  const { families: chosen = families, clauses = clauseModel } = options
  const compile = () => {
    const wording = { families: chosen, substitutes, realWords }
    return createTextScreener(
      clauses === null ? wording : { ...wording, suspects: createClauseClassifier(decodeClauseModel(clauses)) }
    )
  }
  let compiled: ScreenText | undefined
  const rulesVersion = rulesVersionOf(chosen, substitutes, realWords, payTable, clauses)
  return {
    rulesVersion,
    screen(submission) {
      compiled ??= compile()
      const screenText = compiled
      const fields = textFields(submission)
      const posting = createPostingContext(submission, fields)
      const findings: Finding[] = []
      for (const [field, text] of fields) {
        if (findings.length >= findingsMax) break
        const found = screenText(posting, field, text)
        const reversed = screenBackwards(screenText, posting, field, text)
        for (const finding of withoutOverlaps([...found, ...reversed])) findings.push(finding)
      }
      const all = [...findings.slice(0, findingsMax), ...missingFindings(submission)]
      return { decision: decide(all), findings: all, rulesVersion }
    }
  }
}
