import type { DegreeLevel } from '../../../contracts/posting.ts'

/** Words of a job title by which pay is compared; the first that stands in the title counts. */
export const occupations = [
  '普工',
  '操作工',
  '包装工',
  '保洁',
  '保安',
  '服务员',
  '收银',
  '店员',
  '营业员',
  '前台',
  '文员',
  '行政',
  '人事',
  '出纳',
  '会计',
  '录入',
  '客服',
  '司机',
  '送餐员',
  '导购',
  '美容师',
  '实习',
  '助理',
  '编辑',
  '运营',
  '设计',
  '测试',
  '运维',
  '前端',
  '数据分析',
  '产品经理',
  '工程师',
  '开发'
] as const

/** A leading title is no case of the words above: 客服总监, 会计主管. */
const leading =
  /总监|经理|主管|总裁|总经理|负责人|专家|首席|架构|合伙人|店长|高级|资深|leader|vp|cto|cfo|销售|业务|提成/i
const firstTier = new Set(['北京', '上海', '广州', '深圳'])

/** The word that pay is compared by; null where the title says too little or leads. */
export function occupationOf(title: string): string | null {
  if (leading.test(title)) return null
  return occupations.find(word => title.includes(word)) ?? null
}

/** Groups that a row of the table stands for: `客服|1|b` = first-tier city, bachelor or higher. */
export function payGroup(occupation: string, city: string | null, degree: DegreeLevel | null): string {
  const tier = city !== null && firstTier.has(city) ? '1' : '2'
  return `${occupation}|${tier}|${degree === '本科' || degree === '硕士' || degree === '博士' ? 'b' : 'o'}`
}
