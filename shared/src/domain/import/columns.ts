/**
 * Where a feed's column goes. The names below are those of fair sheets, job sites' exports and the contract; a column
 * is found by its name without blanks, case, markers and what stands in brackets (`岗位名称*`, `薪资（元/月）`).
 */
const names = {
  postingId: '编号 岗位编号 职位编号 序列号 招聘编号 岗位id 职位id id postingId jobId posting_id 职位编码 岗位编码',
  source: 'source 来源 数据来源',
  title:
    '职位名称 岗位名称 职位 岗位 招聘岗位 招聘职位 需求岗位 用工岗位 职务 title jobTitle jobName positionName position',
  employerName:
    '公司名称 企业名称 单位名称 用人单位 招聘单位 招聘企业 用人单位名称 招聘单位名称 公司 企业 单位 company companyName ' +
    'company.name employer employer.name employerName',
  creditCode: '统一社会信用代码 社会信用代码 信用代码 creditCode employer.creditCode company.creditCode',
  description:
    '岗位描述 职位描述 岗位职责 职位职责 工作内容 工作职责 岗位介绍 职位介绍 职责描述 岗位信息 职位信息 职位详情 岗位内容 ' +
    'description jobDescription jobDesc duties responsibilities',
  requirements:
    '任职要求 岗位要求 职位要求 任职资格 招聘要求 招聘条件 岗位条件 应聘条件 其他要求 requirements qualifications',
  province: '省份 省 所在省份 province',
  city: '城市 工作城市 所在城市 工作地市 地市 city',
  district: '区县 区 县区 所在区县 工作区县 district county',
  location: '工作地点 工作地区 工作地址 上班地点 地点 地区 工作区域 地址 location workplace address place',
  salaryText:
    '薪资 薪酬 工资 月薪 薪资待遇 薪酬待遇 工资待遇 薪资范围 薪酬范围 待遇 薪资水平 月工资 综合薪资 salary salaryText pay wage',
  salaryMin: '最低薪资 最低月薪 薪资下限 最低工资 月薪下限 salaryMin minSalary salary.min',
  salaryMax: '最高薪资 最高月薪 薪资上限 最高工资 月薪上限 salaryMax maxSalary salary.max',
  salaryMonths: 'salary.months salaryMonths 薪数',
  degree: '学历要求 学历 最低学历 学历层次 degree education educationRequirement',
  experience: '经验要求 工作经验 经验 工作年限 工作经历 experience workExperience',
  headcount: '招聘人数 人数 需求人数 岗位人数 计划人数 招聘数量 需求数 headcount openings vacancies',
  kind: '岗位类型 职位类型 岗位性质 工作性质 招聘类型 kind jobType type',
  industry: '行业 所属行业 行业类别 industry',
  majors: '专业要求 专业 所需专业 需求专业 majors major',
  skills: '技能要求 技能 skills',
  benefits: '福利 福利待遇 公司福利 福利标签 benefits welfare',
  publishedAt: '发布日期 发布时间 发布于 postedAt publishedAt publishTime publishDate postDate 更新日期 更新时间',
  validUntil: '有效期 截止日期 截止时间 有效期至 结束日期 失效日期 validUntil expiresAt deadline endDate',
  fairId: '招聘会编号 招聘会 场次 fairId',
  booth: '展位 展位号 摊位 摊位号 booth boothNo'
} as const

export type FeedField = keyof typeof names

const fieldOfName: ReadonlyMap<string, FeedField> = new Map(
  Object.entries(names).flatMap(([field, list]) => list.split(' ').map(name => [plain(name), field as FeedField]))
)

export interface Column {
  readonly field: FeedField
  /** What the name says in brackets about the values, e.g. 元/月. */
  readonly unit: string | null
}

/** The field of a column, or undefined for one that is not ours. */
export function columnOf(name: string): Column | undefined {
  const text = name.normalize('NFKC')
  const field = fieldOfName.get(plain(text)) ?? fieldOfName.get(plain(text.replace(/[([【].*$/, '')))
  if (field === undefined) return undefined
  const unit = /[([【:]\s*(?:单位[::]?)?([^)\]】]*(?:元|k|K|千|万)[^)\]】]*)/.exec(text)?.[1] ?? null
  return { field, unit }
}

/** A header names the posting's title and at least one more of our fields. */
export function isHeader(cells: readonly string[]): boolean {
  const fields = new Set(cells.map(cell => columnOf(cell)?.field).filter(field => field !== undefined))
  return fields.has('title') && fields.size >= 2
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s*＊_:：\-\ufeff"“”]/g, '')
}

/** `employer.name` → `employer.name（公司名称）`: names a field of the contract for the person who sent the file. */
export function fieldLabel(path: string): string {
  const field = path === 'employer' || path === 'employer.name' ? 'employerName' : path.replace('employer.', '')
  const label = Object.hasOwn(names, field) ? names[field as FeedField].split(' ')[0] : undefined
  return label === undefined ? path : `${path}（${label}）`
}
