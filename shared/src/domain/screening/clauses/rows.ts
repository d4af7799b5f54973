const bucketBits = 15
const shift = 32 - bucketBits

/** The row of a key, -1 where there is none. `keys`: rising, any 32-bit integers. */
export function createRowFinder(keys: Int32Array): (key: number) => number {
  /** By the upper bits of a key, where keys with these begin. */
  const firstRow = new Int32Array(2 ** bucketBits + 1)
  const bucketOf = (key: number) => (key >> shift) + 2 ** (bucketBits - 1)
  for (const key of keys) firstRow[bucketOf(key) + 1] = (firstRow[bucketOf(key) + 1] as number) + 1
  for (let bucket = 0; bucket < 2 ** bucketBits; bucket++)
    firstRow[bucket + 1] = (firstRow[bucket + 1] as number) + (firstRow[bucket] as number)
  return key => {
    const last = firstRow[bucketOf(key) + 1] as number
    for (let row = firstRow[bucketOf(key)] as number; row < last; row++) if (keys[row] === key) return row
    return -1
  }
}
