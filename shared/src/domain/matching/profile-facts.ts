import { degreeLevels } from '../../contracts/degree-levels.ts'
import type { Profile } from '../../contracts/graduate.ts'
import { parseDegree } from '../normalise/degree.ts'
import { citiesOf } from '../normalise/place.ts'
import { fold } from '../understanding/lexicon.ts'
import { heldLicences, languagesOfSchool, licencesOfStudy } from '../understanding/licences.ts'
import { fieldOfMajor, type MajorField, majorFields } from '../understanding/majors.ts'
import { occupationShares, readTitleOccupations } from '../understanding/occupations.ts'
import { skillsOfText, skillsOfWord } from '../understanding/skills.ts'
import { scrub } from './scrub.ts'

export interface WishedOccupation {
  readonly group: string
  /** 0..1: how surely the person wishes for it. */
  readonly weight: number
  /** The words it was read from. */
  readonly title: string
}

/** How well a group of occupations, or a field of study, suits the person. */
export interface Fit {
  /** 0..1. */
  readonly value: number
  /** What of the person it suits: the wished title and its group, or the field of study. */
  readonly words: readonly string[]
}

/** What ranking knows of a person. Read once per request; holds no protected trait, school or assistance. */
export interface ProfileFacts {
  /** Without school and assistance, its free texts without protected traits. */
  readonly profile: Profile
  /** Index into `degreeLevels`; null where not stated or not understood. */
  readonly degreeRank: number | null
  /** City codes (GB/T 2260) of the intent, or names where a place has no code. */
  readonly cities: readonly string[]
  /** From the intent's titles; where there are none, from where the major leads. */
  readonly occupations: readonly WishedOccupation[]
  /** Whether titles were given. */
  readonly statesTitles: boolean
  /** Pairs of characters of each title, for titles that no group knows. */
  readonly titleGrams: readonly (readonly string[])[]
  /** Every group that shares work with the wished ones. */
  readonly wishFit: ReadonlyMap<string, Fit>
  readonly major: MajorField | null
  /** Every group that the field of study leads to, or near to. */
  readonly leadFit: ReadonlyMap<string, Fit>
  /** Every field of study that leads to some of the same work. */
  readonly kinFit: ReadonlyMap<string, Fit>
  /** Skill of the vocabulary (or the word itself) → how strongly it is held, 0..1. */
  readonly skills: ReadonlyMap<string, number>
  readonly licences: ReadonlySet<string>
  /**
   * Licences that come with the degree, where nothing is said of certificates: sparse profiles leave them out. And the
   * language that is taught at school, which few profiles name.
   */
  readonly licencesInReach: ReadonlySet<string>
  /** Least pay wished, or what is usual for the degree, CNY per month. */
  readonly payExpected: number
}

/** What the gates look at. */
export type GateFacts = Pick<ProfileFacts, 'profile' | 'degreeRank' | 'cities'>

const usualPay: readonly number[] = [3500, 3500, 3500, 4000, 4500, 6000, 9000, 12_000]
const fromExperience = 0.5
const laterTitle = 0.95
const leadsTo = 0.7
/** Loss per place in the list of where a major leads. */
const laterLead = 0.05

/** Rises when profiles are read otherwise: an index of graduates that holds vectors of older readings is filled anew. */
export const profileReading = 'profiles-5'

/** A part of what `readProfileFacts` reads, at a small part of its cost. */
export function readGateFacts(profile: Profile): GateFacts {
  const degree = profile.degree === undefined ? null : parseDegree(profile.degree)
  const degreeRank = degree === null ? null : degreeLevels.indexOf(degree)
  return { profile, degreeRank, cities: (profile.intent?.cities ?? []).flatMap(cityFilterKeys) }
}

export function readProfileFacts(given: Profile): ProfileFacts {
  const gateFacts = readGateFacts(withoutProtectedTraits(given))
  const { profile, degreeRank } = gateFacts
  const major = profile.major === undefined ? null : fieldOfMajor(profile.major)
  const titles = profile.intent?.titles ?? []
  const wished = titles.length > 0 ? wishedOccupations(titles, major) : []
  const occupations = wished.length > 0 ? wished : occupationsOfMajor(profile.major, major)
  return {
    ...gateFacts,
    occupations,
    statesTitles: titles.length > 0,
    titleGrams: titles.map(titleGrams).filter(grams => grams.length > 0),
    wishFit: fitOfGroups(occupations.map(({ group, weight, title }) => ({ group, weight, words: [title, group] }))),
    major,
    leadFit: fitOfGroups(
      (major?.occupations ?? []).map((group, i) => ({ group, weight: 1 - laterLead * i, words: [group] }))
    ),
    kinFit: kinFields(major),
    skills: readOwnSkills(profile),
    licences: heldLicences(profile.certificates ?? [], [...(profile.skills ?? []), profile.major ?? '']),
    licencesInReach: new Set([
      ...languagesOfSchool(profile.major ?? ''),
      ...(profile.certificates === undefined ? licencesOfStudy(profile.major ?? '') : [])
    ]),
    payExpected: profile.intent?.salaryMin ?? usualPay[degreeRank ?? 0] ?? 4000
  }
}

function withoutProtectedTraits(given: Profile): Profile {
  const { school: _school, assistance: _assistance, registeredUnemployed: _registered, ...profile } = given
  const words = (values: readonly string[] | undefined) => values?.map(word => scrub(word)).filter(word => word !== '')
  const { skills, certificates, experience, intent } = profile
  return {
    ...profile,
    ...(skills === undefined ? {} : { skills: words(skills) ?? [] }),
    ...(certificates === undefined ? {} : { certificates: words(certificates) ?? [] }),
    ...(experience === undefined ? {} : { experience: scrub(experience, { prose: true }) }),
    ...(intent?.titles === undefined ? {} : { intent: { ...intent, titles: words(intent.titles) ?? [] } })
  }
}

/** Titles of many trades, and the trades of which the field of study can say that it is meant. */
const manyTrades: readonly (readonly [title: RegExp, trades: ReadonlySet<string>])[] = [
  [/检验|检测|化验|实验/, new Set('医学技术 化验检测 食品 药学 生物技术 材料研发 环境工程 化工工艺'.split(' '))],
  [/品控|品质|质量|质检|品管/, new Set('食品 药学 服装设计 软件测试'.split(' '))],
  [/工艺/, new Set('化工工艺 材料研发 食品 药学 集成电路 电池储能'.split(' '))],
  [
    /研发|科研|研究/,
    new Set('生物技术 药学 食品 材料研发 化工工艺 环境工程 农学 畜牧养殖 机械设计 硬件工程'.split(' '))
  ]
]
const fromField = 0.95
const otherTrade = 0.75

/** What a title names, seen from the field of study: 检验员 of 医学检验 tests blood, not telephones. */
function readWish(title: string, major: MajorField | null): { group: string; weight: number }[] {
  const read = readTitleOccupations(title)
  const meant = manyTrades.find(([pattern]) => pattern.test(title))?.[1]
  const leads = meant === undefined ? [] : (major?.occupations ?? []).filter(group => meant.has(group))
  if (leads.length === 0 || leads.some(group => read.some(named => named.group === group && named.weight === 1)))
    return read
  const others = read.filter(({ group }) => !leads.includes(group))
  return [
    ...leads.map((group, i) => ({ group, weight: fromField - laterLead * i })),
    ...others.map(({ group, weight }) => ({ group, weight: otherTrade * weight }))
  ]
}

function wishedOccupations(titles: readonly string[], major: MajorField | null): WishedOccupation[] {
  const best = new Map<string, WishedOccupation>()
  for (const [i, title] of titles.entries()) {
    for (const { group, weight } of readWish(title, major)) {
      const wished = { group, weight: weight * (i === 0 ? 1 : laterTitle), title }
      if ((best.get(group)?.weight ?? 0) < wished.weight) best.set(group, wished)
    }
  }
  return [...best.values()]
}

function occupationsOfMajor(name: string | undefined, major: MajorField | null): WishedOccupation[] {
  if (name === undefined || major === null) return []
  return major.occupations.map((group, i) => ({ group, weight: leadsTo - laterLead * i, title: name }))
}

function readOwnSkills(profile: Profile): Map<string, number> {
  const skills = new Map<string, number>()
  const add = (skill: string, share: number) => skills.set(skill, Math.max(skills.get(skill) ?? 0, share))
  for (const word of profile.skills ?? []) for (const skill of skillsOfWord(word)) add(skill, 1)
  for (const word of profile.certificates ?? []) for (const skill of skillsOfText(word)) add(skill, 1)
  for (const skill of skillsOfText(profile.experience ?? '')) add(skill, fromExperience)
  return skills
}

/** Pairs of neighbouring characters and whole Latin words of a title. */
function titleGrams(title: string): string[] {
  const grams = new Set<string>()
  for (const run of fold(title).match(/[a-z0-9+#.]+|\p{Script=Han}+/gu) ?? []) {
    if (/^[a-z0-9]/.test(run)) grams.add(run)
    else for (let i = 0; i + 1 < run.length; i++) grams.add(run.slice(i, i + 2))
  }
  return [...grams]
}

function fitOfGroups(wished: readonly { group: string; weight: number; words: readonly string[] }[]): Map<string, Fit> {
  const fit = new Map<string, Fit>()
  for (const { group, weight, words } of wished) {
    for (const [other, share] of occupationShares(group)) {
      const value = weight * share
      if (value > (fit.get(other)?.value ?? 0)) fit.set(other, { value, words })
    }
  }
  return fit
}

/** Fields of study that share at least one occupation: twice the shared part, at most 1. */
function kinFields(own: MajorField | null): Map<string, Fit> {
  const fit = new Map<string, Fit>()
  if (own === null) return fit
  for (const { name, occupations } of majorFields) {
    const shared = occupations.filter(group => own.occupations.includes(group)).length
    const value =
      name === own.name ? 1 : Math.min(1, (2 * shared) / Math.min(occupations.length, own.occupations.length))
    if (value > 0) fit.set(name, { value, words: [name] })
  }
  return fit
}

/** The keys by which the index filters cities; a province stands for its cities, an unknown place for its name. */
export function cityFilterKeys(name: string): string[] {
  const keys = citiesOf(name)
  return keys.length === 0 ? [name] : keys.map(key => key.cityCode)
}
