import { countBits, hasMoreBits, setBit } from './bits.ts'
import { segmentRows, segmentWords } from './row-layout.ts'

/** What a posting can be filtered and sorted by. Null: not stated. */
export interface PostingFields {
  /** City code, or the name where there is no code. */
  readonly city: string | null
  readonly kind: string
  readonly fairId: string | null
  readonly degreeRank: number | null
  readonly requiredYears: number | null
  /** Where the pay tops out, CNY per month. */
  readonly salaryTop: number | null
  readonly validUntilMs: number | null
  readonly publishedAtMs: number | null
}

/** The conditions of one query on the fields; an absent or empty one does not filter. */
export interface FieldFilter {
  readonly nowMs: number
  readonly cities?: readonly string[] | undefined
  readonly kinds?: readonly string[] | undefined
  readonly fairId?: string | undefined
  readonly degreeRankMax?: number | undefined
  readonly requiredYearsMax?: number | undefined
  readonly salaryMin?: number | undefined
}

/** Bitmaps and columns over one segment's rows. Rows are set once; a row that dies is masked by the segment. */
export interface SegmentFields {
  set(row: number, fields: PostingFields): void
  /** Whether any row has a city, a kind and a fair that the filter asks for; where not, none meets it. */
  mayMeet(filter: FieldFilter): boolean
  /** Narrows `pass` to the rows that meet the filter; returns how many they are. */
  narrow(pass: Uint32Array, filter: FieldFilter): number
  publishedAtMs(row: number): number
  get(row: number): PostingFields
}

type Bits = Uint32Array
const emptyBits = (): Bits => new Uint32Array(segmentWords)

/** Rows by value, one bitmap per value that occurs, and the number of each row's value: 0 for none. */
function createValueBits() {
  const values: (string | null)[] = [null]
  const numbers = new Uint16Array(segmentRows)
  const byValue = new Map<string, { readonly number: number; readonly bits: Bits }>()
  const union = emptyBits()
  return {
    set(row: number, value: string | null): void {
      if (value === null) return
      let known = byValue.get(value)
      if (known === undefined) {
        known = { number: values.push(value) - 1, bits: emptyBits() }
        byValue.set(value, known)
      }
      numbers[row] = known.number
      setBit(known.bits, row)
    },
    get: (row: number): string | null => values[numbers[row] as number] ?? null,
    /** Whether any row has one of the values. */
    has: (values: readonly string[]) => values.some(value => byValue.has(value)),
    narrow(pass: Bits, values: readonly string[]): void {
      let any = values.length === 1 ? byValue.get(values[0] as string)?.bits : undefined
      if (any === undefined) {
        any = union.fill(0)
        for (const value of values) {
          const bits = byValue.get(value)?.bits
          if (bits !== undefined)
            for (let i = 0; i < segmentWords; i++) any[i] = (any[i] as number) | (bits[i] as number)
        }
      }
      for (let i = 0; i < segmentWords; i++) pass[i] = (pass[i] as number) & (any[i] as number)
    }
  }
}

/**
 * Rows by lower bound: one bitmap per threshold (rising) holds the rows whose value reaches it, so that "at least x" costs
 * one bitmap, and a look at the column only for rows between two thresholds. Unstated values are +Infinity: they pass.
 */
function createAtLeastBits(thresholds: readonly number[]) {
  const column = new Float64Array(segmentRows)
  const reached = thresholds.map(emptyBits)
  return {
    column,
    set(row: number, value: number): void {
      column[row] = value
      for (let i = 0; i < thresholds.length && value >= (thresholds[i] as number); i++) setBit(reached[i] as Bits, row)
    },
    narrow(pass: Bits, least: number): void {
      let i = thresholds.length - 1
      while (i >= 0 && (thresholds[i] as number) > least) i--
      const maybe = reached[i]
      const sure = thresholds[i] === least ? maybe : reached[i + 1]
      for (let w = 0; w < segmentWords; w++) {
        const some = (pass[w] as number) & (maybe === undefined ? -1 : (maybe[w] as number))
        let kept = some & (sure === undefined ? 0 : (sure[w] as number))
        for (let rest = some & ~kept; rest !== 0; rest &= rest - 1) {
          const bit = rest & -rest
          if ((column[w * 32 + 31 - Math.clz32(bit)] as number) >= least) kept |= bit
        }
        pass[w] = kept
      }
    }
  }
}

/** Rows still valid at a time; rebuilt only when the time crosses the end of a row's validity. */
function createValidity() {
  const until = new Float64Array(segmentRows).fill(Number.POSITIVE_INFINITY)
  const valid = emptyBits().fill(0xffff_ffff)
  /** `valid` holds for times in (after, upTo]. */
  let after = Number.NEGATIVE_INFINITY
  let upTo = Number.POSITIVE_INFINITY

  function rebuild(nowMs: number): void {
    after = Number.NEGATIVE_INFINITY
    upTo = Number.POSITIVE_INFINITY
    for (let row = 0; row < segmentRows; row++) {
      const end = until[row] as number
      if (end >= nowMs) {
        setBit(valid, row)
        if (end < upTo) upTo = end
      } else {
        valid[row >>> 5] = (valid[row >>> 5] as number) & ~(1 << (row & 31))
        if (end > after) after = end
      }
    }
  }

  return {
    until,
    set(row: number, untilMs: number): void {
      until[row] = untilMs
      // an empty range: the next query rebuilds
      if (untilMs !== Number.POSITIVE_INFINITY) after = Number.POSITIVE_INFINITY
    },
    narrow(pass: Bits, nowMs: number): void {
      if (!(nowMs > after && nowMs <= upTo)) rebuild(nowMs)
      for (let i = 0; i < segmentWords; i++) pass[i] = (pass[i] as number) & (valid[i] as number)
    }
  }
}

const unstated = Number.POSITIVE_INFINITY
const stated = (value: number): number | null => (value === unstated ? null : value)

/** Thresholds are tuning, not limits: any value is filtered exactly. */
const salaryThresholds = [...Array.from({ length: 31 }, (_, i) => i * 1000), 40_000, 50_000, 100_000]
const yearsThresholds = [-20, -15, -10, -8, -7, -6, -5, -4, -3, -2, -1, 0]
const degreeThresholds = [-7, -6, -5, -4, -3, -2, -1, 0]

/** So few rows of a city, kind or fair are looked at one by one: it takes less than the bitmaps of the other conditions. */
const fewRows = 128

export function createSegmentFields(): SegmentFields {
  const cities = createValueBits()
  const kinds = createValueBits()
  const fairs = createValueBits()
  const validity = createValidity()
  // "at most x" is "at least -x" of the negated value
  const degree = createAtLeastBits(degreeThresholds)
  const years = createAtLeastBits(yearsThresholds)
  const salary = createAtLeastBits(salaryThresholds)
  const published = new Float64Array(segmentRows)

  /** Row by row what bitmaps do for many at once. */
  function narrowFew(pass: Bits, filter: FieldFilter): number {
    const degreeMin = -(filter.degreeRankMax ?? unstated)
    const yearsMin = -(filter.requiredYearsMax ?? unstated)
    const salaryMin = filter.salaryMin ?? -unstated
    let count = 0
    for (let w = 0; w < segmentWords; w++) {
      let kept = 0
      for (let rest = pass[w] as number; rest !== 0; rest &= rest - 1) {
        const bit = rest & -rest
        const row = w * 32 + 31 - Math.clz32(bit)
        if (
          (validity.until[row] as number) >= filter.nowMs &&
          (degree.column[row] as number) >= degreeMin &&
          (years.column[row] as number) >= yearsMin &&
          (salary.column[row] as number) >= salaryMin
        ) {
          kept |= bit
          count++
        }
      }
      pass[w] = kept
    }
    return count
  }

  return {
    set(row, fields) {
      cities.set(row, fields.city)
      kinds.set(row, fields.kind)
      fairs.set(row, fields.fairId)
      validity.set(row, fields.validUntilMs ?? unstated)
      degree.set(row, fields.degreeRank === null ? unstated : -fields.degreeRank)
      years.set(row, fields.requiredYears === null ? unstated : -fields.requiredYears)
      salary.set(row, fields.salaryTop ?? unstated)
      published[row] = fields.publishedAtMs ?? Number.NEGATIVE_INFINITY
    },
    mayMeet: filter =>
      (!filter.cities?.length || cities.has(filter.cities)) &&
      (!filter.kinds?.length || kinds.has(filter.kinds)) &&
      (filter.fairId === undefined || fairs.has([filter.fairId])),
    narrow(pass, filter) {
      if (filter.fairId !== undefined) fairs.narrow(pass, [filter.fairId])
      if (filter.cities?.length) cities.narrow(pass, filter.cities)
      if (filter.kinds?.length) kinds.narrow(pass, filter.kinds)
      const isNarrow = filter.fairId !== undefined || filter.cities?.length || filter.kinds?.length
      if (isNarrow && !hasMoreBits(pass, fewRows)) return narrowFew(pass, filter)
      validity.narrow(pass, filter.nowMs)
      if (filter.degreeRankMax !== undefined) degree.narrow(pass, -filter.degreeRankMax)
      if (filter.requiredYearsMax !== undefined) years.narrow(pass, -filter.requiredYearsMax)
      if (filter.salaryMin !== undefined) salary.narrow(pass, filter.salaryMin)
      return countBits(pass)
    },
    publishedAtMs: row => published[row] as number,
    get(row) {
      const degreeRank = stated(degree.column[row] as number)
      const requiredYears = stated(years.column[row] as number)
      const publishedAtMs = published[row] as number
      return {
        city: cities.get(row),
        kind: kinds.get(row) ?? '',
        fairId: fairs.get(row),
        degreeRank: degreeRank === null ? null : -degreeRank,
        requiredYears: requiredYears === null ? null : -requiredYears,
        salaryTop: stated(salary.column[row] as number),
        validUntilMs: stated(validity.until[row] as number),
        publishedAtMs: publishedAtMs === Number.NEGATIVE_INFINITY ? null : publishedAtMs
      }
    }
  }
}
