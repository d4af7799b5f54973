import Type, { type Static } from 'typebox'
import { Nullable } from './common.ts'

/** What the present rules make of the stored postings; a dry run says what would change. */
export const RescreenReport = Type.Object({
  rulesVersion: Type.String(),
  applied: Type.Boolean({ description: 'false: a dry run, nothing was written' }),
  postings: Type.Integer({ description: 'stored postings that were read' }),
  current: Type.Integer({ description: 'of these, decided by these rules already' }),
  changed: Type.Integer({ description: 'postings whose categories or state differ' }),
  categories: Type.Record(
    Type.String(),
    Type.Object({
      added: Type.Integer({ description: 'postings in which it is found anew' }),
      removed: Type.Integer({ description: 'postings in which it is found no more' }),
      examples: Type.Array(Type.String(), { description: 'platform ids' })
    })
  ),
  states: Type.Record(Type.String(), Type.Integer(), {
    description: 'postings per change of state, e.g. live → review'
  }),
  examples: Type.Record(Type.String(), Type.Array(Type.String()), { description: 'the first of each change of state' })
})
export type RescreenReport = Static<typeof RescreenReport>

export const RescreenRequest = Type.Object(
  { apply: Type.Boolean({ description: 'false: only say what would change' }) },
  { additionalProperties: false }
)

export const RescreenProgress = Type.Object({
  state: Type.Enum(['running', 'done', 'failed']),
  total: Type.Integer({ description: 'stored postings at the start' }),
  report: RescreenReport,
  error: Nullable(Type.String())
})
export type RescreenProgress = Static<typeof RescreenProgress>
