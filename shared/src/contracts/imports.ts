import Type, { type Static } from 'typebox'
import { Nullable } from './common.ts'

export const ImportRowError = Type.Object({
  row: Type.Integer({ minimum: 1, description: 'row of the file, from 1, header included' }),
  field: Type.String(),
  message: Type.String()
})
export type ImportRowError = Static<typeof ImportRowError>

export const ImportProgress = Type.Object({
  id: Type.String(),
  state: Type.Enum(['running', 'done', 'failed']),
  format: Type.String(),
  bytesRead: Type.Integer(),
  bytesTotal: Nullable(Type.Integer()),
  rows: Type.Integer(),
  accepted: Type.Integer(),
  rejected: Type.Integer(),
  ignoredColumns: Type.Array(Type.String(), { description: 'columns that stand for no field of a posting' }),
  errors: Type.Array(ImportRowError, { description: 'the first rejected rows; the count is exact' }),
  startedAt: Type.String(),
  finishedAt: Nullable(Type.String()),
  error: Nullable(Type.String())
})
export type ImportProgress = Static<typeof ImportProgress>
