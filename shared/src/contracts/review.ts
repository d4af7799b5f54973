import Type, { type Static } from 'typebox'
import { Instant } from './common.ts'

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
    revision: Type.Optional(Type.Integer({ description: 'refused where the posting has changed since' }))
  },
  { additionalProperties: false }
)
export type ReviewRequest = Static<typeof ReviewRequest>
