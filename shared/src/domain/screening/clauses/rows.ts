const maybeBytes = 2 ** 15
const maybeMask = maybeBytes - 1
const bucketBits = 15
const shift = 32 - bucketBits

/** The row of a key, -1 where there is none. `keys`: rising, any 32-bit integers. */
export function createRowFinder(keys: Int32Array): (key: number) => number {
  /** Most n-grams weigh nothing: one bit, in the nearest cache, tells for nine in ten. */
  const maybe = new Uint8Array(maybeBytes)
  /** By the upper bits of a key, where keys with these begin. */
  const firstRow = new Int32Array(2 ** bucketBits + 1)
  const bucketOf = (key: number) => (key >> shift) + 2 ** (bucketBits - 1)
  for (const key of keys) {
    maybe[(key >>> 3) & maybeMask] = (maybe[(key >>> 3) & maybeMask] as number) | (1 << (key & 7))
    firstRow[bucketOf(key) + 1] = (firstRow[bucketOf(key) + 1] as number) + 1
  }
  for (let bucket = 0; bucket < 2 ** bucketBits; bucket++)
    firstRow[bucket + 1] = (firstRow[bucket + 1] as number) + (firstRow[bucket] as number)
  return key => {
    if ((((maybe[(key >>> 3) & maybeMask] as number) >>> (key & 7)) & 1) === 0) return -1
    const last = firstRow[bucketOf(key) + 1] as number
    for (let row = firstRow[bucketOf(key)] as number; row < last; row++) if (keys[row] === key) return row
    return -1
  }
}
