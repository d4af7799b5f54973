import Type, { type Static } from 'typebox'
import { ClientId, ListLimit, Nullable } from './common.ts'
import { Profile } from './graduate.ts'
import { DegreeLevel, PostingKind, Salary } from './posting.ts'

export const Surface = Type.Enum(['fair', 'push', 'feed'])

/** Hard conditions of one request; they are never widened. */
export const RecommendationFilters = Type.Object(
  {
    cities: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 50 })),
    degree: Type.Optional(Type.String({ maxLength: 50, description: 'postings that ask no more than this degree' })),
    salaryMin: Type.Optional(Type.Number({ minimum: 0, maximum: 1_000_000 })),
    kinds: Type.Optional(Type.Array(PostingKind, { maxItems: 4 })),
    fairId: Type.Optional(ClientId)
  },
  { additionalProperties: false }
)
export type RecommendationFilters = Static<typeof RecommendationFilters>

export const RecommendationRequest = Type.Object(
  {
    graduateId: Type.Optional(ClientId),
    profile: Type.Optional(Profile),
    limit: Type.Optional(ListLimit),
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    filters: Type.Optional(RecommendationFilters),
    surface: Type.Optional(Surface)
  },
  { additionalProperties: false }
)
export type RecommendationRequest = Static<typeof RecommendationRequest>

/** Where in the posting a reason stands: `posting[field].slice(start, end) === quote`. */
export const Evidence = Type.Object({
  field: Type.String(),
  start: Type.Integer({ minimum: 0 }),
  end: Type.Integer({ minimum: 0 }),
  quote: Type.String()
})
export type Evidence = Static<typeof Evidence>

export const Reason = Type.Object({
  feature: Type.String(),
  text: Type.String({ description: 'Chinese, for the graduate' }),
  evidence: Nullable(Evidence)
})
export type Reason = Static<typeof Reason>

export const Gap = Type.Object({ feature: Type.String(), text: Type.String() })
export type Gap = Static<typeof Gap>

export const PostingDisplay = Type.Object({
  title: Type.String(),
  employer: Type.String(),
  city: Nullable(Type.String()),
  district: Nullable(Type.String()),
  salary: Salary,
  degree: Nullable(DegreeLevel),
  experience: Nullable(Type.String()),
  headcount: Nullable(Type.Integer()),
  kind: PostingKind,
  benefits: Type.Array(Type.String()),
  publishedAt: Nullable(Type.String()),
  validUntil: Nullable(Type.String()),
  fairId: Nullable(Type.String()),
  booth: Nullable(Type.String())
})
export type PostingDisplay = Static<typeof PostingDisplay>

export const RankedItem = Type.Object({
  postingId: Type.String(),
  source: Type.String(),
  rank: Type.Integer({ minimum: 1 }),
  score: Type.Number(),
  reasons: Type.Array(Reason),
  gaps: Type.Array(Gap)
})
export type RankedItem = Static<typeof RankedItem>

export const RecommendationItem = Type.Object({
  ...RankedItem.properties,
  id: Type.String({ description: 'platform id of the posting' }),
  posting: PostingDisplay
})
export type RecommendationItem = Static<typeof RecommendationItem>

export const RecommendationResponse = Type.Object({
  requestId: Type.String(),
  model: Type.Object({ ranker: Type.String(), embedder: Type.String() }),
  personalised: Type.Boolean(),
  items: Type.Array(RecommendationItem),
  nextCursor: Nullable(Type.String())
})
export type RecommendationResponse = Static<typeof RecommendationResponse>

/** Reverse match: a graduate who should hear of a posting. */
export const GraduateMatch = Type.Object({
  graduateId: Type.String(),
  rank: Type.Integer({ minimum: 1 }),
  score: Type.Number(),
  reasons: Type.Array(Reason),
  gaps: Type.Array(Gap)
})
export type GraduateMatch = Static<typeof GraduateMatch>

export const GraduateMatches = Type.Object({ items: Type.Array(GraduateMatch) })
