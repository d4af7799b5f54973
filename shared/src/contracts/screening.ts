import Type, { type Static } from 'typebox'
import { Instant } from './common.ts'

export const categories = [
  'gender',
  'marital',
  'ethnicity',
  'religion',
  'region',
  'disability',
  'health',
  'criminal',
  'age',
  'school',
  'appearance',
  'political',
  'fraud-fee',
  'fraud-loan',
  'fraud-bait',
  'fraud-crime',
  'terms',
  'missing'
] as const
export const Category = Type.Enum(categories)
export type Category = (typeof categories)[number]

export const severities = ['advise', 'review', 'block'] as const
export const Severity = Type.Enum(severities)
export type Severity = (typeof severities)[number]

/** The strongest severity among the findings; `pass` where there is none. */
export const Decision = Type.Enum(['pass', ...severities])
export type Decision = Static<typeof Decision>

export const LawReference = Type.Object({
  name: Type.String(),
  article: Type.Optional(Type.String({ description: 'e.g. 第二十七条; absent where only the notice is cited' }))
})
export type LawReference = Static<typeof LawReference>

/** One breach of the law or risk in a posting, with its evidence. */
export const Finding = Type.Object({
  category: Category,
  severity: Severity,
  field: Type.String({ description: 'the submitted field that holds the evidence, or that is missing' }),
  start: Type.Optional(Type.Integer({ minimum: 0, description: 'UTF-16 offset into the field as submitted' })),
  end: Type.Optional(Type.Integer({ minimum: 0, description: 'UTF-16 offset, exclusive' })),
  quote: Type.Optional(Type.String({ description: 'field.slice(start, end)' })),
  rule: Type.String({ description: 'stable rule id' }),
  law: Type.Array(LawReference),
  suggestion: Type.String({ description: 'lawful wording, or what to remove (Chinese)' }),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  related: Type.Optional(
    Type.Array(Type.String(), { description: 'platform ids of other postings that the finding counts; operators only' })
  )
})
export type Finding = Static<typeof Finding>

export const Screening = Type.Object({
  decision: Decision,
  findings: Type.Array(Finding),
  rulesVersion: Type.String({ description: 'version of the rule set that decided' }),
  at: Type.Optional({ ...Instant, description: 'when a stored posting was screened: checks of dates depend on it' })
})
export type Screening = Static<typeof Screening>
