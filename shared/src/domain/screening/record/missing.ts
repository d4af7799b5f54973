import type { Finding } from '../../../contracts/screening.ts'
import type { Submission } from '../context.ts'
import { notices } from '../law.ts'

interface Wanted {
  readonly field: string
  readonly name: string
  readonly present: (submission: Submission) => boolean
}

const has = (value: unknown) => (typeof value === 'string' ? /\S/.test(value) : value !== null && value !== undefined)
const text = (submission: Submission) =>
  `${String(submission.description ?? '')}\n${String(submission.requirements ?? '')}`

/** What the 2026 platform notice asks of every posting. A field counts as present where its text says it elsewhere. */
const wanted: readonly Wanted[] = [
  {
    field: 'employer.name',
    name: '用人单位名称',
    present: ({ employer }) => has((employer as { name?: unknown } | null | undefined)?.name)
  },
  {
    field: 'headcount',
    name: '招聘人数',
    present: submission =>
      has(submission.headcount) ||
      /招聘?人数|(?:招|聘)[^，。\n]{0,8}\d+\s*[名人]|若干[名人]?|\d+\s*名/.test(text(submission))
  },
  {
    field: 'requirements',
    name: '招聘条件',
    present: submission =>
      has(submission.requirements) ||
      has(submission.degree) ||
      has(submission.experience) ||
      /要求|资格|条件|学历|专业|经验|优先|不限/.test(text(submission))
  },
  { field: 'description', name: '工作内容', present: submission => has(submission.description) },
  {
    field: 'city',
    name: '工作地点',
    present: submission => has(submission.city) || /(?:工作|上班)(?:地点|地址|地)/.test(text(submission))
  },
  {
    field: 'salary',
    name: '基本劳动报酬',
    present: submission => {
      const salary = submission.salary as { min?: unknown; max?: unknown } | null | undefined
      if (has(salary?.min) || has(salary?.max)) return true
      const stated = submission.salaryText
      return has(stated) && !/^\s*(?:薪资|工资|待遇)?(?:面议|详谈|保密)\s*$/.test(String(stated))
    }
  },
  { field: 'validUntil', name: '有效期', present: submission => has(submission.validUntil) }
]

/** Only a record of the platform lacks fields: a bare text, or the texts of a foreign feed, does not. */
function isRecord(submission: Submission): boolean {
  return 'postingId' in submission || 'employer' in submission
}

/** One `missing` finding per absent field of the notice; no span. */
export function missingFindings(submission: Submission): Finding[] {
  if (!isRecord(submission)) return []
  return wanted
    .filter(({ present }) => !present(submission))
    .map(({ field, name }) => ({
      category: 'missing',
      severity: 'advise',
      field,
      rule: `missing.${field.replace('.', '-')}`,
      law: [notices.platform, notices.onlineRecruiting],
      suggestion: `补充${name}。`,
      confidence: 1
    }))
}
