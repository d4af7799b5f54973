import Type, { type Static } from 'typebox'
import { ClientId, Instant } from './common.ts'

export const InteractionType = Type.Enum(['view', 'click', 'save', 'apply', 'dismiss', 'offer'])

export const Interaction = Type.Object(
  {
    requestId: ClientId,
    postingId: ClientId,
    graduateId: ClientId,
    type: InteractionType,
    at: Instant
  },
  { additionalProperties: false }
)
export type Interaction = Static<typeof Interaction>
