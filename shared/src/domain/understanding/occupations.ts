import { createLexicon, fold } from './lexicon.ts'
import { familyShare, occupationNeighbours, occupationTable } from './tables/occupations.ts'
import type { Mention } from './texts.ts'

/** A group of occupations that a title or text names. */
export interface OccupationMention {
  readonly group: string
  /** 1 for the head of the title, less for what stands beside it. */
  readonly weight: number
  readonly at: Mention
}

/** Name a kind of post, not the work, as long as anything else in the title names that. */
const weakWords = new Set(
  `助理 产品 业务 顾问 设计 软件 开发 测试 技术员 学徒 技师 培训 策划 分析师 接待 视觉 活动 工程 设备 it 生产 市政 研究员 实验 咨询
  项目经理 项目助理 项目管理 项目专员 项目主管 项目负责人 项目协调 项目组长 储备 储备干部 高中 初中 小学 英语 技术服务 解决方案
  技术支持 设计师 开发工程师 研发工程师 软件工程师 软件开发 软件开发工程师 软件研发 程序员 程序开发 开发助理 研发助理 技术经理 架构师
  系统架构师 技术总监 研发总监 研发经理 研发主管 应用软件 软件设计 技术开发 网站开发 分析员 教学 客户端 数据处理 管理咨询 商品 商务 运营 渠道 微信 门店 会员 图像 医疗 医学 健康 质量 数据库 web
  模型 维修 安装调试 后期 录入 审核 检测 现场施工 技工 广告 媒体 文字 考勤 规划 材料 环境 生物 物料 系统开发 应用开发 总经理
  总监 计算机 电子 通信 合同管理 办公室 网络管理 支付 数据采集 采样 调试 旅行 酒楼 工程部 交互 场景 角色 灯光`.split(
    /\s+/
  )
)

interface Group {
  readonly name: string
  readonly family: string
}

/** Longer words that hold another word by chance, or name no work: they hide it. */
const hidingWords =
  `校园招聘 实习生招聘 春季招聘 秋季招聘 招聘博士后 诚聘 企招聘 司招聘 团招聘 急招聘 薪招聘 新招聘 店招聘 院招聘 厂招聘 招聘岗位
  优化工程师 算法优化 流程优化 商业化 国际化 标准化 人才培养 民族舞 地铁口 地铁站 近地铁 地铁旁 地铁沿线 号线
  无销售 非销售 不销售 无需销售 不做销售 不是销售 无电销 纯文职 带薪旅游 年度旅游 免费旅游 公费旅游 定期旅游 国外旅游 出国旅游 每年旅游
  绩效奖 绩效工资 绩效提成 绩效+ 保险齐全 五险 社会保险 商业保险`.split(/\s+/)

const groups = new Map<string, Group>()
const groupWords = new Map<string, string[]>()
const lexicon = createLexicon<readonly string[]>([...readTable(), ...hidingWords.map(word => [word, []] as const)])
const shares = readShares()

/** Every group, in the order of the table. */
export const occupationGroups: readonly string[] = [...groups.keys()]

const groupNumbers = new Map(occupationGroups.map((group, number) => [group, number]))

/** Place in `occupationGroups`; one past the last for a group that is not there. */
export const groupNumber = (group: string): number => groupNumbers.get(group) ?? occupationGroups.length

function readTable(): Map<string, string[]> {
  const words = new Map<string, string[]>()
  for (const { family, groups: lines } of occupationTable) {
    for (const line of lines.trim().split('\n')) {
      const colon = line.indexOf(':')
      const name = line.slice(0, colon)
      groups.set(name, { name, family })
      for (const word of line
        .slice(colon + 1)
        .trim()
        .split(' '))
        words.set(word, [...(words.get(word) ?? []), name])
      groupWords.set(
        name,
        line
          .slice(colon + 1)
          .trim()
          .split(' ')
      )
    }
  }
  return words
}

function readShares(): Map<string, number> {
  const table = new Map<string, number>()
  for (const line of occupationNeighbours.trim().split('\n')) {
    const [a = '', b = '', share] = line.split(' ')
    if (!groups.has(a) || !groups.has(b)) throw new Error(`no such occupation group in: ${line}`)
    table.set(`${a} ${b}`, Number(share))
    table.set(`${b} ${a}`, Number(share))
  }
  return table
}

/** The words that titles use for a group, the most telling first. */
export function occupationWords(group: string, limit: number): readonly string[] {
  return (groupWords.get(group) ?? []).filter(word => !weakWords.has(word)).slice(0, limit)
}

/** How much of the one work is in the other, 0..1. Symmetric. */
export function occupationShare(a: string, b: string): number {
  if (a === b) return 1
  const near = shares.get(`${a} ${b}`)
  if (near !== undefined) return near
  const family = groups.get(a)?.family
  return family !== undefined && family === groups.get(b)?.family ? (familyShare[family] ?? 0) : 0
}

const sharesOf = new Map<string, readonly (readonly [group: string, share: number])[]>()

/** Every group that shares anything with this one, itself included, in the order of the table, with its share. */
export function occupationShares(group: string): readonly (readonly [group: string, share: number])[] {
  const known = sharesOf.get(group)
  if (known !== undefined) return known
  const shared = occupationGroups
    .map(other => [other, occupationShare(group, other)] as const)
    .filter(([, share]) => share > 0)
  if (groups.has(group)) sharesOf.set(group, shared)
  return shared
}

/** The groups that share at least `least` with this one, itself included. */
export function occupationsNear(group: string, least: number): string[] {
  return occupationGroups.filter(other => occupationShare(group, other) >= least)
}

const besideHead = 0.45
const inBrackets = 0.4
const laterPart = 0.95
const perTitleMax = 6

/** The groups that a title names. In Chinese titles the last word of a part is the head: 嵌入式软件测试工程师 is testing. */
export function readTitleOccupations(title: string): OccupationMention[] {
  const text = fold(title)
  const found: { readonly mention: OccupationMention; readonly weak: boolean }[] = []
  let parts = 0
  for (const part of titleParts(text)) {
    const matches = lexicon.scan(text.slice(part.start, part.end))
    const weakOnly = matches.every(match => weakWords.has(text.slice(part.start + match.start, part.start + match.end)))
    const base = part.bracketed ? inBrackets : parts === 0 ? 1 : part.afterDash ? besideHead : laterPart
    let head = true
    for (const match of matches.toReversed()) {
      const start = part.start + match.start
      const end = part.start + match.end
      const weak = weakWords.has(text.slice(start, end))
      if (weak && !weakOnly) continue
      const weight = base * (head ? 1 : besideHead)
      for (const group of match.value)
        found.push({ mention: { group, weight, at: { field: 'title', start, end } }, weak })
      head = false
    }
    if (matches.length > 0 && !weakOnly && !part.bracketed) parts++
  }
  const strong = found.some(({ weak, mention }) => !weak && mention.weight > inBrackets)
  return strongest(found.filter(({ weak }) => !(weak && strong)).map(({ mention }) => mention))
}

function strongest(mentions: readonly OccupationMention[]): OccupationMention[] {
  const best = new Map<string, OccupationMention>()
  for (const mention of mentions) {
    const known = best.get(mention.group)
    if (known === undefined || known.weight < mention.weight) best.set(mention.group, mention)
  }
  return [...best.values()].sort((a, b) => b.weight - a.weight).slice(0, perTitleMax)
}

const headingWeight = 0.95
const deniedTitle = 0.4

/**
 * What a title names, corrected by the heading of the text, which begins at `start` of the description: where the heading
 * names other work, the title was only a category.
 */
export function joinOccupations(
  title: readonly OccupationMention[],
  heading: readonly OccupationMention[],
  start: number
): OccupationMention[] {
  const agree = heading.some(({ group }) => title.some(named => named.group === group))
  if (heading.length === 0 || (agree && title.length > 0)) return [...title]
  const headed = heading.map(({ group, weight, at }) => ({
    group,
    weight: headingWeight * weight,
    at: { field: 'description' as const, start: start + at.start, end: start + at.end }
  }))
  return strongest([...headed, ...title.map(mention => ({ ...mention, weight: deniedTitle * mention.weight }))])
}

/** A part of a title that names who employs, not what is done. */
const employerName = /(?:公司|集团|有限责任|股份有限)$/

interface TitlePart {
  readonly start: number
  readonly end: number
  readonly bracketed: boolean
  /** What follows a dash is often a product or a place. */
  readonly afterDash: boolean
}

function titleParts(text: string): TitlePart[] {
  const parts: TitlePart[] = []
  let start = 0
  let bracketed = false
  let afterDash = false
  const close = (end: number) => {
    if (end > start) parts.push({ start, end, bracketed, afterDash })
    start = end + 1
  }
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string
    if ('([【（'.includes(character)) {
      close(i)
      bracketed = true
    } else if (')]】）'.includes(character)) {
      close(i)
      bracketed = false
    } else if ('-—–'.includes(character) && !isInsideLatin(text, i)) {
      close(i)
      afterDash = true
    } else if ('/、,，|；;+&＋ '.includes(character) && !isInsideWord(text, i)) {
      close(i)
      afterDash = false
    }
  }
  close(text.length)
  return parts.filter(part => !employerName.test(text.slice(part.start, part.end)))
}

const isInsideWord = (text: string, i: number) =>
  text.startsWith('c/c++', i - 1) || text.startsWith('++', i) || text[i - 1] === '+'

const isInsideLatin = (text: string, i: number) => /[a-z]/.test(text[i - 1] ?? '') && /[a-z]/.test(text[i + 1] ?? '')

/** Read this far into the text where the title says nothing. */
const openingCharsMax = 240
const openingWeight = 0.6

/** The groups of a text's opening, each by how often it is named. `text` must be folded. */
export function readOpeningOccupations(text: string, field: 'description' | 'requirements'): OccupationMention[] {
  const opening = text.slice(0, openingCharsMax)
  const counts = new Map<string, { count: number; at: Mention }>()
  for (const { start, end, value } of lexicon.scan(opening)) {
    if (weakWords.has(opening.slice(start, end))) continue
    for (const group of value) {
      const known = counts.get(group)
      if (known === undefined) counts.set(group, { count: 1, at: { field, start, end } })
      else known.count++
    }
  }
  const most = Math.max(0, ...[...counts.values()].map(({ count }) => count))
  return [...counts]
    .filter(([, { count }]) => count * 2 > most)
    .map(([group, { count, at }]) => ({ group, weight: (openingWeight * count) / (most + 1), at }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3)
}
