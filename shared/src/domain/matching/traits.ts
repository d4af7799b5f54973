import { fieldNumber } from '../understanding/majors.ts'
import { groupNumber } from '../understanding/occupations.ts'
import type { PostingFacts } from '../understanding/posting-facts.ts'
import { skillNumber, skillWeight } from '../understanding/skills.ts'
import type { RankedFields } from './candidate.ts'

/**
 * A posting as the features look at it: what depends on no person is worked out once per posting and not once per request;
 * groups of occupations, fields of study and skills are numbers, so that a person's side of them is an array. All numbers lie
 * in one row: a request looks at hundreds of postings, and what it waits for is memory.
 */
export interface PostingTraits {
  /** By `trait`, then the lists that `traitList` names. */
  readonly numbers: Float64Array
  /** The title. */
  readonly lower: string
  /** Without brackets and fillers. */
  readonly plain: string
  readonly licences: PostingFacts['licences']
  readonly skills: PostingFacts['skills']
}

/** Places in `PostingTraits.numbers`. */
export const trait = {
  /** -1: not stated. */
  degreeRank: 0,
  /** Middle and lower end of the pay; -1: not stated. */
  pay: 1,
  payFrom: 2,
  years: 3,
  graduates: 4,
  experienced: 5,
  /** What all the skills that the posting names tell, together. */
  skillsWeight: 6,
  /** What the level counts for; a beginner's counts as far as its work is the wished one. */
  seniority: 7,
  seniorityLevel: 8,
  /** 1 where any field of study is welcome. */
  anyMajor: 9,
  /** What each counts where the person does not wish it. */
  internship: 10,
  sales: 11,
  agency: 12,
  labour: 13,
  training: 14,
  travel: 15,
  shift: 16
} as const
const traitsCount = Object.keys(trait).length

/** Places of the place where a list starts; it ends where the next one does. */
export const traitList = {
  /** A group's number and its weight, in turn. */
  groups: traitsCount,
  opening: traitsCount + 1,
  /** Groups that the title names beside the work. */
  besides: traitsCount + 2,
  fields: traitsCount + 3,
  /** In the order of `skills`; one that the vocabulary does not know is -1 - `wordHash` of it. */
  skills: traitsCount + 4
} as const
const listsCount = Object.keys(traitList).length

/** Equal words, equal number, 0 to 2^31 - 1: tells most others apart without a look at the text (FNV-1a). */
export function wordHash(word: string): number {
  let hash = 0x811c9dc5
  for (let n = 0; n < word.length; n++) hash = Math.imul(hash ^ word.charCodeAt(n), 0x01000193)
  return hash >>> 1
}

const brackets = /[(（【[][^)）】\]]*[)）】\]]/g
/** Words of a title that name no work of their own. */
const filler = /工程师|专员|助理|人员|双休|五险一金|急聘|诚聘|应届生?|实习生?|[/、\-\s]/g

function titleForms(title: string): Pick<PostingTraits, 'lower' | 'plain'> {
  const lower = title.toLowerCase()
  const plain = lower.replace(brackets, '').replace(filler, '')
  return { lower, plain: plain === lower ? lower : plain }
}

/** Pay is compared at the middle of its range: what most get. */
function middle(min: number | null, max: number | null): number | null {
  if (min !== null && max !== null) return (min + max) / 2
  return min ?? max
}

/** Loss per required year; beyond what a fresh graduate can stretch it is steep. */
const yearsLoss: readonly number[] = [0, 0.25, 0.5, 1, 1.25, 2]
const yearsValue = (asked: number | null): number =>
  asked === null || asked <= 0 ? 0 : (yearsLoss[Math.min(yearsLoss.length - 1, Math.ceil(asked))] as number)

function graduatesValue({ experience }: RankedFields, { wording, requiredYears }: PostingFacts): number {
  if (wording.graduates !== null || experience.graduate) return 1
  return requiredYears === 0 ? 0.6 : 0
}

function experiencedValue({ wording }: PostingFacts): number {
  if (wording.experienced === null) return 0
  return wording.graduates === null ? 1 : 0.5
}

const seniorityValue: readonly number[] = [-0.5, 0, 0.35, 1, 2]

function seniorityOf({ experience }: RankedFields, { seniority: { level }, wording }: PostingFacts): number {
  // 店长、主管 for which no experience is asked are often first posts
  const isOpen = level === 3 && (experience.minYears === 0 || wording.graduates !== null)
  const value = seniorityValue[level] as number
  return isOpen ? value / 2 : value
}

function internshipValue({ kind }: RankedFields, { wording }: PostingFacts): number {
  if (kind === 'internship' || wording.internship?.field === 'title') return 1
  return wording.internship === null ? 0 : 0.4
}

function salesValue({ wording, occupations }: PostingFacts): number {
  if (wording.sales === null) return 0
  return occupations.some(({ group, weight }) => group === '销售' && weight > 0.8) ? 1 : 0.6
}

function agencyValue({ wording }: PostingFacts): number {
  if (wording.agency === null || wording.agency.field === 'title') return 0
  return wording.sales === null ? 0.5 : 1
}

const besideHeadMax = 0.6

/** Whether an occupation stands beside the one that the title is about. */
export const isBeside = ({ weight, at }: PostingFacts['occupations'][number]): boolean =>
  weight < besideHeadMax && at.field === 'title'

const weighed = (named: PostingFacts['occupations']): number[] =>
  named.flatMap(({ group, weight }) => [groupNumber(group), weight])

export function readTraits(posting: RankedFields, facts: PostingFacts): PostingTraits {
  const { wording, occupations, skills, seniority } = facts
  const { min, max } = posting.salary
  const values: Readonly<Record<keyof typeof trait, number>> = {
    degreeRank: facts.degreeRank ?? -1,
    pay: middle(min, max) ?? -1,
    payFrom: min ?? -1,
    years: yearsValue(facts.requiredYears),
    graduates: graduatesValue(posting, facts),
    experienced: experiencedValue(facts),
    skillsWeight: skills.reduce((sum, { skill }) => sum + skillWeight(skill), 0),
    seniority: seniorityOf(posting, facts),
    seniorityLevel: seniority.level,
    anyMajor: facts.anyMajor ? 1 : 0,
    internship: internshipValue(posting, facts),
    sales: salesValue(facts),
    agency: agencyValue(facts),
    labour: wording.labour === null ? 0 : 1,
    training: wording.training === null ? 0 : 1,
    travel: wording.travel === null ? 0 : 1,
    shift: wording.shift === null ? 0 : 1
  }
  const lists: Readonly<Record<keyof typeof traitList, number[]>> = {
    groups: weighed(occupations),
    opening: weighed(facts.opening),
    besides: occupations.filter(isBeside).map(({ group }) => groupNumber(group)),
    fields: facts.majors.map(({ field }) => fieldNumber(field)),
    skills: skills.map(({ skill }) => skillNumber(skill) ?? -1 - wordHash(skill))
  }
  return { numbers: layOut(values, lists), ...titleForms(posting.title), licences: facts.licences, skills }
}

function layOut(
  values: Readonly<Record<keyof typeof trait, number>>,
  lists: Readonly<Record<keyof typeof traitList, number[]>>
): Float64Array {
  const starts: number[] = []
  const members: number[] = []
  const first = traitsCount + listsCount + 1
  for (const name of Object.keys(traitList) as (keyof typeof traitList)[]) {
    starts.push(first + members.length)
    members.push(...lists[name])
  }
  const fixed = (Object.keys(trait) as (keyof typeof trait)[]).map(name => values[name])
  return Float64Array.of(...fixed, ...starts, first + members.length, ...members)
}
