import type { Posting } from '../../contracts/posting.ts'
import { smallNumerals } from '../normalise/numerals.ts'
import type { FoldedTexts, Mention, TextField } from './texts.ts'

export interface RequiredYears {
  /** Null where nothing is said. */
  readonly years: number | null
  readonly at: Mention | null
}

const number = '(?:\\d{1,2}|[半一二两三四五六七八九十])'
const yearsOf = new RegExp(
  `(?<![\\d第近前后])(${number})(?:\\s?年?\\s?[-~—–－至到]\\s?(${number}))?\\s?(?:个?(?:完整)?(?:周年|年头|年)|years?|yrs?)(\\s?(?:\\(含\\)|（含）)?\\s?(?:及|或)?\\s?(?:以上|或以上|\\+|起))?`
)
const plusYears = /(?<![\d])(\d{1,2})\s?\+\s?(?:年|years?|yrs?)/

/** What the reader looks for. */
export const yearsPatterns: readonly RegExp[] = [yearsOf, plusYears]

/** What the number of years is counted in, within the clause. */
const ofWork = /经验|经历|工作|从业|开发|背景|任职|实操|资历|岗位|行业|毕业|管理|销售|设计|运营|相关|experience/
const notAsked =
  /优先|优选|加分|更佳|为佳|者佳|最佳|成立|创立|历史|公司(?:已|有|拥有|历经|专注|发展|将|于)|合同|入职满|工作满|满一年|每满|服务满|转正|晋升|发展|积累|专注|深耕|质保|年薪|年假|年终|[一两二三四五六]年制|不限|不超过|以内|以下|年内|年后|半年[一二]次/
const afterYears =
  /^(?:制(?![造药作程图版冷])|级|薪|假|终|底|会|后|内|以内|以下|之内|期|一次|[^，。；]{0,4}(?:奖|旅游|体检|调薪))/
const clauseCharsMax = 24
const stops = '，,。；;\n！!?？'

const seniorYears = 5

/**
 * Years of work really asked. Field and text contradict each other in real feeds: the higher one counts, since a
 * graduate who fails the text is refused all the same; where fresh graduates are named as welcome, few or
 * none.
 */
export function readRequiredYears(posting: Posting, texts: FoldedTexts, graduatesWelcome: boolean): RequiredYears {
  const { experience } = posting
  const field = experience.minYears
  const stated = readYearsOfText(texts)
  const most = Math.max(field ?? 0, stated?.years ?? 0)
  // a post of five years is not written for graduates, whatever its benefits say
  if ((experience.graduate || graduatesWelcome) && most < seniorYears) {
    if (most < 3) return { years: (stated?.years ?? 0) >= 2 ? 1 : 0, at: null }
    return { years: experience.graduate && (stated?.years ?? 0) < 2 ? 1 : 2, at: null }
  }
  if (stated !== null && stated.years > (field ?? -1)) return { years: stated.years, at: stated.at }
  return { years: field, at: stated !== null && stated.years === field ? stated.at : null }
}

function readYearsOfText(texts: FoldedTexts): { years: number; at: Mention } | null {
  let most: { years: number; at: Mention } | null = null
  for (const field of ['title', 'requirements', 'description'] as const) {
    const found = yearsIn(texts, field)
    if (found !== null && found.years > (most?.years ?? -1)) most = found
  }
  return most
}

function yearsIn(texts: FoldedTexts, field: TextField): { years: number; at: Mention } | null {
  const text = texts[field]
  let most: { years: number; at: Mention } | null = null
  const take = (years: number, start: number, end: number) => {
    if (years <= 20 && years > (most?.years ?? -1)) most = { years, at: { field, start, end } }
  }
  for (const match of texts.all(yearsOf, field)) {
    const start = match.index
    const end = start + match[0].length
    const clause = around(text, start, end)
    if (afterYears.test(text.slice(end, end + 8)) || notAsked.test(clause.whole)) continue
    if (match[3] === undefined && !ofWork.test(clause.after)) continue
    if (!ofWork.test(clause.whole)) continue
    take(isDecimal(text, start) ? Number(`${text[start - 2]}.${match[1]}`) : value(match[1] as string), start, end)
  }
  for (const match of texts.all(plusYears, field)) {
    const end = match.index + match[0].length
    if (!notAsked.test(around(text, match.index, end).whole)) take(value(match[1] as string), match.index, end)
  }
  return most
}

/** `至少1.5年` is a year and a half; `学历2.1年以上` and `：1.5年以上` are items 2 and 1 of a list. */
const isDecimal = (text: string, start: number) =>
  text[start] === '5' && /[少满有备约近过]\d\.$/.test(text.slice(Math.max(0, start - 3), start))

const value = (word: string): number => smallNumerals[word] ?? Number(word)

/** The clause of a place, cut at commas and at a limit. */
function around(text: string, start: number, end: number): { whole: string; after: string } {
  let from = start
  while (from > 0 && start - from < clauseCharsMax && !stops.includes(text[from - 1] as string)) from--
  let to = end
  while (to < text.length && to - end < clauseCharsMax && !stops.includes(text[to] as string)) to++
  // `3年以上物流经验（医疗行业更佳）`: what is bracketed behind says nothing of the years
  const after = text.slice(end, to).replace(/[（(][^）)]*[）)]?/g, '')
  return { whole: text.slice(from, end) + after, after }
}
