/** Rows and queries of more dimensions could overflow the int32 lanes of the scan. */
export const dimensionsMax = 2048

/**
 * A unit vector as 24-bit integers over one scale, in two planes: `high` (int8, what the scan reads) and `low` (int16,
 * what makes the score exact to float32 precision). Component i is (high[i] + low[i] / 65536) × scale.
 */
export interface QuantisedVector {
  readonly high: Int8Array
  readonly low: Int16Array
  readonly scale: number
  /** L2 norm of what `high` alone leaves out: bounds the error of a score by int8 (Cauchy-Schwarz). */
  readonly error: number
}

/** Length of a row in `high`: the scan takes 32 components a step, the rest is zero. */
export function rowLength(dimensions: number): number {
  return Math.ceil(dimensions / 32) * 32
}

/** Scales to unit length in place of trusting it; the zero vector stays. @throws RangeError on a non-finite component. */
export function unit(vector: Float32Array): Float64Array {
  const norm = normOf(vector)
  const row = new Float64Array(vector.length)
  if (norm > 0) for (let i = 0; i < row.length; i++) row[i] = (vector[i] as number) / norm
  return row
}

function normOf(vector: Float32Array): number {
  let squares = 0
  for (let i = 0; i < vector.length; i++) squares += (vector[i] as number) * (vector[i] as number)
  if (!Number.isFinite(squares)) throw new RangeError('a vector must hold finite numbers only')
  return Math.sqrt(squares)
}

/** @throws RangeError as `unit` */
export function quantise(vector: Float32Array): QuantisedVector {
  const norm = normOf(vector)
  const high = new Int8Array(rowLength(vector.length))
  const low = new Int16Array(high.length)
  let largest = 0
  for (let i = 0; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i] as number))
  const scale = norm > 0 ? Math.fround(largest / norm / 127) : 0
  if (scale === 0) return { high, low, scale, error: 0 }
  let squares = 0
  for (let i = 0; i < vector.length; i++) {
    // `Math.round` takes longer than all the rest
    const level = Math.floor(((vector[i] as number) / norm / scale) * 65536 + 0.5)
    const top = (level + 32768) >> 16
    const rest = level - (top << 16)
    high[i] = top
    low[i] = rest
    squares += rest * rest
  }
  return { high, low, scale, error: Math.fround((scale / 65536) * Math.sqrt(squares) * 1.000001) }
}

/** A unit query as int16 over one scale: products with int8 rows stay exact in int32. */
export interface QuantisedQuery {
  readonly levels: Int16Array
  readonly scale: number
  /** L2 norm of what the levels leave out. */
  readonly error: number
}

export function quantiseQuery(query: Float64Array): QuantisedQuery {
  const levels = new Int16Array(rowLength(query.length))
  let largest = 0
  for (const value of query) largest = Math.max(largest, Math.abs(value))
  const scale = Math.fround(largest / 32767)
  if (scale === 0) return { levels, scale, error: 0 }
  let squares = 0
  for (let i = 0; i < query.length; i++) {
    const level = Math.round((query[i] as number) / scale)
    levels[i] = level
    squares += ((query[i] as number) - level * scale) ** 2
  }
  return { levels, scale, error: Math.sqrt(squares) }
}
