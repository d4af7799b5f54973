import Type, { type Static } from 'typebox'
import { ClientId } from './common.ts'
import { PostingKind } from './posting.ts'

const Word = Type.String({ minLength: 1, maxLength: 100 })
const Words = (maxItems: number) => Type.Optional(Type.Array(Word, { maxItems }))

export const Intent = Type.Object(
  {
    titles: Words(20),
    cities: Words(50),
    salaryMin: Type.Optional(Type.Number({ minimum: 0, maximum: 1_000_000, description: 'CNY per month' })),
    kinds: Type.Optional(Type.Array(PostingKind, { maxItems: 4 })),
    industries: Words(20)
  },
  { additionalProperties: false }
)
export type Intent = Static<typeof Intent>

export const Consent = Type.Object(
  {
    personalised: Type.Boolean({ description: 'false: an order that uses no trait of the person (PIPL art. 24)' }),
    push: Type.Boolean()
  },
  { additionalProperties: false }
)
export type Consent = Static<typeof Consent>

const profileFields = {
  major: Type.Optional(Type.String({ maxLength: 100 })),
  degree: Type.Optional(Type.String({ maxLength: 50 })),
  school: Type.Optional(Type.String({ maxLength: 100, description: 'never an input of ranking' })),
  graduationYear: Type.Optional(Type.Integer({ minimum: 1950, maximum: 2100 })),
  skills: Words(200),
  certificates: Words(100),
  experience: Type.Optional(Type.String({ maxLength: 20_000 })),
  intent: Type.Optional(Intent),
  status: Type.Optional(Type.Enum(['seeking', 'employed', 'not-seeking'])),
  registeredUnemployed: Type.Optional(Type.Boolean()),
  assistance: Words(20),
  consent: Type.Optional(Consent)
}

/** A profile without identity: what an anonymous recommendation request carries. */
export const Profile = Type.Object(profileFields, { additionalProperties: false })
export type Profile = Static<typeof Profile>

export const Graduate = Type.Object({ graduateId: ClientId, ...profileFields }, { additionalProperties: false })
export type Graduate = Static<typeof Graduate>

/** A trait that takes part in ranking while it exists, shown to the graduate, who may delete it. */
export const Tag = Type.Object({
  tag: Type.String({ description: 'stable id, e.g. skill:Java' }),
  kind: Type.Enum(['major', 'degree', 'skill', 'certificate', 'experience', 'intent']),
  text: Type.String({ description: 'shown to the graduate (Chinese)' })
})
export type Tag = Static<typeof Tag>

/** Consent where none is stated: ranking is what the graduate asked for by registering; pushes need a yes. */
export const defaultConsent: Consent = { personalised: true, push: false }

/** Of a consent only what changes need be given. */
export const ConsentChange = Type.Object(
  { personalised: Type.Optional(Consent.properties.personalised), push: Type.Optional(Consent.properties.push) },
  { additionalProperties: false, minProperties: 1 }
)

export const GraduateSaved = Type.Object({ graduateId: Type.String(), revision: Type.Integer() })
export const TagList = Type.Object({ items: Type.Array(Tag) })

/** The stored graduate. A deleted tag is taken out of the profile itself, so that nothing can rank by it. */
export const GraduateRecord = Type.Object({
  graduate: Graduate,
  revision: Type.Integer({ description: 'rises with each accepted change; late events never overwrite' })
})
export type GraduateRecord = Static<typeof GraduateRecord>
