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
  if (creditCode !== null) return creditCode
  const key = compact(plainLine(name))
    .replace(/[\p{P}\p{S}]/gu, '')
    .slice(0, keyCharsMax)
  return key === '' || placeholder.test(compact(name)) || placeholder.test(key) ? null : key
}
