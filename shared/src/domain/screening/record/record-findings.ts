import type { Posting, PostingSubmission } from '../../../contracts/posting.ts'
import type { Finding } from '../../../contracts/screening.ts'
import { article, notices } from '../law.ts'
import { payTable } from '../tables/pay.ts'
import { occupationOf, payGroup } from './pay-groups.ts'

/** Pay beyond the 99th percentile, or below the first, by this factor is no slip of rounding. */
const implausibleFactor = 2
const table = new Map(payTable.map(([group, postings, low, middle, high]) => [group, { postings, low, middle, high }]))

/**
 * What only the record as a whole shows: pay that no other post of the kind has, a credit code that cannot be one, an
 * end before today. Figures stand in the suggestion. Never stronger than `review`.
 */
export function recordFindings(posting: Posting, submission: PostingSubmission, nowMs: number): Finding[] {
  const checks = [checkPay, checkPayOrder, checkCreditCode, checkPublication]
  return checks.flatMap(check => check(posting, submission)).concat(expiryFindings(posting, nowMs))
}

function checkPay({ title, city, degree, salary }: Posting, submission: PostingSubmission): Finding[] {
  const occupation = occupationOf(title)
  if (occupation === null || (salary.min === null && salary.max === null)) return []
  const group = table.get(payGroup(occupation, city, degree)) ?? table.get(occupation)
  if (group === undefined) return []
  const { postings, low, middle, high } = group
  const compared = `${postings} 个“${occupation}”类岗位中，99% 的月薪起点在 ${low}—${high} 元之间，中位数 ${middle} 元`
  const start = salary.min ?? salary.max ?? 0
  if (start > high * implausibleFactor)
    return [
      {
        ...placed('fraud-bait', submission),
        severity: 'review',
        rule: 'fraud-bait.pay-above-pool',
        law: [article('人力资源市场暂行条例', '第二十四条'), notices.platform],
        suggestion: `所写月薪 ${start} 元起，而同类${compared}：请核对金额和单位，或说明薪酬构成。`,
        confidence: 0.7
      }
    ]
  const end = salary.max ?? salary.min ?? 0
  if (end * implausibleFactor < low)
    return [
      {
        ...placed('missing', submission),
        severity: 'advise',
        rule: 'missing.pay-below-pool',
        law: [notices.platform],
        suggestion: `所写月薪最高 ${end} 元，而同类${compared}：请核对金额和单位（元、千元、按日或按月）。`,
        confidence: 0.7
      }
    ]
  return []
}

/** A lower end above the upper one says neither. */
function checkPayOrder(_: Posting, { salary }: PostingSubmission): Finding[] {
  const { min, max } = salary ?? {}
  if (min == null || max == null || min <= max) return []
  const suggestion = `所写最低月薪 ${min} 元高于最高月薪 ${max} 元：请核对后更正。`
  return [contradiction('salary', 'missing.pay-order', suggestion)]
}

/** A posting can't end before it is published. */
function checkPublication({ publishedAt, validUntil }: Posting): Finding[] {
  if (publishedAt === null || validUntil === null || Date.parse(validUntil) >= Date.parse(publishedAt)) return []
  const suggestion = `有效期截止日 ${validUntil.slice(0, 10)} 早于发布日 ${publishedAt.slice(0, 10)}：请核对后更正。`
  return [contradiction('validUntil', 'missing.validity-order', suggestion)]
}

/** The notice asks for true statements: fields that contradict each other state nothing. */
function contradiction(field: string, rule: string, suggestion: string): Finding {
  return { category: 'missing', severity: 'advise', field, rule, law: [notices.platform], suggestion, confidence: 1 }
}

/** The pay as submitted is the evidence where it was a text. */
function placed(category: Finding['category'], { salaryText }: PostingSubmission): Pick<Finding, 'category' | 'field'> {
  if (typeof salaryText !== 'string' || salaryText === '') return { category, field: 'salary' }
  const evidence = { field: 'salaryText', start: 0, end: salaryText.length, quote: salaryText }
  return { category, ...evidence }
}

/** The notice asks who hires: a code that cannot exist names nobody, so it counts as absent. */
function checkCreditCode({ employer }: Posting, submission: PostingSubmission): Finding[] {
  const stated = submission.employer.creditCode
  if (typeof stated !== 'string' || stated.trim() === '' || employer.creditCode !== null) return []
  return [
    {
      category: 'missing',
      severity: 'advise',
      field: 'employer.creditCode',
      start: 0,
      end: stated.length,
      quote: stated,
      rule: 'missing.credit-code',
      law: [notices.platform, notices.onlineRecruiting],
      suggestion: '统一社会信用代码的格式或校验码（GB 32100）不正确：请对照营业执照填写 18 位代码。',
      confidence: 1
    }
  ]
}

/** That the posting's end is before `nowMs`: true later of what was screened in time. */
export function expiryFindings({ validUntil }: Pick<Posting, 'validUntil'>, nowMs: number): Finding[] {
  if (validUntil === null || Date.parse(validUntil) >= nowMs) return []
  return [
    {
      category: 'missing',
      severity: 'advise',
      field: 'validUntil',
      rule: 'missing.expired',
      law: [notices.platform, notices.onlineRecruiting],
      suggestion: `有效期已于 ${validUntil.slice(0, 10)} 届满：仍在招聘的，请更新有效期。`,
      confidence: 1
    }
  ]
}
