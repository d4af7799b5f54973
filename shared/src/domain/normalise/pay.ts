import { compact, fieldCharsMax } from './text.ts'

/** Pay in CNY per month; a bound that is not stated is null. */
export interface Pay {
  readonly min: number | null
  readonly max: number | null
  readonly months: number | null
  readonly negotiable: boolean
}

/** Paid days a month, (365 - 104) / 12, by which the state converts day pay to month pay (人社部发〔2025〕2号). */
export const paidDaysPerMonth = 21.75
/** Paid days a month times eight hours (same notice). */
export const paidHoursPerMonth = 174
const workDaysPerWeek = 5
const monthsPerYear = 12
/** Outside these a monthly figure is a slip of the unit, not pay. */
const plausibleMin = 100
const plausibleMax = 1_000_000
/** A figure in 万 without a period reads as pay a month up to here, as pay a year from the next; between, nobody knows. */
const barePerMonthMax = 60_000
const barePerYearMin = 100_000
/** A figure in 元 without a period reads as pay a month within these bounds. */
const bareYuanMin = 1_000
const bareYuanMax = 100_000

const foreign = /美[元金]|usd|\$|欧元|eur|€|英镑|£|日元|港[币元]|hkd|澳[元币]|台币|新元|韩元|卢布/
const talk = /面议|面谈|详谈|另议|协商|negotia|competitive|保密/
const period = {
  hour: /小时|时薪|\/时|\/h(?:ou)?r?(?![a-z])|钟点|perhour|hourly/,
  day: /\/[天日]|日薪|每[天日]|一[天日]|\/day|perday|daily/,
  week: /\/周|周薪|每周|\/星期|\/week|perweek|weekly/,
  month: /\/月|月薪|每月|一个月|^月|月$|\/month|permonth|monthly|p\.?m\.?$/,
  year: /\/年|年薪|每年|一年|年$|\/year|per(?:year|annum)|annual|yearly|p\.?a\.?$/
} as const
type Period = keyof typeof period
const periodsEverywhere = Object.values(period).map(pattern => new RegExp(pattern, 'g'))
const perPiece = /\/(?:次|单|件|台|节|课时|场|篇|字|条)|每(?:次|单|件|台|节|课时|场|篇)|计件/
const number = String.raw`(\d+(?:\.\d+)?)(万|w|千|k)?(?:元|块钱?)?`
const amount = new RegExp(`${number}(?:\\+?(?:[-–—~～至到]|to)+${number})?`)

/**
 * Reads pay as Chinese feeds write it. A range may stand in either order. Day, hour and week pay is converted by the
 * state's factors; pay a year is divided by the stated salaries a year, else by 12. Null: not understood.
 */
export function parsePay(raw: string): Pay | null {
  if (raw.length > fieldCharsMax) return null
  let text = compact(raw).replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
  if (foreign.test(text)) return null
  const yearly = /\d+(?:小时|天|个?工作日)内?反馈/.exec(text)
  if (yearly !== null) text = text.replace(yearly[0], '')
  const salaries = readSalaries(text)
  text = salaries.rest.replace(/人民币|rmb|cny|yuan|¥/g, '').replace(/月结|周结/g, '')
  const negotiable = talk.test(text)
  const found = amount.exec(text)
  if (found === null) return negotiable ? { min: null, max: null, months: salaries.months, negotiable } : null
  const around = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`
  if (perPiece.test(around) || !isDecoration(around)) return null
  const range = readRange(found, around)
  if (range === null) return null
  const rate = readPeriod(around, found[0], range, yearly !== null)
  if (rate === null) return null
  const factor = monthlyFactor(rate, salaries.months)
  const min = range.min === null ? null : Math.round(range.min * factor)
  const max = range.max === null ? null : Math.round(range.max * factor)
  return plausiblePay(min, max) ? { min, max, months: salaries.months, negotiable } : null
}

/** Whether these can be bounds of pay in CNY per month. */
export function plausiblePay(min: number | null, max: number | null): boolean {
  const inside = [min, max].every(bound => bound === null || (bound >= plausibleMin && bound <= plausibleMax))
  return inside && (min === null || max === null || min <= max)
}

function readSalaries(text: string): { months: number | null; rest: string } {
  const found =
    /[·*x×,，+(（]?(?:(\d{2})(?:[-~](\d{2}))?|(十[二三四五六七八]))(?:个月)?薪[)）]?|[*x×](\d{2})(?![\d天日])(?:个?月)?/.exec(
      text
    )
  if (found === null) return { months: null, rest: text }
  const chinese = found[3] === undefined ? null : 12 + '二三四五六七八'.indexOf(found[3].charAt(1))
  const months = chinese ?? Number(found[1] ?? found[4])
  if (months < monthsPerYear || months > 36) return { months: null, rest: text }
  return { months: found[2] === undefined ? months : null, rest: text.replace(found[0], ' ') }
}

/** Besides the figures a pay field may hold words, not another figure, a deposit or a foreign word. */
function isDecoration(around: string): boolean {
  let rest = around
  for (const pattern of periodsEverywhere) rest = rest.replace(pattern, '')
  rest = rest.replace(/upto|from|above|below|under|over|salary|about|base|pretax|beforetax/g, '')
  return !/[\da-z]/.test(rest) && !/押金|保证金|罚/.test(rest)
}

function readRange(found: RegExpExecArray, around: string): Pick<Pay, 'min' | 'max'> | null {
  const low = Number(found[1])
  if (found[3] === undefined) {
    const value = low * scale(found[2])
    if (/以下|以内|不超过|最高|upto|below|under/.test(around)) return { min: null, max: value }
    if (/以上|起|不低于|最低|底薪|保底|\+(?!五险|社保|包|双休)|from|above|over/.test(around))
      return { min: value, max: null }
    return { min: value, max: value }
  }
  // Feeds write "no upper bound" as a row of nines.
  if (/^9{7,}$/.test(found[3])) return { min: low * scale(found[2]), max: null }
  const high = Number(found[3])
  const [lowUnit, highUnit] = sharedUnits(low, found[2], high, found[4])
  const bounds = [low * scale(lowUnit), high * scale(highUnit)]
  // A falling range is read as its two bounds only where both stand in the same stated unit.
  if (bounds[0] !== undefined && bounds[1] !== undefined && bounds[0] > bounds[1] && found[2] !== found[4]) return null
  const min = Math.min(...bounds)
  return { min: min === 0 ? null : min, max: Math.max(...bounds) }
}

/** A unit written once holds for both figures, unless the other figure is plainly in 元 (`8000-1万`). */
function sharedUnits(low: number, lowUnit: string | undefined, high: number, highUnit: string | undefined) {
  if (lowUnit === undefined && highUnit !== undefined) return [low >= bareYuanMin ? undefined : highUnit, highUnit]
  if (lowUnit !== undefined && highUnit === undefined) return [lowUnit, high >= bareYuanMin ? undefined : lowUnit]
  return [lowUnit, highUnit]
}

function scale(unit: string | undefined): number {
  if (unit === undefined) return 1
  return unit === '万' || unit === 'w' ? 10_000 : 1_000
}

function readPeriod(around: string, figures: string, range: Pick<Pay, 'min' | 'max'>, yearly: boolean): Period | null {
  const named = (Object.keys(period) as Period[]).filter(name => period[name].test(around.trim()))
  if (named.length > 1) return null
  if (named[0] !== undefined) return named[0]
  const top = range.max ?? range.min ?? 0
  if (/日结/.test(around)) return top < bareYuanMin ? 'day' : null
  // The feed that promises an answer within a time states pay a year.
  if (yearly) return /[万w]/.test(figures) ? 'year' : null
  if (/[千k]/.test(figures)) return 'month'
  if (/[万w]/.test(figures)) {
    if (top <= barePerMonthMax) return 'month'
    return (range.min ?? top) >= barePerYearMin ? 'year' : null
  }
  return (range.min ?? top) >= bareYuanMin && top < bareYuanMax ? 'month' : null
}

function monthlyFactor(rate: Period, months: number | null): number {
  if (rate === 'hour') return paidHoursPerMonth
  if (rate === 'day') return paidDaysPerMonth
  if (rate === 'week') return paidDaysPerMonth / workDaysPerWeek
  return rate === 'month' ? 1 : 1 / (months ?? monthsPerYear)
}
