import { compact, fieldCharsMax } from './text.ts'

/** Feeds of this service write Beijing time where they name no offset. */
export const defaultOffsetMinutes = 8 * 60
const minuteMs = 60_000
const dayMs = 86_400_000
/** Days from the Excel epoch (1899-12-30) to 1970-01-01. */
const excelEpochDays = 25_569
const earliestYear = 1990
const latestYear = 2100
const earliestMs = Date.UTC(earliestYear, 0, 1)
const latestMs = Date.UTC(latestYear, 0, 1)

const dated =
  /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2}))(?:[t\s]*(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})秒?(?:\.(\d{1,9}))?)?分?)?\s*(z|[+-]\d{2}:?\d{2})?$/

/**
 * An instant as ISO-8601 with the default offset, so that equal times are equal texts and texts sort like times.
 * Understood: ISO, `2025/3/1`, `2025年3月1日`, `20250301`, with a time or not, epoch seconds and milliseconds, Excel
 * serials. A date without a year or with a relative word is not (there is no clock here). `endOfDay`: a bare date
 * means its last second, as for a validity.
 */
export function parseInstant(raw: string, endOfDay = false): string | null {
  if (raw.length > fieldCharsMax) return null
  const text = raw
    .normalize('NFKC')
    .replace(/[\p{C}]/gu, '')
    .trim()
    .toLowerCase()
  if (/^\d{13}$/.test(text)) return format(Number(text))
  if (/^\d{10}$/.test(text)) return format(Number(text) * 1000)
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return fromExcel(Number(text), endOfDay)
  const found = dated.exec(text)
  if (found === null) return null
  const [year, month, day] = [found[1], found[2] ?? found[4] ?? found[6], found[3] ?? found[5] ?? found[7]].map(Number)
  if (year === undefined || month === undefined || day === undefined) return null
  const midnight = Date.UTC(year, month - 1, day)
  if (new Date(midnight).getUTCMonth() !== month - 1 || day < 1) return null
  if (found[8] === undefined) return format(midnight - offsetMs(found[12]) + (endOfDay ? dayMs - 1000 : 0))
  const [hours, minutes, seconds] = [Number(found[8]), Number(found[9]), Number(found[10] ?? 0)]
  if (hours > 24 || minutes > 59 || seconds > 59 || (hours === 24 && minutes + seconds > 0)) return null
  return format(midnight + ((hours * 60 + minutes) * 60 + seconds) * 1000 - offsetMs(found[12]))
}

function fromExcel(serial: number, endOfDay: boolean): string | null {
  const local = Math.round((serial - excelEpochDays) * 86_400) * 1000
  return format(local - defaultOffsetMinutes * minuteMs + (endOfDay && Number.isInteger(serial) ? dayMs - 1000 : 0))
}

function offsetMs(offset: string | undefined): number {
  if (offset === undefined) return defaultOffsetMinutes * minuteMs
  if (offset === 'z') return 0
  const digits = offset.replace(':', '')
  return (digits.startsWith('-') ? -1 : 1) * (Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3))) * minuteMs
}

function format(atMs: number): string | null {
  if (!(atMs >= earliestMs && atMs < latestMs)) return null
  return new Date(atMs + defaultOffsetMinutes * minuteMs).toISOString().replace(/\.\d+Z$/, '+08:00')
}

/** A validity without end: `长期有效`, `招满为止`. */
export function isOpenEnded(raw: string): boolean {
  return (
    raw.length <= fieldCharsMax &&
    /^(?:长期(?:有效|招聘)?|招满(?:即|为)止|不限|永久(?:有效)?|无限期)$/.test(compact(raw))
  )
}
