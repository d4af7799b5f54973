import Type, { type Static, type TSchema } from 'typebox'
import { Instant, Nullable } from './common.ts'
import { GraduateRecord } from './graduate.ts'
import { Interaction } from './interaction.ts'
import { PostingSubmission, ScreenedPosting } from './posting.ts'

/** The version of the event values that this build writes and reads. */
export const eventVersion = 1

const Event = <T extends string, D extends TSchema>(type: T, data: D) =>
  Type.Object({
    id: Type.String({ minLength: 1 }),
    type: Type.Literal(type),
    version: Type.Literal(eventVersion),
    at: Instant,
    traceId: Type.String(),
    data
  })

export const PostingSubmitted = Event(
  'posting.submitted',
  Type.Object({
    id: Type.String(),
    source: Type.String(),
    revision: Type.Integer(),
    submission: Type.Union([PostingSubmission, Type.Null()], { description: 'null: withdrawn, take the posting down' })
  })
)
export const PostingScreened = Event('posting.screened', ScreenedPosting)
export const GraduateChanged = Event('graduate.changed', GraduateRecord)
export const RecommendationServed = Event(
  'recommendation.served',
  Type.Object({
    requestId: Type.String(),
    graduateId: Nullable(Type.String()),
    surface: Type.String(),
    ranker: Type.String(),
    embedder: Type.String(),
    personalised: Type.Boolean(),
    items: Type.Array(Type.Object({ id: Type.String(), rank: Type.Integer(), score: Type.Number() }))
  })
)
export const InteractionRecorded = Event(
  'interaction.recorded',
  Type.Object({ ...Interaction.properties, id: Type.String() })
)

/** `compact` topics keep the last value of each key; a `null` value (tombstone) says that the key is gone. */
export const topics = {
  'postings.submitted': { schema: PostingSubmitted, cleanup: 'delete' },
  'postings.screened': { schema: PostingScreened, cleanup: 'compact' },
  'graduates.changed': { schema: GraduateChanged, cleanup: 'compact' },
  'recommendations.served': { schema: RecommendationServed, cleanup: 'delete' },
  'interactions.recorded': { schema: InteractionRecorded, cleanup: 'delete' }
} as const
export type TopicName = keyof typeof topics
export type EventOf<T extends TopicName> = Static<(typeof topics)[T]['schema']>
