import { remembered } from '../remembered.ts'
import { longestName } from './divisions.ts'
import { compact, plainLine } from './text.ts'

const keyCharsMax = 200
/** Names that name nobody: withheld, or a description in place of a name. */
const placeholder =
  /^(?:未提供|未知|不详|无|暂无|保密|匿名|公司名?称?(?:保密|未提供)?|企业|单位|个人|测试|xx+.*|\*+|-+|null|none|n\/?a|confidential)$|某|保密|匿名|^(?:国内|国际|全球|本地|世界)?(?:知名|著名|大型|上市|外资|国有|五百强|500强|top\d*)+[^a-z]{0,6}(?:公司|企业|集团|外企|国企|央企|银行|单位|机构)$|双选会|招聘会/

/**
 * One key per employer: the credit code where there is a valid one, else the name without brackets, blanks and
 * case. Null where nobody is named.
 */
export function employerKey(name: string, creditCode: string | null): string | null {
  return creditCode ?? keyOfName(name)
}

const keyOfName = remembered((name): string | null => {
  const key = compact(plainLine(name))
    .replace(/[\p{P}\p{S}]/gu, '')
    .slice(0, keyCharsMax)
  return key === '' || placeholder.test(compact(name)) || placeholder.test(key) ? null : key
})

const coreCharsMin = 2
const legalForm = /(?:股份|集团|控股|实业)*(?:有限责任|有限)?公司.*$/

/**
 * An employer's name without leading places and legal form, so that branches and daughters of a house are one:
 * `河南鑫达人力资源有限公司洛阳分公司` is `鑫达人力资源`. Too short a rest leaves the name whole.
 */
export const employerCore: (name: string) => string = remembered(name => {
  const whole = compact(plainLine(name)).replace(/[\p{P}\p{S}]/gu, '')
  let core = whole.replace(/^中国/, '')
  for (let place = leadingPlace(core); place > 0; place = leadingPlace(core)) core = core.slice(place)
  core = core.replace(legalForm, '')
  return core.length < coreCharsMin ? whole : core
})

/** Characters of the place that a name begins with. Counties only by their full name: 平安, 东方 are names of houses. */
function leadingPlace(name: string): number {
  const place = longestName(name, 0)
  if (place === null) return 0
  const text = name.slice(0, place.chars)
  const isPlace = place.found.some(division => division.level !== 'county' || division.name === text)
  return isPlace ? place.chars : 0
}
