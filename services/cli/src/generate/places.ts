import { divisions } from '@zhipei/shared/domain/normalise/divisions'

export interface City {
  readonly code: string
  /** e.g. 郑州市 */
  readonly name: string
  /** e.g. 郑州 */
  readonly short: string
  /** e.g. 河南省 */
  readonly province: string
  /** Pay against a provincial capital. */
  readonly payLevel: number
  /** Empty for a city that the province governs without counties (济源, 仙桃). */
  readonly districts: readonly District[]
}

export interface District {
  readonly code: string
  readonly name: string
  readonly short: string
}

const provinces = { 410000: '河南省', 420000: '湖北省' } as const
/** Share of postings in thousandths and pay level; every other city has `elsewhere`. */
const larger: Readonly<Record<string, readonly [number, number]>> = {
  郑州: [300, 1],
  武汉: [220, 1.06],
  洛阳: [110, 0.86],
  襄阳: [45, 0.82],
  宜昌: [45, 0.84],
  新乡: [25, 0.76],
  南阳: [22, 0.74],
  许昌: [20, 0.78],
  荆州: [18, 0.76],
  黄石: [16, 0.77]
}
const elsewhere = [7, 0.72] as const

export const cities: readonly City[] = divisions
  .filter(({ level, provinceCode }) => level === 'city' && provinceCode in provinces)
  .map(({ code, name, short, provinceCode }) => ({
    code,
    name,
    short,
    province: provinces[provinceCode as unknown as keyof typeof provinces],
    payLevel: (larger[short] ?? elsewhere)[1],
    districts: divisions.filter(({ level, cityCode }) => level === 'county' && cityCode === code)
  }))

/** Each city as often as its share asks: a pick from here is a weighted pick. */
export const citiesByShare: readonly City[] = cities.flatMap(city =>
  Array.from({ length: (larger[city.short] ?? elsewhere)[0] }, () => city)
)
