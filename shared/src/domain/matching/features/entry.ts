import { amount, amountOf, codeOf, mark } from '../traits.ts'
import type { Feature } from './feature.ts'
import { wishedShare } from './work.ts'

export const years: Feature = {
  name: 'years',
  meaning: '0..2: years of work asked (0, .25, .5, 1, 1.25, then 2); more years asked always hurt',
  value: (_, traits) => amountOf(traits, amount.years),
  told: (_, { facts }) => ({ at: facts.yearsAt, words: [String(facts.requiredYears)] }),
  gap: ({ words = [] }) => `要求${words[0]}年经验`
}

export const seniority: Feature = {
  name: 'seniority',
  meaning:
    'rank that title or heading name: 0 none, .35 middle, 1 senior or leading, 2 director or expert; higher hurts; a beginner’s is down to -.5, as far as the work is the wished one',
  value(lens, traits) {
    const value = amountOf(traits, amount.seniority)
    if (codeOf(traits, mark.seniorityLevel) !== 0) return value
    // any trade has its 助理: a beginner's post helps nobody who wants other work, nor an internship who wants a job
    return isUnwishedInternship(lens.wishesInternship, amountOf(traits, amount.internship))
      ? 0
      : wishedShare(lens, traits) * value
  },
  told: (_, { facts }) => ({ at: facts.seniority.at }),
  reason: ({ at }, _, { posting }) => (at == null ? null : `入门岗位：${posting[at.field]?.slice(at.start, at.end)}`),
  gap: ({ at }, _, { posting }) => (at == null ? null : `职级偏高：${posting[at.field]?.slice(at.start, at.end)}`)
}

export const experienced: Feature = {
  name: 'experienced',
  meaning: '1 where the text demands experience without a number of years; .5 where it invites graduates all the same',
  value: (_, traits) => amountOf(traits, amount.experienced),
  told: (_, { facts }) => ({ at: facts.wording.experienced }),
  gap: () => '要求有相关经验'
}

const isUnwishedInternship = (isWished: boolean, internship: number): boolean => !isWished && internship === 1

export const graduates: Feature = {
  name: 'graduates',
  meaning: '0..1: fresh graduates are named as welcome (1), or no experience is asked (.6)',
  value: (_, traits) => amountOf(traits, amount.graduates),
  told: (_, { facts }) => ({ at: facts.wording.graduates }),
  reason: ({ value }) => (value === 1 ? '欢迎应届生或无经验者' : '不要求工作经验')
}

export const internship: Feature = {
  name: 'internship',
  meaning: '1 for an internship that was not wished for, .5 where only the text speaks of one',
  value: ({ wishesInternship }, traits) => (wishesInternship ? 0 : amountOf(traits, amount.internship)),
  gap: () => '可能是实习岗位'
}
