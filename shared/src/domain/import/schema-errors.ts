import { Compile } from 'typebox/compile'
import { PostingSubmission } from '../../contracts/posting.ts'

export interface FieldError {
  /** Path in the contract's form, e.g. `employer.name`; '' for the posting as a whole. */
  readonly field: string
  /** For the person who sent the file (Chinese); names the field. */
  readonly message: string
}

const labels: Readonly<Record<string, string>> = {
  postingId: '编号',
  source: '来源',
  title: '职位名称',
  employer: '公司',
  'employer.name': '公司名称',
  'employer.creditCode': '统一社会信用代码',
  description: '岗位描述',
  requirements: '任职要求',
  city: '城市',
  district: '区县',
  salary: '薪资',
  'salary.min': '最低薪资',
  'salary.max': '最高薪资',
  'salary.months': '薪数',
  salaryText: '薪资',
  degree: '学历要求',
  experience: '经验要求',
  headcount: '招聘人数',
  kind: '岗位类型',
  industry: '行业',
  majors: '专业要求',
  skills: '技能要求',
  benefits: '福利',
  publishedAt: '发布日期',
  validUntil: '有效期',
  fairId: '招聘会编号',
  booth: '展位号'
}

const submission = Compile(PostingSubmission)

/** Empty where the value is a PostingSubmission; else one message for each field at fault. */
export function submissionErrors(value: unknown): readonly FieldError[] {
  if (submission.Check(value)) return []
  const byField = new Map<string, FieldError>()
  const add = (field: string, text: string) => {
    if (!byField.has(field)) byField.set(field, { field, message: `${named(field)}${text}` })
  }
  for (const { keyword, instancePath, params } of submission.Errors(value)) {
    const path = instancePath.split('/').slice(1).join('.')
    const details: Readonly<Record<string, unknown>> = params
    const under = (name: unknown) => (path === '' ? String(name) : `${path}.${String(name)}`)
    if (keyword === 'required')
      for (const name of details['requiredProperties'] as readonly string[]) add(under(name), '缺失，此项必填')
    else if (keyword === 'additionalProperties')
      for (const name of details['additionalProperties'] as readonly string[]) add(under(name), '不是已知字段')
    // The schema of a property that may not exist (reported above as additional) and the parts of a union.
    else if (keyword !== 'boolean') add(path, describe(keyword, details))
  }
  return [...byField.values()]
}

/** `employer.name（公司名称）` */
function named(field: string): string {
  const label = labels[field]
  return label === undefined ? field : `${field}（${label}）`
}

const typeNames: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  integer: '整数',
  object: '对象',
  array: '列表',
  null: '空'
}

function describe(keyword: string, params: Readonly<Record<string, unknown>>): string {
  if (keyword === 'type') return `应为${typeNames[String(params['type'])] ?? String(params['type'])}`
  if (keyword === 'minLength') return '不能为空'
  if (keyword === 'maxLength') return `超过 ${String(params['limit'])} 字符`
  if (keyword === 'maxItems') return `超过 ${String(params['limit'])} 项`
  if (keyword === 'minimum') return `不能小于 ${String(params['limit'])}`
  if (keyword === 'maximum') return `不能大于 ${String(params['limit'])}`
  if (keyword === 'pattern') return params['pattern'] === '\\S' ? '不能为空白' : '含有不允许的字符（如空格、斜杠）'
  return '的值或类型不对'
}
