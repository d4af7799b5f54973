/** Cities chosen so that one of them passes a known share of the rows. */
export const cities = ['half', 'tenth', 'hundredth', 'thousandth', 'rest'] as const
export type City = (typeof cities)[number]

export const filters = [
  { name: 'no filter', city: null, share: 1 },
  { name: '50 % filtered', city: 'half', share: 0.5 },
  { name: '90 % filtered', city: 'tenth', share: 0.1 },
  { name: '99 % filtered', city: 'hundredth', share: 0.01 },
  { name: '99.9 % filtered', city: 'thousandth', share: 0.001 }
] as const
export type Filter = (typeof filters)[number]

export const dimensions = 256
/** Hits asked for. */
export const k = 50
/** Postings gather around occupations: vectors around this many centres. */
const clusters = 500
const spread = 0.9

/** In shared memory where it is large, so that threads get it without a copy. */
export interface BenchData {
  readonly rows: number
  /** Unit vectors, row after row. */
  readonly vectors: Float32Array
  /** Of each row the place of its city in `cities`. */
  readonly cityOf: Uint8Array
  readonly queries: readonly Float32Array[]
}

/** Mulberry32: the same data in every run. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function drawCity(u: number): City {
  if (u < 0.5) return 'half'
  if (u < 0.6) return 'tenth'
  if (u < 0.61) return 'hundredth'
  return u < 0.611 ? 'thousandth' : 'rest'
}

export function createBenchData(rows: number, queries: number): BenchData {
  const random = createRandom(20_261_124)
  const noise = () => random() + random() + random() - 1.5
  const centres = Array.from({ length: clusters }, () => Float32Array.from({ length: dimensions }, noise))
  const around = (target: Float32Array, at: number) => {
    const centre = centres[Math.floor(random() ** 2 * clusters)] as Float32Array
    let squares = 0
    for (let i = 0; i < dimensions; i++) {
      const value = (centre[i] as number) + spread * noise()
      target[at + i] = value
      squares += value * value
    }
    const norm = Math.sqrt(squares)
    for (let i = 0; i < dimensions; i++) target[at + i] = (target[at + i] as number) / norm
  }
  const vectors = new Float32Array(new SharedArrayBuffer(rows * dimensions * 4))
  for (let row = 0; row < rows; row++) around(vectors, row * dimensions)
  const asked = Array.from({ length: queries }, () => {
    const query = new Float32Array(dimensions)
    around(query, 0)
    return query
  })
  const cityOf = new Uint8Array(new SharedArrayBuffer(rows))
  for (let row = 0; row < rows; row++) cityOf[row] = cities.indexOf(drawCity(random()))
  return { rows, vectors, cityOf, queries: asked }
}

export function cityOfRow({ cityOf }: BenchData, row: number): City {
  return cities[cityOf[row] as number] as City
}

export function vectorOf({ vectors }: BenchData, row: number): Float32Array {
  return vectors.subarray(row * dimensions, (row + 1) * dimensions)
}
