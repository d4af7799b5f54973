import { remembered } from '../remembered.ts'
import { fold, type Match } from './lexicon.ts'
import type { Mention } from './texts.ts'

/** What rank a post has by its title: 0 a beginner's post, 1 no rank, 2 middle, 3 senior or leading, 4 director or expert. */
export interface Seniority {
  readonly level: number
  readonly at: Mention | null
}

const beginner = /助理|初级|实习|应届|管培|培训生|储备|见习|学徒|新手|junior|intern|trainee|秘书|转行|零基础|0基础/
const ranks: readonly (readonly [number, RegExp])[] = [
  [
    4,
    /总监|总经理|副总(?!裁助)|总裁|首席|专家|架构师|科学家|总师|总设计师|总工|合伙人|博士后|\b(?:ceo|cto|coo|cfo|vp|head|principal|director|architect|expert)\b/
  ],
  [
    3,
    /高级|资深|主管|负责人|组长|leader|主任(?!助)|部长|厂长|店长|主程|厨师长|护士长|队长|班长|\blead\b|senior|\bsr\b|manager|高工|主创|主笔|领班|督导|带头人|经理/
  ],
  [2, /中级|中高级|骨干/]
]
/** 经理 that is a job, not a rank. */
const managerByName =
  /(?:产品|客户|项目|大堂|业务|渠道|理财|投资|销售|招商|商务|区域|储备|大客户|基金|拓展|市场拓展|会员|客房服务)经理/g
const notRank =
  /经理助理|总监助理|总经理助理|总裁助理|主任助理|高级中学|专家(?:门诊|号)|高级?中(?:学|专)|储备(?:店长|主管|经理|干部)|产品专家助理/g

/** The rank of a title, or of the heading of the text where that names one: it is nearer to the post. */
export function readSeniority(title: string, heading: Match<string> | null = null): Seniority {
  const headed = heading === null ? null : lowestRank(heading.value, 'description', heading.start)
  return headed?.at == null ? rankOfTitle(title) : headed
}

const noRank: Seniority = { level: 1, at: null }

const rankOfTitle = remembered((title): Seniority => lowestRank(fold(title), 'title', 0) ?? noRank)

/** Of alternatives (`主管/专员`) the lowest; null where the text is empty. */
function lowestRank(text: string, field: Mention['field'], from: number): Seniority | null {
  let lowest: Seniority | null = null
  let start = from
  for (const part of text.split(/[/、|]/)) {
    const read = rankOf(part, field, start)
    if (read !== null && (lowest === null || read.level < lowest.level)) lowest = read
    start += part.length + 1
  }
  return lowest
}

function rankOf(part: string, field: Mention['field'], offset: number): Seniority | null {
  if (part.trim() === '') return null
  const mention = (index: number, length: number): Mention => ({
    field,
    start: offset + index,
    end: offset + index + length
  })
  const blank = (word: string) => '　'.repeat(word.length)
  const text = part.replace(notRank, blank)
  const isBeginner = beginner.exec(part)
  if (isBeginner !== null && !/^.{0,3}(?:高级|资深)/.test(part))
    return { level: 0, at: mention(isBeginner.index, isBeginner[0].length) }
  const plain = text.replace(managerByName, blank)
  for (const [level, pattern] of ranks) {
    const match = pattern.exec(plain)
    if (match !== null) {
      const both = level === 3 && /中高级|初中级/.test(plain)
      return { level: both ? 2 : level, at: mention(match.index, match[0].length) }
    }
  }
  return { level: 1, at: null }
}
