import type { PostingFields } from './fields.ts'
import { segmentRows } from './row-layout.ts'
import type { Segment } from './segments.ts'
import type { SavedLists } from './term-lists.ts'
import { pack, unpack } from './typed-pack.ts'

/** Rises when an image is written in another way: those of another version are not read. */
export const imageVersion = 1

/** The rows of a segment, living or not: which of them live, and their ids, is the store's to say. */
export interface SegmentImage extends SavedLists {
  /** Of each row: see `EngineRow`. */
  readonly numbers: Float64Array
  readonly high: Int8Array
  readonly low: Int16Array
  readonly scales: Float32Array
  readonly errors: Float32Array
  fields(row: number): PostingFields
}

const texts = ['city', 'kind', 'fairId'] as const
const amounts = ['degreeRank', 'requiredYears', 'salaryTop', 'validUntilMs', 'publishedAtMs'] as const
/** An amount that is not stated. */
const unstated = Number.NEGATIVE_INFINITY

interface Meta {
  readonly rows: number
  /** Of each of `texts` the values that occur; a row holds the number of one. */
  readonly values: readonly (readonly (string | null)[])[]
}
type Arrays = readonly [
  numbers: Float64Array,
  high: Int8Array,
  low: Int16Array,
  scales: Float32Array,
  errors: Float32Array,
  lengths: Uint16Array,
  terms: Uint32Array,
  starts: Uint32Array,
  entries: Uint16Array,
  amounts: Float64Array,
  codes: Uint16Array
]

/** Rows read between two chances for other work. */
const rowsPerStep = 256

/**
 * The segment's rows so far; those that come while it gives way are not in it. Worthless where the segment was emptied
 * meanwhile, since its memory may be another's then.
 */
export async function encodeSegment(segment: Segment, giveWay: () => Promise<void>): Promise<Uint8Array> {
  const { numbers, block, lists } = segment
  const rows = segment.ids.length
  const planes = (rows * block.high.length) / segmentRows
  const { terms, starts, entries } = await lists.whole(giveWay)
  await giveWay()
  const { values, codes, numeric } = await readFields(segment, rows, giveWay)
  const arrays: Arrays = [
    numbers.subarray(0, rows),
    block.high.subarray(0, planes),
    block.low.subarray(0, planes),
    block.scales.subarray(0, rows),
    block.errors.subarray(0, rows),
    lists.lengths.subarray(0, rows),
    terms,
    starts,
    entries,
    numeric,
    codes
  ]
  return pack({ rows, values } satisfies Meta, arrays)
}

async function readFields({ fields }: Segment, rows: number, giveWay: () => Promise<void>) {
  const values = texts.map(() => new Map<string | null, number>())
  const codes = new Uint16Array(rows * texts.length)
  const numeric = new Float64Array(rows * amounts.length)
  for (let row = 0; row < rows; row++) {
    if (row % rowsPerStep === 0) await giveWay()
    const own = fields.get(row)
    for (const [t, name] of texts.entries()) {
      const known = values[t] as Map<string | null, number>
      if (!known.has(own[name])) known.set(own[name], known.size)
      codes[row * texts.length + t] = known.get(own[name]) as number
    }
    for (const [a, name] of amounts.entries()) numeric[row * amounts.length + a] = own[name] ?? unstated
  }
  await giveWay()
  return { values: values.map(known => [...known.keys()]), codes, numeric }
}

/** Reads what `encodeSegment` wrote; its arrays are views of `bytes`, save the term lists. */
export function decodeSegment(bytes: Uint8Array): SegmentImage {
  const { meta, arrays } = unpack<Meta, Arrays>(bytes)
  const [numbers, high, low, scales, errors, lengths, terms, starts, entries, numeric, codes] = arrays
  const text = (row: number, t: number) => meta.values[t]?.[codes[row * texts.length + t] as number] ?? null
  const amount = (row: number, a: number) => {
    const value = numeric[row * amounts.length + a] as number
    return value === unstated ? null : value
  }
  return {
    rows: meta.rows,
    numbers,
    high,
    low,
    scales,
    errors,
    lengths,
    lists: { terms: terms.slice(), starts: starts.slice(), entries: entries.slice() },
    fields: row => ({
      city: text(row, 0),
      kind: text(row, 1) ?? '',
      fairId: text(row, 2),
      degreeRank: amount(row, 0),
      requiredYears: amount(row, 1),
      salaryTop: amount(row, 2),
      validUntilMs: amount(row, 3),
      publishedAtMs: amount(row, 4)
    })
  }
}
