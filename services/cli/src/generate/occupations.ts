import type { DegreeLevel, PostingKind } from '@zhipei/shared/contracts/posting'
import { type TradeName, trades } from './lists/employer-names.ts'
import { buildingOccupations } from './lists/occupations-building.ts'
import { businessOccupations } from './lists/occupations-business.ts'
import { educationOccupations } from './lists/occupations-education.ts'
import { healthOccupations } from './lists/occupations-health.ts'
import { industryOccupations } from './lists/occupations-industry.ts'
import { informationOccupations } from './lists/occupations-information.ts'
import { policyOccupations, publicOccupations, welfareOccupations } from './lists/occupations-public.ts'

export interface Occupation {
  readonly titles: readonly string[]
  readonly degree: DegreeLevel
  /** Usual pay of a graduate in a large city, thousands of CNY per month. */
  readonly payMin: number
  readonly payMax: number
  readonly trades: readonly TradeName[]
  /** Empty where no major is asked. */
  readonly majors: readonly string[]
  readonly skills: readonly string[]
  readonly certificates: readonly string[]
  /** Things the work is about (nouns). */
  readonly topics: readonly string[]
  /** What is done (verb phrases). */
  readonly duties: readonly string[]
}

const linesEach = 4
const heading = /^(.+) (初中|高中|大专|本科|硕士|博士) (\d+)-(\d+) (.+)$/

/**
 * Reads a list of occupations, four lines each: `title/title degree min-max trade…`; majors; skills with `@certificate`;
 * `topic…：duty；duty`. Blanks separate words.
 */
export function readOccupations(text: string): Occupation[] {
  const lines = text.trim().split('\n')
  if (lines.length % linesEach !== 0) throw new Error(`occupations: ${lines.length} lines, not ${linesEach} each`)
  return Array.from({ length: lines.length / linesEach }, (_, at) => readOccupation(lines.slice(at * linesEach)))
}

function readOccupation([head = '', majors = '', skills = '', work = '']: readonly string[]): Occupation {
  const found = heading.exec(head)
  const [topics = '', duties = ''] = work.split('：')
  if (found === null || duties === '') throw new Error(`occupations: cannot read ${head}`)
  const [, titles = '', degree, payMin, payMax, tradeList = ''] = found
  const names = tradeList.split(' ')
  const unknown = names.find(name => !(name in trades))
  if (unknown !== undefined) throw new Error(`occupations: unknown trade ${unknown} in ${head}`)
  const words = skills.split(' ')
  return {
    titles: titles.split('/'),
    degree: degree as DegreeLevel,
    payMin: Number(payMin),
    payMax: Number(payMax),
    trades: names as TradeName[],
    majors: majors === '不限专业' ? [] : majors.split(' '),
    skills: words.filter(word => !word.startsWith('@')),
    certificates: words.filter(word => word.startsWith('@')).map(word => word.slice(1)),
    topics: topics.split(' '),
    duties: duties.split('；')
  }
}

const market = [
  informationOccupations,
  industryOccupations,
  buildingOccupations,
  businessOccupations,
  educationOccupations,
  healthOccupations,
  publicOccupations
].flatMap(readOccupations)

/** Occupations by the kind of posting that offers them. A trainee's place (见习) exists for every market occupation. */
export const occupations: Readonly<Record<PostingKind, readonly Occupation[]>> = {
  job: market,
  internship: market,
  policy: readOccupations(policyOccupations),
  'public-welfare': readOccupations(welfareOccupations)
}
