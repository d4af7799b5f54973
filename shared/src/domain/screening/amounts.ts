/** Sums of money as advertisements write them, in folded text. Source of a regular expression without captures. */
export const sum =
  '(?:\\d{1,7}(?:\\.\\d{1,2})?(?:[ ]?(?:万|w|千|k|元)?[ ]?(?:-|到|至)[ ]?\\d{1,7}(?:\\.\\d)?)?[ ]?(?:多|余)?(?:万|w|千|k|百)?多?|(?:过|上|破|超|好|大)?[几数]?[一二两三四五六七八九十百]{0,5}(?:百|千|万|十万)[一二三四五六七八九]?(?![度分倍])|[三四五六七八]位数)(?:元|块钱?|人民币)?(?:左右|以上|起|\\+|多)?'

const digits = '零一二三四五六七八九'
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, k: 1000, 万: 10_000, w: 10_000 }

export interface Amount {
  readonly low: number
  readonly high: number
}

/** Reads a sum in CNY: 1-5万, 5w+, 三五百 (300 to 500), 过千, 两三万, 五位数. Null: no sum. */
export function readAmount(text: string): Amount | null {
  const places = /([三四五六七八])位数/.exec(text)
  if (places !== null) {
    const low = 10 ** (digits.indexOf(places[1] as string) - 1)
    return { low, high: low }
  }
  const figures = [...text.matchAll(/(\d+(?:\.\d+)?)(?:多|余)?[ ]?(万|w|千|k|百)?/g)]
  if (figures.length > 0) return ofFigures(figures)
  return ofNumerals(text)
}

function ofFigures(figures: readonly RegExpMatchArray[]): Amount {
  const last = figures.at(-1)?.[2]
  const values = figures.map(([, figure, unit]) => {
    const value = Number(figure)
    // 1-5万: the unit of the last figure holds for those before, unless they are plainly in 元.
    const scale = unit ?? (value < 1000 ? last : undefined)
    return value * (scale === undefined ? 1 : (units[scale] ?? 1))
  })
  return { low: Math.min(...values), high: Math.max(...values) }
}

function ofNumerals(text: string): Amount | null {
  const numeral = /[一二两三四五六七八九十百千万]+/.exec(text.replace(/^[过上破超好大几数]+/, ''))?.[0]
  if (numeral === undefined) return null
  let total = 0
  let section = 0
  let low: number | null = null
  let digit = 0
  let lastUnit = 0
  for (const character of numeral) {
    const unit = units[character]
    if (unit === undefined) {
      const value = character === '两' ? 2 : digits.indexOf(character)
      // Two digits side by side are a range: 三五百.
      if (digit > 0) low = digit
      digit = value
      continue
    }
    lastUnit = unit
    if (unit === 10_000) {
      total = Math.max(1, section + digit) * unit
      if (low !== null) low *= unit
      section = 0
      digit = 0
    } else {
      section += Math.max(1, digit) * unit
      if (low !== null) low *= unit
      digit = 0
    }
  }
  // 一万八 is 18,000; 三百五 is 350.
  const rest = lastUnit >= 100 ? (digit * lastUnit) / 10 : digit
  const high = total + section + rest
  return { low: Math.min(low ?? high, high), high }
}

export type Period = 'hour' | 'day' | 'week' | 'month' | 'year'
const perMonth: Readonly<Record<Period, number>> = { hour: 174, day: 21.75, week: 4.35, month: 1, year: 1 / 12 }

/** The sum as CNY per month. */
export function monthly({ low, high }: Amount, period: Period): Amount {
  return { low: low * perMonth[period], high: high * perMonth[period] }
}
