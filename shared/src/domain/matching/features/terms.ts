import { amount, amountOf, codeOf, mark } from '../traits.ts'
import type { Feature } from './feature.ts'

export const payBelow: Feature = {
  name: 'payBelow',
  meaning: '0..1: share by which the middle of the pay is below the wish; more below hurts more',
  value({ payExpected }, traits) {
    const pay = amountOf(traits, amount.pay)
    return pay < 0 || payExpected <= 0 || pay >= payExpected ? 0 : 1 - pay / payExpected
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
  value({ payExpected }, traits) {
    const payFrom = amountOf(traits, amount.payFrom)
    return payFrom <= payExpected * experiencedFrom ? 0 : Math.min(1.5, payFrom / payExpected / experiencedFrom - 1)
  },
  gap: ({ value }) => (value > 0.3 ? '薪资水平通常面向有经验者' : null)
}

export const sales: Feature = {
  name: 'sales',
  meaning: '1 where the text sets sales targets and the person wishes no sales',
  value: ({ wishesSales }, traits) => (wishesSales ? 0 : amountOf(traits, amount.sales)),
  gap: () => '带有销售或业绩要求'
}

export const agency: Feature = {
  name: 'agency',
  meaning: '1 where the text is about insurance, property or loan agency and neither title nor wish says so',
  value: ({ wishesAgency }, traits) => (wishesAgency ? 0 : amountOf(traits, amount.agency)),
  gap: () => '实际内容可能是保险、房产或金融推销'
}

export const training: Feature = {
  name: 'training',
  meaning: '1 where a training school seems to stand behind the post',
  value: (_, traits) => codeOf(traits, mark.training),
  gap: () => '可能是先培训后上岗，请核实是否收费'
}

export const labour: Feature = {
  name: 'labour',
  meaning: '1 where the text asks bodily work and the person wishes none',
  value: ({ wishesLabour }, traits) => (wishesLabour ? 0 : codeOf(traits, mark.labour)),
  gap: () => '含体力劳动'
}

export const travel: Feature = {
  name: 'travel',
  meaning: '1 where long or frequent travel is asked',
  value: (_, traits) => codeOf(traits, mark.travel),
  gap: () => '需要出差或驻外'
}

export const shift: Feature = {
  name: 'shift',
  meaning: '1 where shifts or nights are asked',
  value: (_, traits) => codeOf(traits, mark.shift),
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
  value: (_, __, { widened: gates }) => gates.length,
  told: (_, { widened: gates }) => ({ words: gates }),
  gap: ({ words = [] }) => words.map(gate => gateTexts[gate as keyof typeof gateTexts]).join('；')
}
