import Type, { type Static } from 'typebox'
import { Instant, Nullable } from './common.ts'
import { PostingState, PostingSubmission } from './posting.ts'
import { PostingReview } from './review.ts'
import { Screening } from './screening.ts'

/** A posting that waits for a person, with what the rules found and the letter that its employer would get. */
export const ReviewItem = Type.Object({
  id: Type.String({ description: 'platform id' }),
  postingId: Type.String(),
  source: Type.String(),
  revision: Type.Integer({ description: 'at which this text came; a decision may name it' }),
  receivedAt: { ...Instant, description: 'when the posting first came' },
  city: Nullable(Type.String()),
  title: Type.String(),
  employer: Type.String(),
  state: PostingState,
  screening: Screening,
  review: Nullable(PostingReview),
  notice: Type.String({ description: 'Chinese, for the employer' }),
  submission: PostingSubmission
})
export type ReviewItem = Static<typeof ReviewItem>

export const ReviewPage = Type.Object({
  items: Type.Array(ReviewItem),
  total: Type.Integer({ description: 'postings that wait and pass the filters' }),
  nextCursor: Nullable(Type.String())
})
export type ReviewPage = Static<typeof ReviewPage>
