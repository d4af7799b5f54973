import { degreeLevels } from '../../contracts/degree-levels.ts'
import type { Posting } from '../../contracts/posting.ts'
import { parseDegree } from '../normalise/degree.ts'
import { sentences } from './clauses.ts'
import type { FoldedTexts, Mention } from './texts.ts'

export interface RequiredDegree {
  /** Index into `degreeLevels`; null where nothing is said. */
  readonly rank: number | null
  /** Where the text says it; null where only the field does. */
  readonly at: Mention | null
}

const named =
  /(?:统招|全日制|国家统招|正规|普通|重点|一本|二本|国内外)?(?:高职高专|大专|专科|本科|学士|硕士|博士|研究生|中专|高中|初中|中技|技校)/

/** What the reader looks for. */
export const degreePatterns: readonly RegExp[] = [named]

const asked = /以上|学历|毕业|学位|专业|均可|皆可/
/** A clause of nothing else: `2.硕士，材料专业`. */
const alone =
  /^[\s\d.、)）]*(?:统招|全日制)?(?:大专|专科|本科|硕士|博士|研究生)[\s/或及和、]*(?:大专|专科|本科|硕士|博士|研究生)?\s*$/
const preferred = /优先|优选|者佳|为佳|加分|更佳|可放宽|放宽至|放宽到/
/** The door stands open for a lower degree: it is named beside the words that open it. */
const lenient =
  /(?:大专|专科|本科|中专|高中)[^，,。；;]{0,6}(?:均可|皆可|也可|亦可|都可)|放宽(?:至|到|为)?[^，,。；;]{0,4}(?:大专|专科|本科|中专|高中)|学历不限|不限学历/
const notApplicant =
  /学员|学生|客户|孩子|家长|团队|研究生导师|博士团队|大专部|本科部|招生|在读|升本|专升本|办学|院校|高中部|初中部|高中生|教材|高中(?:数学|语文|英语|物理|化学)|初中(?:数学|语文|英语|物理|化学)/

/**
 * The degree really asked. Text and field contradict each other: the higher counts, unless the text itself opens the
 * door (`大专、本科均可`, `可放宽至大专`): then the field, or the lower where there is none. Never less than the field says.
 */
export function readRequiredDegree(posting: Posting, texts: FoldedTexts): RequiredDegree {
  const field = posting.degree === null ? null : degreeLevels.indexOf(posting.degree)
  const stated = statedDegree(texts)
  if (stated === null) return { rank: field, at: null }
  if (field === null) return stated
  if (stated.lenient) return { rank: field, at: null }
  return stated.rank > field ? stated : { rank: field, at: stated.rank === field ? stated.at : null }
}

interface Stated {
  readonly rank: number
  readonly at: Mention
  readonly lenient: boolean
}

function statedDegree(texts: FoldedTexts): Stated | null {
  let first: Stated | null = null
  let opened = false
  for (const field of ['requirements', 'description'] as const) {
    if (texts.first(named, field) === null) continue
    for (const sentence of sentences(texts[field])) {
      if (!named.test(sentence.text)) continue
      if (lenient.test(sentence.text)) opened = true
      const read = readSentence(sentence.text)
      if (read === null) continue
      const at = { field, start: sentence.start + read.start, end: sentence.start + read.end }
      if (first === null) first = { rank: read.rank, at, lenient: opened }
      else if (opened && read.rank < first.rank) first = { rank: read.rank, at, lenient: true }
    }
  }
  return first
}

function readSentence(sentence: string): { rank: number; start: number; end: number } | null {
  for (const match of sentence.matchAll(/[^，,：:]+/g)) {
    const clause = match[0]
    const word = named.exec(clause)
    if (word === null || preferred.test(clause) || notApplicant.test(clause)) continue
    if (!asked.test(clause) && !alone.test(clause)) continue
    const level = parseDegree(clause.slice(0, 100))
    if (level === null || level === 'none') continue
    const start = match.index + word.index
    return { rank: degreeLevels.indexOf(level), start, end: start + word[0].length }
  }
  return null
}
