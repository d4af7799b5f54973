import Type, { type Static } from 'typebox'
import { ClientId, Instant } from './common.ts'
import { RejectedItem } from './posting.ts'

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

/** Interactions taken, and those refused with their place in the batch and the fields at fault. */
export const InteractionsAccepted = Type.Object({
  accepted: Type.Integer({ minimum: 0 }),
  rejected: Type.Array(RejectedItem)
})
export type InteractionsAccepted = Static<typeof InteractionsAccepted>
