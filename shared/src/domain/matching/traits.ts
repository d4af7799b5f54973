import { fieldNumber } from '../understanding/majors.ts'
import { groupNumber } from '../understanding/occupations.ts'
import type { PostingFacts } from '../understanding/posting-facts.ts'
import { skillNumber, skillWeight } from '../understanding/skills.ts'
import type { RankedFields } from './candidate.ts'

/**
 * A posting as the features look at it: what depends on no person is worked out once per posting and not once per request;
 * groups of occupations, fields of study and skills are numbers, so that a person's side of them is an array.
 */
export interface PostingTraits {
  readonly facts: PostingFacts
  readonly title: TitleForms
  readonly groups: readonly number[]
  /** Of `groups`. */
  readonly groupWeights: readonly number[]
  readonly opening: readonly number[]
  readonly openingWeights: readonly number[]
  /** Groups that the title names beside the work. */
  readonly besides: readonly number[]
  readonly fields: readonly number[]
  /** A skill that the vocabulary does not know is -1 - its place in `facts.skills`. */
  readonly skills: readonly number[]
  /** -1: not stated. */
  readonly degreeRank: number
  /** Middle and lower end of the pay; -1: not stated. */
  readonly pay: number
  readonly payFrom: number
  readonly years: number
  readonly graduates: number
  readonly experienced: number
  /** What all the skills that the posting names tell, together. */
  readonly skillsWeight: number
  /** A post of this rank; a beginner's counts as far as its work is the wished one. */
  readonly seniority: number
  readonly isBeginners: boolean
  /** What each counts where the person does not wish it. */
  readonly internship: number
  readonly sales: number
  readonly agency: number
}

export interface TitleForms {
  readonly lower: string
  /** Without brackets and fillers. */
  readonly plain: string
}

const brackets = /[(（【[][^)）】\]]*[)）】\]]/g
/** Words of a title that name no work of their own. */
const filler = /工程师|专员|助理|人员|双休|五险一金|急聘|诚聘|应届生?|实习生?|[/、\-\s]/g

function titleForms(title: string): TitleForms {
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

export function readTraits(posting: RankedFields, facts: PostingFacts): PostingTraits {
  const { occupations, opening, majors, skills } = facts
  const { min, max } = posting.salary
  return {
    facts,
    title: titleForms(posting.title),
    groups: occupations.map(({ group }) => groupNumber(group)),
    groupWeights: occupations.map(({ weight }) => weight),
    opening: opening.map(({ group }) => groupNumber(group)),
    openingWeights: opening.map(({ weight }) => weight),
    besides: occupations.filter(isBeside).map(({ group }) => groupNumber(group)),
    fields: majors.map(({ field }) => fieldNumber(field)),
    skills: skills.map(({ skill }, place) => skillNumber(skill) ?? -1 - place),
    degreeRank: facts.degreeRank ?? -1,
    pay: middle(min, max) ?? -1,
    payFrom: min ?? -1,
    years: yearsValue(facts.requiredYears),
    graduates: graduatesValue(posting, facts),
    experienced: experiencedValue(facts),
    skillsWeight: skills.reduce((sum, { skill }) => sum + skillWeight(skill), 0),
    seniority: seniorityOf(posting, facts),
    isBeginners: facts.seniority.level === 0,
    internship: internshipValue(posting, facts),
    sales: salesValue(facts),
    agency: agencyValue(facts)
  }
}
