import type { Category } from '../../../contracts/screening.ts'
import type { ClauseModel } from './classifier.ts'

/** A clause model as text: what `npm run build:clause-model` writes and `tables/clause-model.ts` holds. */
export interface EncodedClauseModel {
  readonly categories: readonly Category[]
  readonly scales: readonly number[]
  readonly biases: readonly number[]
  readonly thresholds: readonly number[]
  /** Base64 of the keys, 4 bytes each (little endian), then of the weights. */
  readonly rows: string
}

export function decodeClauseModel({ rows, ...model }: EncodedClauseModel): ClauseModel {
  const bytes = Uint8Array.from(atob(rows), character => character.charCodeAt(0))
  const count = bytes.length / (4 + model.categories.length)
  const view = new DataView(bytes.buffer)
  const keys = Int32Array.from({ length: count }, (_, row) => view.getInt32(row * 4, true))
  return { ...model, keys, weights: new Int8Array(bytes.buffer, count * 4) }
}

export function encodeClauseModel({ keys, weights, ...model }: ClauseModel): EncodedClauseModel {
  const bytes = new Uint8Array(keys.length * 4 + weights.length)
  const view = new DataView(bytes.buffer)
  for (const [row, key] of keys.entries()) view.setInt32(row * 4, key, true)
  bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.length), keys.length * 4)
  return { ...model, rows: Buffer.from(bytes).toString('base64') }
}
