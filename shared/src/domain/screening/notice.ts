import type { Finding, Screening, Severity } from '../../contracts/screening.ts'
import { families } from './families.ts'

const names = new Map<string, string>([
  ...families.map(({ category, name }) => [category, name] as const),
  ['missing', '信息不完整']
])

/** Where evidence stands, in the words of the submission form. */
const fieldNames: Readonly<Record<string, string>> = {
  title: '岗位名称',
  description: '岗位描述',
  requirements: '任职要求',
  salaryText: '薪资',
  salary: '薪资',
  benefits: '福利',
  experience: '经验要求',
  degree: '学历要求',
  headcount: '招聘人数',
  city: '工作城市',
  'employer.name': '单位名称',
  'employer.creditCode': '统一社会信用代码',
  validUntil: '有效期'
}

const outcome: Readonly<Record<Severity, string>> = {
  block: '未能发布。请按下列意见修改后重新提交，修改后的岗位将重新审核。',
  review: '需要人工复核，复核完成前暂不展示。您可以先按下列意见修改并重新提交，以便尽快发布。',
  advise: '已发布，但存在下列可以改进之处，建议修改。'
}

const rank: Readonly<Record<Severity, number>> = { block: 0, review: 1, advise: 2 }

export interface NoticeInput {
  readonly title: string
  readonly employer: string
  readonly screening: Screening
  /** What a reviewer wrote on rejecting. */
  readonly note?: string | undefined
}

/**
 * The letter to the employer: what was found, where, under which article, and how to say it lawfully. Empty where there
 * is nothing to say. Names no deadline: that is the operator's to set.
 */
export function employerNotice({ title, employer, screening, note }: NoticeInput): string {
  const { decision, findings } = screening
  if (decision === 'pass' && note === undefined) return ''
  const ordered = [...findings].sort((a, b) => rank[a.severity] - rank[b.severity])
  const state = outcome[decision === 'pass' ? 'review' : decision]
  return [
    `${employer}：`,
    `贵单位提交的岗位“${title}”${note === undefined ? state : '经人工复核未通过，请按下列意见修改后重新提交。'}`,
    ...(note === undefined ? [] : [`复核意见：${note}`]),
    ...grouped(ordered).map((findings, index) => `${index + 1}. ${describe(findings)}`),
    '如认为审核结果有误，可提交说明和依据申请复核。'
  ].join('\n')
}

/** What has the same name, basis and advice is said once, with all places. */
function grouped(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const { category, severity, law, suggestion } = finding
    const key = JSON.stringify([category, severity, law, suggestion])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [finding])
    else group.push(finding)
  }
  return [...groups.values()]
}

function describe(findings: readonly Finding[]): string {
  const [{ category, law, suggestion } = { category: '', law: [], suggestion: '' }] = findings
  const places = findings.map(({ field, quote }) => {
    const place = fieldNames[field.replace(/\[\d+\]$/, '')] ?? field
    return quote === undefined ? `（${place}）` : `（${place}）：“${quote}”`
  })
  return `${names.get(category) ?? category}${[...new Set(places)].join('、')}。依据：${basis(law)}。建议：${suggestion}`
}

/** 《就业促进法》第三条、第二十六条: a statute is named once. */
function basis(law: Finding['law']): string {
  const articles = new Map<string, string[]>()
  for (const { name, article = '' } of law) articles.set(name, [...(articles.get(name) ?? []), article])
  return [...articles].map(([name, numbers]) => `《${name}》${numbers.filter(Boolean).join('、')}`).join('、')
}
