import { type Feature, nothing } from './feature.ts'

/** Pay is compared at the middle of its range: what most get. */
function middle(min: number | null, max: number | null): number | null {
  if (min !== null && max !== null) return (min + max) / 2
  return min ?? max
}

export const payBelow: Feature = {
  name: 'payBelow',
  meaning: '0..1: share by which the middle of the pay is below the wish; more below hurts more',
  read({ payExpected }, { posting }) {
    const pay = middle(posting.salary.min, posting.salary.max)
    if (pay === null || payExpected <= 0 || pay >= payExpected) return nothing
    return { value: 1 - pay / payExpected }
  },
  gap({ value }, { payExpected, profile }) {
    if (value <= 0.1) return null
    const isWish = profile.intent?.salaryMin !== undefined
    return isWish ? `薪资低于期望（${payExpected}元/月）` : `薪资低于同等学历的常见水平（${payExpected}元/月）`
  }
}

/** Pay from here on times the wish says that experience is expected, whatever the text says. */
const experiencedFrom = 1.6

export const payAbove: Feature = {
  name: 'payAbove',
  meaning: '0..1.5: how far the lower end of the pay is above 1.6 times the wish: pay like that is not for beginners',
  read({ payExpected }, { posting }) {
    const { min } = posting.salary
    if (min === null || min <= payExpected * experiencedFrom) return nothing
    return { value: Math.min(1.5, min / payExpected / experiencedFrom - 1) }
  },
  gap: ({ value }) => (value > 0.3 ? '薪资水平通常面向有经验者' : null)
}

const salesGroups = new Set([
  '销售',
  '市场营销',
  '商务拓展',
  '课程顾问',
  '医药销售',
  '理财销售',
  '保险',
  '信贷业务',
  '房产物业',
  '外贸',
  '银行',
  '门店零售',
  '电商运营',
  '跨境电商',
  '证券投资'
])

export const sales: Feature = {
  name: 'sales',
  meaning: '1 where the text sets sales targets and the person wishes no sales',
  read(facts, { facts: posting }) {
    const at = posting.wording.sales
    if (at === null || facts.occupations.some(({ group }) => salesGroups.has(group))) return nothing
    return { value: posting.occupations.some(({ group, weight }) => group === '销售' && weight > 0.8) ? 1 : 0.6, at }
  },
  gap: () => '带有销售或业绩要求'
}

const agencyGroups = new Set([
  '保险',
  '信贷业务',
  '房产物业',
  '理财销售',
  '课程顾问',
  '证券投资',
  '银行',
  '量化金融',
  '风险管理'
])

export const agency: Feature = {
  name: 'agency',
  meaning: '1 where the text is about insurance, property or loan agency and neither title nor wish says so',
  read(facts, { facts: posting }) {
    const at = posting.wording.agency
    if (at === null || at.field === 'title') return nothing
    if (facts.occupations.some(({ group }) => agencyGroups.has(group))) return nothing
    return { value: posting.wording.sales === null ? 0.5 : 1, at }
  },
  gap: () => '实际内容可能是保险、房产或金融推销'
}

export const training: Feature = {
  name: 'training',
  meaning: '1 where a training school seems to stand behind the post',
  read: (_, { facts }) => (facts.wording.training === null ? nothing : { value: 1, at: facts.wording.training }),
  gap: () => '可能是先培训后上岗，请核实是否收费'
}

const labourGroups = new Set([
  '生产操作',
  '机加工',
  '配送分拣',
  '仓储',
  '物流',
  '设备维护',
  '护工照护',
  '厨师',
  '餐饮',
  '餐厅服务',
  '安保保洁'
])

export const labour: Feature = {
  name: 'labour',
  meaning: '1 where the text asks bodily work and the person wishes none',
  read(facts, { facts: posting }) {
    const at = posting.wording.labour
    if (at === null || facts.occupations.some(({ group }) => labourGroups.has(group))) return nothing
    return { value: 1, at }
  },
  gap: () => '含体力劳动'
}

export const travel: Feature = {
  name: 'travel',
  meaning: '1 where long or frequent travel is asked',
  read: (_, { facts }) => (facts.wording.travel === null ? nothing : { value: 1, at: facts.wording.travel }),
  gap: () => '需要出差或驻外'
}

export const shift: Feature = {
  name: 'shift',
  meaning: '1 where shifts or nights are asked',
  read: (_, { facts }) => (facts.wording.shift === null ? nothing : { value: 1, at: facts.wording.shift }),
  gap: () => '需要倒班或夜班'
}

const gateTexts = {
  salary: '薪资低于期望',
  kind: '岗位类型与意向不同',
  city: '工作城市不在意向城市内',
  degree: '学历要求高于你的学历'
} as const

export const widened: Feature = {
  name: 'widened',
  meaning: 'number of gates that were left open to let the posting in',
  read: (_, { widened: gates }) => ({ value: gates.length, words: gates }),
  gap: ({ words = [] }) => words.map(gate => gateTexts[gate as keyof typeof gateTexts]).join('；')
}
