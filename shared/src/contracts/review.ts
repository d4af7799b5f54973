import Type, { type Static } from 'typebox'
import { Instant, Nullable } from './common.ts'

export const reviewDecisions = ['approve', 'reject'] as const
export const ReviewDecision = Type.Enum(reviewDecisions)
export type ReviewDecision = Static<typeof ReviewDecision>

/** What an operator decided about a posting; holds for the submission that was reviewed. */
export const PostingReview = Type.Object({
  decision: ReviewDecision,
  note: Type.String(),
  actor: Type.String({ description: 'name of the access key' }),
  at: Instant,
  rulesVersion: Type.String({ description: 'rules whose findings were reviewed' }),
  seen: Type.Array(Type.String(), { description: 'rules that had found something when the person decided' })
})
export type PostingReview = Static<typeof PostingReview>

export const ReviewRequest = Type.Object(
  {
    decision: ReviewDecision,
    note: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }),
    revision: Type.Optional(
      Type.Integer({ description: 'of the item that was looked at: refused where the text has changed since' })
    ),
    corrects: Type.Optional({
      ...Instant,
      description: '`at` of the earlier decision; without it a decided posting is refused'
    })
  },
  { additionalProperties: false }
)
export type ReviewRequest = Static<typeof ReviewRequest>

/** An entry of the log of decisions, which only grows: who decided what about which text, and what came of it. */
export const ReviewLogEntry = Type.Object({
  number: Type.Integer({ minimum: 1, description: 'rises with each decision' }),
  id: Type.String({ description: 'platform id of the posting' }),
  revision: Type.Integer({ description: 'at which the text that was decided about came' }),
  ...PostingReview.properties,
  stateBefore: Type.String(),
  stateAfter: Type.String()
})
export type ReviewLogEntry = Static<typeof ReviewLogEntry>

export const ReviewLogPage = Type.Object({
  items: Type.Array(ReviewLogEntry),
  nextCursor: Nullable(Type.String())
})
export type ReviewLogPage = Static<typeof ReviewLogPage>
