import type { Finding } from '../../../contracts/screening.ts'
import { article, notices } from '../law.ts'

/** Counts over the postings that the platform holds, this one included; whoever keeps the postings counts. */
export interface RecordCounts {
  /** Different employers whose postings name this phone; each with its place in the submission. */
  readonly phones: readonly {
    readonly field: string
    readonly start: number
    readonly end: number
    readonly quote: string
    readonly employers: number
  }[]
  /** Different employers that use this very description. */
  readonly employersOfText: number
  /** Postings of this employer that were blocked under other names: same credit code or same phone. */
  readonly blockedUnderOtherNames: number
}

const employersOfPhoneMin = 5
const employersOfTextMin = 5

const law = [article('人力资源市场暂行条例', '第二十四条'), article('就业促进法', '第四十一条'), notices.platform]
const finding = (rule: string, suggestion: string): Finding => ({
  category: 'fraud-bait',
  severity: 'review',
  field: 'employer.name',
  rule: `fraud-bait.${rule}`,
  law,
  suggestion,
  confidence: 0.6
})

/** Signs of an intermediary behind many names, or of a blocked employer that comes again. Each says its figure. */
export function repeatFindings({ phones, employersOfText, blockedUnderOtherNames }: RecordCounts): Finding[] {
  const found: Finding[] = phones
    .filter(({ employers }) => employers >= employersOfPhoneMin)
    .map(({ employers, ...place }) => ({
      ...finding('phone-of-many', `同一电话出现在 ${employers} 家单位的岗位中：请核实招聘主体，代招应当注明委托单位。`),
      ...place
    }))
  if (employersOfText >= employersOfTextMin)
    found.push(finding('text-of-many', `同一岗位描述被 ${employersOfText} 家单位使用：请核实招聘主体和岗位的真实性。`))
  if (blockedUnderOtherNames > 0)
    found.push(
      finding(
        'blocked-before',
        `同一信用代码或电话曾以其他名称发布，其中 ${blockedUnderOtherNames} 个岗位被屏蔽：请核实单位身份。`
      )
    )
  return found
}

const phone = /(?<![\d-])(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[- ]?\d{7,8})(?!\d)/g

/** Phone numbers of a text with their places; `digits` is the same for every way to write one. */
export function phonesIn(text: string): { digits: string; start: number; end: number }[] {
  return [...text.matchAll(phone)].map(found => ({
    digits: found[0].replaceAll(/\D/g, ''),
    start: found.index,
    end: found.index + found[0].length
  }))
}
