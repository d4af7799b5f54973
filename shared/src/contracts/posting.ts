import Type, { type Static } from 'typebox'
import { Absent, ClientId, Instant, Nullable, Source } from './common.ts'
import { degreeLevels } from './degree-levels.ts'
import { PostingReview } from './review.ts'
import { Screening } from './screening.ts'

export const postingKinds = ['job', 'internship', 'public-welfare', 'policy'] as const
export const PostingKind = Type.Enum(postingKinds)
export type PostingKind = (typeof postingKinds)[number]

const Text = (maxLength: number) => Type.String({ maxLength })
const Words = Type.Union([Type.Array(Text(200), { maxItems: 200 }), Text(4000)])

/**
 * A posting as an employer or a feed submits it. Beyond the five required fields all may be absent or dirty: it is
 * normalised, or kept as text and reported in `unparsed`, never guessed.
 */
export const PostingSubmission = Type.Object(
  {
    postingId: ClientId,
    source: Type.Optional(Source),
    title: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
    employer: Type.Object(
      { name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }), creditCode: Absent(Text(64)) },
      { additionalProperties: false }
    ),
    description: Type.String({ minLength: 1, maxLength: 100_000, pattern: '\\S' }),
    requirements: Absent(Text(100_000)),
    city: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    district: Absent(Text(100)),
    salary: Absent(
      Type.Object(
        {
          min: Absent(Type.Number({ minimum: 0, maximum: 10_000_000 })),
          max: Absent(Type.Number({ minimum: 0, maximum: 10_000_000 })),
          months: Absent(Type.Number({ minimum: 1, maximum: 36 }))
        },
        { additionalProperties: false, description: 'CNY per month' }
      )
    ),
    salaryText: Absent(Text(200)),
    degree: Absent(Text(100)),
    experience: Absent(Text(200)),
    headcount: Absent(Type.Union([Type.Integer({ minimum: 0, maximum: 1_000_000 }), Text(50)])),
    kind: Absent(Text(50)),
    industry: Absent(Text(200)),
    majors: Absent(Words),
    skills: Absent(Words),
    benefits: Absent(Words),
    publishedAt: Absent(Text(50)),
    validUntil: Absent(Text(50)),
    fairId: Absent(ClientId),
    booth: Absent(Text(50))
  },
  { additionalProperties: false }
)
export type PostingSubmission = Static<typeof PostingSubmission>

export const DegreeLevel = Type.Enum(degreeLevels)
export type DegreeLevel = Static<typeof DegreeLevel>

export const Unparsed = Type.Object({
  field: Type.String(),
  text: Type.String(),
  message: Type.String({ description: 'Chinese, for the employer' })
})
export type Unparsed = Static<typeof Unparsed>

/** Pay in CNY per month. `text` is as submitted; min and max are null where pay is not stated or not understood. */
export const Salary = Type.Object({
  min: Nullable(Type.Number()),
  max: Nullable(Type.Number()),
  months: Nullable(Type.Number({ description: 'salaries a year, where stated' })),
  negotiable: Type.Boolean({ description: '面议' }),
  text: Nullable(Type.String())
})
export type Salary = Static<typeof Salary>

/** Years of work asked. Null where not stated; `graduate` where fresh graduates are named as welcome. */
export const Experience = Type.Object({
  minYears: Nullable(Type.Number()),
  maxYears: Nullable(Type.Number()),
  graduate: Type.Boolean(),
  text: Nullable(Type.String())
})
export type Experience = Static<typeof Experience>

/** A normalised posting: texts without markup, fields on their scales. */
export const Posting = Type.Object({
  id: Type.String({ description: 'platform id, from source and posting id' }),
  postingId: Type.String(),
  source: Type.String(),
  revision: Type.Integer({
    description: 'rises with each accepted change of this posting; late events never overwrite'
  }),
  title: Type.String(),
  employer: Type.Object({
    name: Type.String(),
    creditCode: Nullable(Type.String()),
    key: Nullable(
      Type.String({ description: 'one per employer; null where the employer is not named (未提供, 某公司)' })
    )
  }),
  description: Type.String(),
  requirements: Nullable(Type.String()),
  city: Nullable(Type.String({ description: 'short name without 市, e.g. 郑州' })),
  cityCode: Nullable(Type.String({ description: 'GB/T 2260, six digits' })),
  district: Nullable(Type.String()),
  districtCode: Nullable(Type.String()),
  salary: Salary,
  degree: Nullable(DegreeLevel),
  experience: Experience,
  headcount: Nullable(Type.Integer()),
  kind: PostingKind,
  industry: Nullable(Type.String()),
  majors: Type.Array(Type.String()),
  skills: Type.Array(Type.String()),
  benefits: Type.Array(Type.String()),
  publishedAt: Nullable(Instant),
  validUntil: Nullable(Instant),
  fairId: Nullable(Type.String()),
  booth: Nullable(Type.String()),
  unparsed: Type.Array(Unparsed)
})
export type Posting = Static<typeof Posting>

/** `live` may be recommended; `duplicate` is a near-copy of another live posting and yields to it. */
export const PostingState = Type.Enum(['pending', 'live', 'review', 'blocked', 'duplicate', 'taken-down'])
export type PostingState = Static<typeof PostingState>

/** A posting after screening: what `postings.screened` carries and `GET /v1/postings/{id}` shows. */
export const ScreenedPosting = Type.Object({
  posting: Posting,
  screening: Screening,
  state: PostingState,
  duplicateOf: Nullable(Type.String({ description: 'platform id of the posting this one copies' })),
  review: Type.Optional({ ...PostingReview, description: 'what a person decided about this text' })
})
export type ScreenedPosting = Static<typeof ScreenedPosting>

export const RejectedItem = Type.Object({
  index: Type.Integer({ minimum: 0 }),
  errors: Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))
})
export const PostingsAccepted = Type.Object({
  accepted: Type.Integer({ minimum: 0 }),
  ids: Type.Array(Type.String({ description: 'platform ids of the accepted postings, in order' })),
  rejected: Type.Array(RejectedItem)
})
export type PostingsAccepted = Static<typeof PostingsAccepted>

/** `GET /v1/postings/{id}`: the normalised posting with its screening; null while `pending`. */
export const PostingView = Type.Object({
  ...Posting.properties,
  state: Type.Union([PostingState, Type.Literal('expired')]),
  screening: Nullable(Screening),
  duplicateOf: Nullable(Type.String()),
  submission: PostingSubmission,
  review: Nullable(PostingReview)
})
export type PostingView = Static<typeof PostingView>
