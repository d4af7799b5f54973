import Type, { type Static } from 'typebox'
import { Absent, Nullable } from './common.ts'
import { PostingSubmission } from './posting.ts'
import { Screening } from './screening.ts'

const Text = (maxLength: number) => Type.String({ maxLength })

/** What `POST /v1/screenings` takes: a posting, complete or not, or any `text`. */
export const ScreeningRequest = Type.Object(
  {
    ...PostingSubmission.properties,
    id: Absent(Type.Union([Text(128), Type.Number()])),
    text: Absent(Text(200_000)),
    postingId: Absent(Text(128)),
    source: Absent(Text(64)),
    title: Absent(Text(1000)),
    employer: Absent(
      Type.Object({ name: Absent(Text(200)), creditCode: Absent(Text(64)) }, { additionalProperties: false })
    ),
    description: Absent(Text(100_000)),
    city: Absent(Text(100))
  },
  { additionalProperties: false }
)
export type ScreeningRequest = Static<typeof ScreeningRequest>

/** A line of the answer to `POST /v1/screenings:batch`: `id` is that of the request line, or its `postingId`. */
export const ScreenedLine = Type.Object({
  id: Nullable(Type.Union([Type.String(), Type.Number()])),
  ...Screening.properties
})
export type ScreenedLine = Static<typeof ScreenedLine>

/** Stands in place of an answer where a line can't be screened. */
export const FaultyLine = Type.Object({
  row: Type.Integer({ minimum: 1, description: 'line of the request, from 1' }),
  errors: Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))
})
export type FaultyLine = Static<typeof FaultyLine>
