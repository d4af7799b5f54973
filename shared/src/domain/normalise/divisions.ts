import { areaList } from '@vant/area-data'

/** A place of GB/T 2260. Municipalities and the two special regions are cities under their province-level code. */
export interface Division {
  readonly code: string
  /** Full name, e.g. 郑州市. */
  readonly name: string
  /** Without 市, 区, 自治州 and the like, e.g. 郑州. */
  readonly short: string
  readonly level: 'province' | 'city' | 'county'
  readonly provinceCode: string
  /** The city it is or lies in; null for a province. */
  readonly cityCode: string | null
}

const cityStates = new Set(['110000', '120000', '310000', '500000', '810000', '820000'])
const taiwan = '71'
/** Cities without counties: the package lists their towns under codes that are no GB/T 2260 codes. */
const countylessCities = ['4419', '4420', '4604', '6202']
const peoples =
  /(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|塔吉克|怒|普米|保安|裕固|独龙|各)族$|(?:蒙古|维吾尔|哈萨克|柯尔克孜|锡伯|塔吉克)$/

/** Statistical and package-made zones (x71-x79, x90 and up) have no code of their own in GB/T 2260. */
function isStandardCounty(code: string): boolean {
  const serial = Number(code.slice(4))
  if (code.startsWith(taiwan) || countylessCities.some(prefix => code.startsWith(prefix))) return false
  return serial > 0 && serial < 90 && !(serial > 70 && serial < 80)
}

function shortName(name: string): string {
  let short = name.replace(/(?:特别行政区|自治[区州县旗]|地区|林区|特区|新区|省|市|区|县|盟)$/, '')
  if (/自治[区州县旗]$/.test(name))
    for (let next = short.replace(peoples, ''); next.length >= 2 && next !== short; next = next.replace(peoples, ''))
      short = next
  return short.length >= 2 ? short : name
}

function provinces(): Division[] {
  return Object.entries(areaList.province_list).map(([code, name]) => {
    const isCity = cityStates.has(code)
    return {
      code,
      name,
      short: shortName(name),
      level: isCity ? 'city' : 'province',
      provinceCode: code,
      cityCode: isCity ? code : null
    }
  })
}

function cities(): Division[] {
  return Object.entries(areaList.city_list).flatMap(([code, name]) => {
    const provinceCode = `${code.slice(0, 2)}0000`
    const isGroup = code.endsWith('9000') || cityStates.has(provinceCode)
    // Counties of Taiwan share names with cities and counties elsewhere.
    if (isGroup || (code.startsWith(taiwan) && !name.endsWith('市'))) return []
    return [{ code, name, short: shortName(name), level: 'city' as const, provinceCode, cityCode: code }]
  })
}

function counties(): Division[] {
  return Object.entries(areaList.county_list).flatMap(([code, name]) => {
    if (!isStandardCounty(code)) return []
    const provinceCode = `${code.slice(0, 2)}0000`
    // Governed by the province without a city between (济源, 仙桃): each stands for itself.
    const isDirect = code.slice(2, 4) === '90'
    const cityCode = cityStates.has(provinceCode) ? provinceCode : isDirect ? code : `${code.slice(0, 4)}00`
    return [
      {
        code,
        name,
        short: shortName(name),
        level: isDirect ? ('city' as const) : ('county' as const),
        provinceCode,
        cityCode
      }
    ]
  })
}

/** All names of a division; an autonomous prefecture is also called by its short name and 州 (恩施州). */
function namesOf({ name, short }: Division): Set<string> {
  return new Set(name.endsWith('自治州') ? [name, short, `${short}州`] : [name, short])
}

export const divisions: readonly Division[] = [...provinces(), ...cities(), ...counties()]

const byCode = new Map(divisions.map(division => [division.code, division]))
const byName = new Map<string, Division[]>()
for (const division of divisions)
  for (const name of namesOf(division)) {
    const same = byName.get(name)
    if (same === undefined) byName.set(name, [division])
    else same.push(division)
  }
const nameCharsMax = Math.max(...[...byName.keys()].map(name => name.length))

export function divisionOf(code: string): Division | undefined {
  return byCode.get(code)
}

/** The city that a city or county lies in. */
export function cityOf(division: Division): Division | undefined {
  return division.cityCode === null ? undefined : byCode.get(division.cityCode)
}

export function isWithin(inner: Division, outer: Division): boolean {
  if (inner.code === outer.code) return false
  if (outer.level === 'province') return inner.provinceCode === outer.code && inner.level !== 'province'
  return outer.level === 'city' && inner.level === 'county' && inner.cityCode === outer.code
}

/** All divisions of the longest name that stands at `from`, and its length. */
export function longestName(
  text: string,
  from: number
): { readonly found: readonly Division[]; readonly chars: number } | null {
  for (let chars = Math.min(nameCharsMax, text.length - from); chars >= 2; chars--) {
    const found = byName.get(text.slice(from, from + chars))
    if (found !== undefined) return { found, chars }
  }
  return null
}

export function citiesIn(provinceCode: string): Division[] {
  return divisions.filter(division => division.level === 'city' && division.provinceCode === provinceCode)
}
