import { citiesIn, cityOf, type Division, divisionOf, isWithin, longestName } from './divisions.ts'
import { compact, fieldCharsMax } from './text.ts'

export interface CityKey {
  /** GB/T 2260, six digits; of a municipality the province-level code. */
  readonly cityCode: string
  /** Short name, e.g. 郑州. */
  readonly city: string
}

/** Why a place was not (wholly) understood. */
export type PlaceProblem = 'unknown' | 'province' | 'ambiguous' | 'several'

export interface Place {
  readonly city: string | null
  readonly cityCode: string | null
  readonly district: string | null
  readonly districtCode: string | null
  readonly problem: PlaceProblem | null
}

/** Development zones without a code of their own whose name does not begin with their city's. */
const zones: Readonly<Record<string, string>> = {
  雄安: '130600',
  燕郊: '131000',
  郑东新区: '410100',
  东湖高新: '420100',
  东湖新技术: '420100',
  光谷: '420100',
  横琴: '440400',
  两江新区: '500000',
  龙华新区: '440300',
  光明新区: '440300',
  坪山新区: '440300',
  大鹏新区: '440300',
  前海: '440300',
  松山湖: '441900',
  萝岗: '440100'
}
const separators = /[-–—_·•・/\\,，、;；|>:：.。…()（）[\]]+/
/** After a short name these make a street or building of it: 南京路, 上海大厦. */
const street =
  /^(?:[东西南北中]{0,2}[一二三四五六七八九十]?(?:路|街|大道|巷|弄|里)|大厦|广场|花园|大酒店|酒店|公园|站|城市)/

/** What stands at one place in the text: all readings that are left, narrowest level last read. */
interface Reading {
  candidates: readonly Division[]
  tail: string
}

/** Rests of a city field that name no district. */
const nowhere = /^(?:.?|市?区|市内|全市|全境|全域|市辖区|周边|附近|各区)$/

/** Reads names left to right; each must lie in what was read before, else it begins another place. */
function readPlaces(text: string, context: readonly Division[]): Reading[] {
  const places: Reading[] = []
  let current: Reading | null = context.length > 0 ? { candidates: context, tail: '' } : null
  for (const segment of text.split(separators)) {
    let from = 0
    while (from < segment.length) {
      const next = nextName(segment, from)
      const step: readonly Division[] | null = next === null ? null : narrow(current?.candidates ?? [], next.found)
      if (next === null || (step === null && from > 0)) {
        const tail = segment.slice(from)
        const zone = current === null ? zoneCity(tail) : undefined
        if (zone !== undefined) current = { candidates: [zone], tail }
        else if (current !== null) current.tail ||= tail
        break
      }
      if (step !== null) current = { candidates: step, tail: '' }
      else if (next.found.every(division => division.level === 'county') && current !== null) {
        current.tail ||= segment
        break
      } else {
        if (current !== null) places.push(current)
        current = { candidates: next.found, tail: '' }
      }
      from += next.chars
      if (current.candidates.every(division => division.level === 'county')) {
        current.tail ||= segment.slice(from)
        break
      }
    }
  }
  return current === null ? places : [...places, current]
}

function nextName(segment: string, from: number) {
  const next = longestName(segment, from)
  if (next === null) return null
  const isFull = next.found.some(division => division.name === segment.slice(from, from + next.chars))
  return !isFull && street.test(segment.slice(from + next.chars)) ? null : next
}

/** The readings of `found` that fit what was read so far; null where none does. A repeated name changes nothing. */
function narrow(before: readonly Division[], found: readonly Division[]): readonly Division[] | null {
  if (before.length === 0) return found
  const inside = found.filter(inner => before.some(outer => isWithin(inner, outer)))
  if (inside.length > 0) return inside
  const same = before.filter(known => found.some(other => other.code === known.code))
  if (same.length > 0) return same
  return before.some(known => found.some(other => isWithin(known, other)))
    ? before.filter(known => found.some(other => isWithin(known, other)))
    : null
}

function zoneCity(text: string): Division | undefined {
  const name = Object.keys(zones).find(zone => text.startsWith(zone))
  return name === undefined ? undefined : divisionOf(zones[name] ?? '')
}

/** One reading or the reason why there is none. A name of several levels is the city where a city is asked for. */
function resolve(candidates: readonly Division[]): { city: Division; county: Division | null } | PlaceProblem {
  if (candidates.some(division => division.level === 'province'))
    return candidates.some(({ level, name, short }) => level === 'city' && name === `${short}市`)
      ? 'ambiguous'
      : 'province'
  const cities = candidates.filter(division => division.level === 'city')
  if (cities.length > 0)
    return cities.length === 1 && cities[0] !== undefined ? { city: cities[0], county: null } : 'ambiguous'
  const owners = new Set(candidates.map(division => division.cityCode))
  const first = candidates[0]
  const city = first === undefined ? undefined : cityOf(first)
  if (first === undefined || city === undefined || owners.size > 1) return 'ambiguous'
  return { city, county: candidates.length === 1 ? first : null }
}

/**
 * City and district of a posting. Context decides between places of one name (`朝阳区` with `北京`); without context an
 * ambiguous name, a province alone or an unknown text gives no city. Of several cities the first is taken and the
 * problem says so. A district without a code (a development zone, a street) keeps its text.
 */
export function parsePlace(cityText: string, districtText: string | null = null): Place {
  const districtGiven = districtText === '' ? null : districtText
  const nothing = (problem: PlaceProblem): Place => ({
    city: null,
    cityCode: null,
    district: districtGiven,
    districtCode: null,
    problem
  })
  if (cityText.length > fieldCharsMax) return nothing('unknown')
  const district = districtGiven !== null && districtGiven.length <= fieldCharsMax ? compact(districtGiven) : ''
  const places = readPlaces(compact(cityText).replace(/^中国/, ''), [])
  let reading = places[0]
  if (reading === undefined) return nothing('unknown')
  const several = new Set(places.map(place => place.candidates[0]?.cityCode)).size > 1
  if (!several && district !== '') {
    const detailed = readPlaces(district, reading.candidates)
    if (detailed.length === 1 && detailed[0] !== undefined)
      reading = { ...detailed[0], tail: reading.tail || detailed[0].tail }
  }
  const resolved = resolve(reading.candidates)
  if (typeof resolved === 'string') return nothing(resolved)
  const { city, county } = resolved
  return {
    city: city.short,
    cityCode: city.code,
    district: county?.name ?? districtGiven ?? (nowhere.test(reading.tail) ? null : reading.tail),
    districtCode: county?.code ?? null,
    problem: several ? 'several' : null
  }
}

function keyOf(city: Division): CityKey {
  return { cityCode: city.code, city: city.short }
}

/** The one city that a text names (`郑州`, `郑州市`, `河南省郑州市`, `昆山`), else null. */
export function cityKey(cityText: string): CityKey | null {
  const place = parsePlace(cityText)
  return place.city === null || place.cityCode === null || place.problem !== null
    ? null
    : { cityCode: place.cityCode, city: place.city }
}

/** Every city that a text names; a province stands for all its cities, also where a city bears its name (吉林). */
export function citiesOf(text: string): CityKey[] {
  if (text.length > fieldCharsMax) return []
  const keys = readPlaces(compact(text), []).flatMap(({ candidates }) => {
    const province = candidates.find(division => division.level === 'province')
    if (province !== undefined) return citiesIn(province.code).map(keyOf)
    const resolved = resolve(candidates)
    return typeof resolved === 'string' ? [] : [keyOf(resolved.city)]
  })
  return [...new Map(keys.map(key => [key.cityCode, key])).values()]
}
