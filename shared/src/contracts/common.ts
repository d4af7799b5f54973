import Type, { type TSchema } from 'typebox'

/** An optional field that feeds also send as `null`: both mean absent. */
export const Absent = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]))

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** ISO-8601 instant with offset. */
export const Instant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})$',
  description: 'ISO-8601 time with offset'
})

export const ListLimit = Type.Integer({ minimum: 1, maximum: 100, default: 10 })

/** Opaque ids chosen by clients: visible characters, no blank, bounded, so that they fit in paths, keys and logs. */
export const ClientId = Type.String({
  minLength: 1,
  maxLength: 128,
  pattern: '^[^\\s\\u0000-\\u001f\\u007f-\\u009f/]+$'
})

export const Source = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
  description: 'the feed or employer system that a posting comes from; posting ids are unique within it'
})
