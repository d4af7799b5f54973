/** Places that are put in order by insertion before runs are merged. */
const runLength = 8

let places = new Uint32Array(512)
let other = new Uint32Array(512)

/**
 * The places 0 to `count` - 1 by falling key, equal ones as `precedes` says. Arrays of numbers are sorted several times as fast as
 * objects are by a comparison. Of use until the next call.
 */
export function placesByKey(
  keys: Float64Array,
  count: number,
  precedes: (a: number, b: number) => boolean
): Uint32Array {
  if (places.length < count) {
    places = new Uint32Array(2 * count)
    other = new Uint32Array(2 * count)
  }
  for (let from = 0; from < count; from += runLength) insertRun(keys, from, Math.min(from + runLength, count), precedes)
  for (let length = runLength; length < count; length *= 2) {
    for (let from = 0; from < count; from += 2 * length)
      mergeRuns(keys, from, Math.min(from + length, count), Math.min(from + 2 * length, count), precedes)
    const merged = other
    other = places
    places = merged
  }
  return places
}

function insertRun(keys: Float64Array, from: number, to: number, precedes: (a: number, b: number) => boolean): void {
  for (let n = from; n < to; n++) {
    const key = keys[n] as number
    let at = n
    for (; at > from; at--) {
      const before = places[at - 1] as number
      const keyBefore = keys[before] as number
      if (keyBefore > key || (keyBefore === key && !precedes(n, before))) break
      places[at] = before
    }
    places[at] = n
  }
}

function mergeRuns(
  keys: Float64Array,
  from: number,
  middle: number,
  to: number,
  precedes: (a: number, b: number) => boolean
): void {
  let a = from
  let b = middle
  for (let at = from; at < to; at++) {
    const first = places[a] as number
    const second = places[b] as number
    const isSecond =
      a === middle ||
      (b < to &&
        ((keys[second] as number) > (keys[first] as number) ||
          (keys[second] === keys[first] && precedes(second, first))))
    other[at] = isSecond ? second : first
    if (isSecond) b++
    else a++
  }
}
