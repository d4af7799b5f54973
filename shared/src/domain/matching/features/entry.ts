import type { RankedCandidate } from '../candidate.ts'
import type { ProfileFacts } from '../profile-facts.ts'
import { type Feature, nothing } from './feature.ts'
import { occupation } from './work.ts'

/** Loss per required year; beyond what a fresh graduate can stretch it is steep. */
const yearsLoss: readonly number[] = [0, 0.25, 0.5, 1, 1.25, 2]

export const years: Feature = {
  name: 'years',
  meaning: '0..2: years of work asked (0, .25, .5, 1, 1.25, then 2); more years asked always hurt',
  read(_, { facts }) {
    const asked = facts.requiredYears
    if (asked === null || asked <= 0) return nothing
    const value = yearsLoss[Math.min(yearsLoss.length - 1, Math.ceil(asked))] as number
    return { value, at: facts.yearsAt, words: [String(asked)] }
  },
  gap: ({ words = [] }) => `要求${words[0]}年经验`
}

const seniorityValue: readonly number[] = [-0.5, 0, 0.35, 1, 2]

export const seniority: Feature = {
  name: 'seniority',
  meaning:
    'rank that the title names: 0 none, .35 middle, 1 senior or leading, 2 director or expert; higher hurts; a beginner’s is down to -.5, as far as the work is the wished one',
  read(person, candidate) {
    const { posting, facts } = candidate
    const { level, at } = facts.seniority
    // any trade has its 助理: a beginner's post helps nobody who wants other work, nor an internship who wants a job
    const share = level > 0 ? 1 : isUnwishedInternship(person, candidate) ? 0 : occupation.read(person, candidate).value
    const value = share * (seniorityValue[level] as number)
    // 店长、主管 for which no experience is asked are often first posts
    const open = level === 3 && (posting.experience.minYears === 0 || facts.wording.graduates !== null)
    return { value: open ? value / 2 : value, at }
  },
  reason: ({ at }, _, { posting }) => (at == null ? null : `入门岗位：${posting.title.slice(at.start, at.end)}`),
  gap: ({ at }, _, { posting }) => (at == null ? null : `职级偏高：${posting.title.slice(at.start, at.end)}`)
}

export const graduates: Feature = {
  name: 'graduates',
  meaning: '0..1: fresh graduates are named as welcome (1), or no experience is asked (.6)',
  read(_, { posting, facts }) {
    const { experience } = posting
    if (facts.wording.graduates !== null) return { value: 1, at: facts.wording.graduates, words: ['welcome'] }
    if (experience.graduate) return { value: 1, words: ['welcome'] }
    return facts.requiredYears === 0 ? { value: 0.6, words: ['open'] } : nothing
  },
  reason: ({ words = [] }) => (words[0] === 'welcome' ? '欢迎应届生或无经验者' : '不要求工作经验')
}

const isUnwishedInternship = (person: ProfileFacts, candidate: RankedCandidate): boolean =>
  internship.read(person, candidate).value === 1

export const internship: Feature = {
  name: 'internship',
  meaning: '1 for an internship that was not wished for, .5 where only the text speaks of one',
  read({ profile }, { posting, facts }) {
    const kinds = profile.intent?.kinds
    if (kinds === undefined || kinds.length === 0 || kinds.includes('internship')) return nothing
    if (posting.kind === 'internship') return { value: 1 }
    const at = facts.wording.internship
    if (at === null) return nothing
    return { value: at.field === 'title' ? 1 : 0.4, at }
  },
  gap: () => '可能是实习岗位'
}
