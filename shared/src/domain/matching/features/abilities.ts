import { degreeLevels } from '../../../contracts/degree-levels.ts'
import { isLanguage, type LicenceDemand } from '../../understanding/licences.ts'
import { skillWeight } from '../../understanding/skills.ts'
import type { Mention } from '../../understanding/texts.ts'
import type { RankedCandidate } from '../candidate.ts'
import { kinMajor, type Lens } from '../lens.ts'
import type { ProfileFacts } from '../profile-facts.ts'
import { amount, amountOf, codeOf, mark, type PostingTraits, traitList, unknownSkill, weightsFrom } from '../traits.ts'
import type { Feature, Told } from './feature.ts'

const matchedHalf = 2
const shownMax = 4

/** Saturates: the first skills that meet count most. Rises with every further one. */
const saturate = (weight: number): number => weight / (weight + matchedHalf)

/** What `metWeight` was asked last: two features stand on it. */
let lastLens: Lens | null = null
let lastTraits: PostingTraits | null = null
let lastWeight = 0

/** What the skills tell that the posting names and the person has. */
function metWeight(lens: Lens, traits: PostingTraits): number {
  if (lens === lastLens && traits === lastTraits) return lastWeight
  let weight = 0
  const start = codeOf(traits, traitList.skills)
  const end = codeOf(traits, traitList.skills + 1)
  for (let at = start; at < end; at++) {
    const number = codeOf(traits, at)
    if (number < unknownSkill) weight += lens.skills[number] as number
    else if (lens.otherSkills.includes(number - unknownSkill))
      weight += heldWeight(lens.facts, traits.skills[at - start]?.skill)
  }
  lastLens = lens
  lastTraits = traits
  lastWeight = weight
  return weight
}

export const skills: Feature = {
  name: 'skills',
  meaning:
    '0..1: weight of the skills that the posting names and the person has, half way at 2; never falls with a further one',
  value: (lens, traits) => saturate(metWeight(lens, traits)),
  told(facts, { facts: { skills: named } }) {
    const held = named.filter(({ skill }) => facts.skills.has(skill))
    const at: Mention | null = held.find(mention => mention.at !== null)?.at ?? null
    return { at, words: held.map(({ skill }) => skill) }
  },
  reason: ({ words = [] }, _, { facts: posting }) =>
    `技能匹配 ${words.length}/${posting.skills.length}：${words.slice(0, shownMax).join('、')}`
}

function heldWeight({ skills: held }: ProfileFacts, skill = ''): number {
  const share = held.get(skill)
  return share === undefined ? 0 : share * skillWeight(skill)
}

/** Postings name more skills than they need: what lacks counts half as fast as what meets. */
const unmetHalf = 4
const saturateUnmet = (weight: number): number => Math.max(0, weight) / (Math.max(0, weight) + unmetHalf)

export const unmet: Feature = {
  name: 'unmet',
  meaning:
    '0..1: weight of the skills that the posting names and the person lacks, half way at 4; falls with each one had',
  value: (lens, traits) => saturateUnmet(amountOf(traits, amount.skillsWeight) - metWeight(lens, traits))
}

/** The values of both features with one further skill, best first: the answer to "what would move me up". */
export function missingSkills(
  facts: ProfileFacts,
  { facts: posting }: RankedCandidate
): { skill: string; met: number; unmet: number }[] {
  let met = 0
  let all = 0
  for (const { skill } of posting.skills) {
    met += heldWeight(facts, skill)
    all += skillWeight(skill)
  }
  return posting.skills
    .filter(({ skill }) => !facts.skills.has(skill))
    .map(({ skill }) => {
      const weight = met + skillWeight(skill)
      return { skill, met: saturate(weight), unmet: saturateUnmet(all - weight) }
    })
    .sort((a, b) => b.met - a.met)
}

const openMajor = 0.35
const leadsThere = 0.6
const open: Told = { words: ['专业不限'] }

export const major: Feature = {
  name: 'major',
  meaning:
    '0..1: the posting asks for the person’s field of study (1), a kindred one, any (.35), or its work is where the field leads (.6)',
  value({ fields, lead }, traits) {
    let best = codeOf(traits, mark.anyMajor) === 1 ? openMajor : 0
    if (fields === null) return best
    const fieldsEnd = codeOf(traits, traitList.fields + 1)
    for (let at = codeOf(traits, traitList.fields); at < fieldsEnd; at++)
      best = Math.max(best, fields[codeOf(traits, at)] as number)
    const groups = codeOf(traits, traitList.groups)
    const count = codeOf(traits, traitList.groups + 1) - groups
    for (let n = 0; n < count; n++)
      best = Math.max(
        best,
        leadsThere * amountOf(traits, weightsFrom + n) * (lead[codeOf(traits, groups + n)] as number)
      )
    return best
  },
  told(facts, { facts: posting }) {
    const own = facts.major
    let best = posting.anyMajor ? openMajor : 0
    let told: Told = posting.anyMajor ? open : {}
    if (own === null) return told
    for (const { field, at } of posting.majors) {
      const value = field === own.name ? 1 : kinMajor * (facts.kinFit.get(field)?.value ?? 0)
      if (value <= best) continue
      best = value
      told = { at, words: [field] }
    }
    for (const { group, weight, at } of posting.occupations) {
      const value = leadsThere * weight * (facts.leadFit.get(group)?.value ?? 0)
      if (value <= best) continue
      best = value
      told = { at, words: [group] }
    }
    return told
  },
  reason: ({ words = [] }, { profile }) => (words[0] === '专业不限' ? null : `专业对口：${profile.major} ↔ ${words[0]}`)
}

export const otherMajor: Feature = {
  name: 'otherMajor',
  meaning: '1 where fields of study are asked and none is the person’s or kindred; else 0',
  value({ fields }, traits) {
    const start = codeOf(traits, traitList.fields)
    const end = codeOf(traits, traitList.fields + 1)
    if (fields === null || codeOf(traits, mark.anyMajor) === 1 || start === end) return 0
    for (let at = start; at < end; at++) if ((fields[codeOf(traits, at)] as number) > 0) return 0
    return 1
  },
  told: (_, { facts: posting }) => ({ words: posting.majors.map(({ field }) => field) }),
  gap: ({ words = [] }) => `要求专业：${words.slice(0, shownMax).join('、')}`
}

export const certificate: Feature = {
  name: 'certificate',
  meaning: '1 where the posting demands a licence that the person holds',
  value({ facts: { licences } }, traits) {
    if (codeOf(traits, mark.licences) === 0) return 0
    for (const { name } of traits.licences) if (licences.has(name)) return 1
    return 0
  },
  told({ licences }, { facts: posting }) {
    const held = posting.licences.find(({ name }) => licences.has(name))
    return held === undefined ? {} : { at: held.at, words: [held.name] }
  },
  reason: ({ words = [] }) => `已持有所需证书：${words[0]}`
}

const softLicence = 0.6
const licenceOfStudy = 0.3

function lackValue({ licences, licencesInReach }: ProfileFacts, { name, hard }: LicenceDemand): number {
  if (licences.has(name)) return 0
  if (licencesInReach.has(name)) return isLanguage(name) ? 0 : licenceOfStudy
  return hard ? 1 : softLicence
}

export const licence: Feature = {
  name: 'licence',
  meaning:
    '0..1: a licence that the posting demands and the person lacks; 1 where there is no way round, .3 where it comes with the degree',
  value({ facts }, traits) {
    if (codeOf(traits, mark.licences) === 0) return 0
    let worst = 0
    for (const demand of traits.licences) worst = Math.max(worst, lackValue(facts, demand))
    return worst
  },
  told(facts, { facts: posting }) {
    const lacked = posting.licences.filter(demand => lackValue(facts, demand) > 0)
    const worst = lacked.toSorted((a, b) => lackValue(facts, b) - lackValue(facts, a))[0]
    return worst === undefined ? {} : { at: worst.at, words: [worst.name] }
  },
  gap: ({ words: [name = ''] = [] }) => (isLanguage(name) ? `要求${name}` : `要求持有${name}`)
}

export const degree: Feature = {
  name: 'degree',
  meaning: 'steps by which the asked degree is above the person’s; falls short always hurts',
  value({ degreeRank }, traits) {
    const asked = amountOf(traits, amount.degreeRank)
    return degreeRank < 0 || asked <= degreeRank ? 0 : asked - degreeRank
  },
  told: (_, { facts }) => ({ at: facts.degreeAt, words: [degreeLevels[facts.degreeRank ?? 0] as string] }),
  gap: ({ words = [] }) => `要求${words[0]}及以上学历`
}

export const overqualified: Feature = {
  name: 'overqualified',
  meaning:
    'steps beyond one by which the person’s degree is above what is asked (nothing asked counts as one below 大专)',
  value({ degreeRank }, traits) {
    const asked = amountOf(traits, amount.degreeRank)
    if (degreeRank < 0 || asked < 0) return 0
    return Math.max(0, degreeRank - (asked === 0 ? 3 : asked) - 1)
  },
  gap: ({ value }) => (value >= 2 ? '岗位学历要求明显低于你的学历' : null)
}
