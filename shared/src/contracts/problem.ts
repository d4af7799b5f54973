import Type, { type Static } from 'typebox'

export const ProblemError = Type.Object({
  path: Type.String({ description: 'JSON pointer-like path of the field at fault, e.g. /employer/name' }),
  message: Type.String()
})
export type ProblemError = Static<typeof ProblemError>

/** RFC 9457 problem details. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  errors: Type.Array(ProblemError),
  requestId: Type.String()
})
export type Problem = Static<typeof Problem>
