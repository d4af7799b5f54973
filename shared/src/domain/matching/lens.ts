import { fieldNumber, majorFields } from '../understanding/majors.ts'
import { groupNumber, occupationGroups } from '../understanding/occupations.ts'
import { skillNames, skillNumber, skillWeight } from '../understanding/skills.ts'
import type { Fit, ProfileFacts } from './profile-facts.ts'
import { createTitleLens, type TitleLens } from './title-lens.ts'
import { wordHash } from './traits.ts'

/** The person's side of the features, by the numbers of groups, fields and skills that `PostingTraits` holds. */
export interface Lens {
  readonly facts: ProfileFacts
  /** By group; what is unknown has the number after the last and suits nobody. */
  readonly wish: Float64Array
  readonly lead: Float64Array
  /** By field of study: 1 for the own one, less for its kin, 0 for others; null where the person's is not known. */
  readonly fields: Float64Array | null
  /** By skill: how strongly it is held, times what it tells. */
  readonly skills: Float64Array
  /** `wordHash` of those that the vocabulary does not know. */
  readonly otherSkills: readonly number[]
  /** -1: not known. */
  readonly degreeRank: number
  readonly payExpected: number
  readonly titles: TitleLens
  readonly wishesInternship: boolean
  readonly wishesSales: boolean
  readonly wishesAgency: boolean
  readonly wishesLabour: boolean
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

const lenses = new WeakMap<ProfileFacts, Lens>()

/** Made once for each person. */
export function lensOf(facts: ProfileFacts): Lens {
  const known = lenses.get(facts)
  if (known !== undefined) return known
  const lens = createLens(facts)
  lenses.set(facts, lens)
  return lens
}

/** What a kindred field of study counts. */
export const kinMajor = 0.55

function createLens(facts: ProfileFacts): Lens {
  const { occupations, major, profile } = facts
  const kinds = profile.intent?.kinds ?? []
  const wishesAny = (groups: ReadonlySet<string>) => occupations.some(({ group }) => groups.has(group))
  const skills = new Float64Array(skillNames.length)
  const otherSkills: number[] = []
  for (const [skill, held] of facts.skills) {
    const number = skillNumber(skill)
    if (number === undefined) otherSkills.push(wordHash(skill))
    else skills[number] = held * skillWeight(skill)
  }
  return {
    facts,
    wish: byNumber(facts.wishFit, groupNumber, occupationGroups.length),
    lead: byNumber(facts.leadFit, groupNumber, occupationGroups.length),
    fields: major === null ? null : fieldsOf(facts, major.name),
    skills,
    otherSkills,
    degreeRank: facts.degreeRank ?? -1,
    payExpected: facts.payExpected,
    titles: createTitleLens(facts.titleGrams),
    wishesInternship: kinds.length === 0 || kinds.includes('internship'),
    wishesSales: wishesAny(salesGroups),
    wishesAgency: wishesAny(agencyGroups),
    wishesLabour: wishesAny(labourGroups)
  }
}

function byNumber(fits: ReadonlyMap<string, Fit>, numberOf: (name: string) => number, count: number): Float64Array {
  const values = new Float64Array(count + 1)
  for (const [name, { value }] of fits) {
    const number = numberOf(name)
    if (number < count) values[number] = value
  }
  return values
}

function fieldsOf({ kinFit }: ProfileFacts, own: string): Float64Array {
  const values = byNumber(kinFit, fieldNumber, majorFields.length).map(value => kinMajor * value)
  values[fieldNumber(own)] = 1
  return values
}
