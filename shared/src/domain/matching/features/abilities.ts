import { degreeLevels } from '../../../contracts/posting.ts'
import type { Mention } from '../../understanding/lexicon.ts'
import { skillWeight } from '../../understanding/skills.ts'
import type { RankedCandidate } from '../candidate.ts'
import type { ProfileFacts } from '../profile-facts.ts'
import { type Feature, nothing, type Reading } from './feature.ts'

const matchedHalf = 2
const shownMax = 4

/** Saturates: the first skills that meet count most. Rises with every further one. */
const saturate = (weight: number): number => weight / (weight + matchedHalf)

export const skills: Feature = {
  name: 'skills',
  meaning:
    '0..1: weight of the skills that the posting names and the person has, half way at 2; never falls with a further one',
  read(facts, { facts: posting }) {
    let weight = 0
    let at: Mention | null = null
    const words: string[] = []
    for (const { skill, at: mention } of posting.skills) {
      const held = facts.skills.get(skill)
      if (held === undefined) continue
      weight += held * skillWeight(skill)
      words.push(skill)
      at ??= mention
    }
    return weight === 0 ? nothing : { value: saturate(weight), at, words }
  },
  reason: ({ words = [] }, _, { facts: posting }) =>
    `技能匹配 ${words.length}/${posting.skills.length}：${words.slice(0, shownMax).join('、')}`
}

/** The feature's value with one further skill, best first: the answer to "what would move me up". */
export function missingSkills(
  facts: ProfileFacts,
  { facts: posting }: RankedCandidate
): { skill: string; value: number }[] {
  let weight = 0
  for (const { skill } of posting.skills) weight += (facts.skills.get(skill) ?? 0) * skillWeight(skill)
  return posting.skills
    .filter(({ skill }) => !facts.skills.has(skill))
    .map(({ skill }) => ({ skill, value: saturate(weight + skillWeight(skill)) }))
    .sort((a, b) => b.value - a.value)
}

const openMajor = 0.35
const leadsThere = 0.6
const kinMajor = 0.55

export const major: Feature = {
  name: 'major',
  meaning:
    '0..1: the posting asks for the person’s field of study (1), a kindred one, any (.35), or its work is where the field leads (.6)',
  read(facts, { facts: posting }) {
    const own = facts.major
    if (own === null) return posting.anyMajor ? { value: openMajor } : nothing
    let best: Reading = posting.anyMajor ? { value: openMajor, words: ['专业不限'] } : nothing
    for (const { field, at } of posting.majors) {
      const value = field === own.name ? 1 : kinMajor * (facts.kinFit.get(field)?.value ?? 0)
      if (value > best.value) best = { value, at, words: [field] }
    }
    for (const { group, weight, at } of posting.occupations) {
      const value = leadsThere * weight * (facts.leadFit.get(group)?.value ?? 0)
      if (value > best.value) best = { value, at, words: [group] }
    }
    return best
  },
  reason: ({ words = [] }, { profile }) => (words[0] === '专业不限' ? null : `专业对口：${profile.major} ↔ ${words[0]}`)
}

export const otherMajor: Feature = {
  name: 'otherMajor',
  meaning: '1 where fields of study are asked and none is the person’s or kindred; else 0',
  read(facts, { facts: posting }) {
    const own = facts.major
    if (own === null || posting.anyMajor || posting.majors.length === 0) return nothing
    const near = posting.majors.some(({ field }) => facts.kinFit.has(field))
    return near ? nothing : { value: 1, at: posting.majors[0]?.at ?? null, words: posting.majors.map(m => m.field) }
  },
  gap: ({ words = [] }) => `要求专业：${words.slice(0, shownMax).join('、')}`
}

export const certificate: Feature = {
  name: 'certificate',
  meaning: '1 where the posting demands a licence that the person holds',
  read(facts, { facts: posting }) {
    const held = posting.licences.find(({ name }) => facts.licences.has(name))
    return held === undefined ? nothing : { value: 1, at: held.at, words: [held.name] }
  },
  reason: ({ words = [] }) => `已持有所需证书：${words[0]}`
}

const softLicence = 0.6

export const licence: Feature = {
  name: 'licence',
  meaning:
    '0..1: a licence that the posting demands and the person lacks; 1 where the law or the post leaves no way round',
  read(facts, { facts: posting }) {
    let worst: Reading = nothing
    for (const { name, hard, at } of posting.licences) {
      if (facts.licences.has(name)) continue
      const value = hard ? 1 : softLicence
      if (value > worst.value) worst = { value, at, words: [name] }
    }
    return worst
  },
  gap: ({ words = [] }) => `要求持有${words[0]}`
}

export const degree: Feature = {
  name: 'degree',
  meaning: 'steps by which the asked degree is above the person’s; falls short always hurts',
  read({ degreeRank }, { facts: posting }) {
    const asked = posting.degreeRank
    if (degreeRank === null || asked === null || asked <= degreeRank) return nothing
    return { value: asked - degreeRank, at: posting.degreeAt, words: [degreeLevels[asked] as string] }
  },
  gap: ({ words = [] }) => `要求${words[0]}及以上学历`
}

export const overqualified: Feature = {
  name: 'overqualified',
  meaning:
    'steps beyond one by which the person’s degree is above what is asked (nothing asked counts as one below 大专)',
  read({ degreeRank }, { facts: posting }) {
    if (degreeRank === null || posting.degreeRank === null) return nothing
    const asked = posting.degreeRank === 0 ? 3 : posting.degreeRank
    const steps = degreeRank - asked - 1
    return steps > 0 ? { value: steps } : nothing
  },
  gap: ({ value }) => (value >= 2 ? '岗位学历要求明显低于你的学历' : null)
}
