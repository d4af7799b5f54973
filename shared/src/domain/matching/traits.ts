import { fieldNumber } from '../understanding/majors.ts'
import { groupNumber } from '../understanding/occupations.ts'
import type { PostingFacts } from '../understanding/posting-facts.ts'
import { skillNumber, skillWeight } from '../understanding/skills.ts'
import type { RankedFields } from './candidate.ts'
import { codesAt, codesPerAmount, createTraitRows, type TraitRow, type TraitRows } from './trait-rows.ts'

/**
 * A posting as the features look at it: what depends on no person is worked out once per posting and not once per request;
 * groups of occupations, fields of study and skills are numbers, so that a person's side of them is an array. All lies in
 * one row, and the rows of many postings close together: a request looks at hundreds of postings, and what it waits for
 * is memory.
 */
export interface PostingTraits extends TraitRow {
  readonly licences: PostingFacts['licences']
  readonly skills: PostingFacts['skills']
}

/** Places of a row's amounts, counted from `at`. */
export const amount = {
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
  /** What each counts where the person does not wish it. */
  internship: 8,
  sales: 9,
  agency: 10
} as const
const amountsCount = Object.keys(amount).length
type Amounts = Readonly<Record<keyof typeof amount, number>>

const marksFrom = codesPerAmount * amountsCount
/** Places of small numbers in a row, counted from `codesAt`. */
export const mark = {
  seniorityLevel: marksFrom,
  /** 1 where any field of study is welcome. */
  anyMajor: marksFrom + 1,
  labour: marksFrom + 2,
  training: marksFrom + 3,
  travel: marksFrom + 4,
  shift: marksFrom + 5,
  /** How many. */
  licences: marksFrom + 6
} as const
const marksCount = Object.keys(mark).length
type Marks = Readonly<Record<keyof typeof mark, number>>

const listsFrom = marksFrom + marksCount
/** Places of the place where a list of small numbers starts; it ends where the next one does. */
export const traitList = {
  /** Numbers of the groups; their weights are amounts, from `weightsFrom` on. */
  groups: listsFrom,
  /** The same; its weights are behind those of `groups`. */
  opening: listsFrom + 1,
  /** Groups that the title names beside the work. */
  besides: listsFrom + 2,
  fields: listsFrom + 3,
  /** In the order of `skills`; one that the vocabulary does not know is `unknownSkill` + `wordHash` of it. */
  skills: listsFrom + 4,
  /** The characters of the title. */
  lower: listsFrom + 5,
  /** The title without brackets and fillers: most often a part of it, so that the end of each follows its start. */
  plain: listsFrom + 7
} as const
const listsCount = Object.keys(traitList).length
type Lists = Readonly<Record<Exclude<keyof typeof traitList, 'plain'>, readonly number[]>>

/** Where the weights start among a row's amounts. */
export const weightsFrom = amountsCount + Math.ceil((marksCount + listsCount + 2) / codesPerAmount)

export const amountOf = ({ amounts, at }: TraitRow, place: number): number => amounts[at + place] as number

/** A mark, or the place in the row where a list starts. */
export const codeOf = (row: TraitRow, place: number): number => row.codes[codesAt(row) + place] as number

export const unknownSkill = 0x8000

/** Equal words, equal number, 0 to 2^15 - 1: tells most others apart without a look at the text (FNV-1a). */
export function wordHash(word: string): number {
  let hash = 0x811c9dc5
  for (let n = 0; n < word.length; n++) hash = Math.imul(hash ^ word.charCodeAt(n), 0x01000193)
  return hash >>> 17
}

const brackets = /[(（【[][^)）】\]]*[)）】\]]/g
/** Words of a title that name no work of their own. */
const filler = /工程师|专员|助理|人员|双休|五险一金|急聘|诚聘|应届生?|实习生?|[/、\-\s]/g

function titleForms(title: string): { lower: string; plain: string } {
  const lower = title.toLowerCase()
  return { lower, plain: lower.replace(brackets, '').replace(filler, '') }
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

/** @param rows where the row is put; absent: in memory of its own */
export function readTraits(posting: RankedFields, facts: PostingFacts, rows = createTraitRows(0)): PostingTraits {
  const { wording, occupations, opening, skills, seniority, licences } = facts
  const { min, max } = posting.salary
  const values: Amounts = {
    degreeRank: facts.degreeRank ?? -1,
    pay: middle(min, max) ?? -1,
    payFrom: min ?? -1,
    years: yearsValue(facts.requiredYears),
    graduates: graduatesValue(posting, facts),
    experienced: experiencedValue(facts),
    skillsWeight: skills.reduce((sum, { skill }) => sum + skillWeight(skill), 0),
    seniority: seniorityOf(posting, facts),
    internship: internshipValue(posting, facts),
    sales: salesValue(facts),
    agency: agencyValue(facts)
  }
  const marks: Marks = {
    seniorityLevel: seniority.level,
    anyMajor: facts.anyMajor ? 1 : 0,
    labour: wording.labour === null ? 0 : 1,
    training: wording.training === null ? 0 : 1,
    travel: wording.travel === null ? 0 : 1,
    shift: wording.shift === null ? 0 : 1,
    licences: licences.length
  }
  const { lower, plain } = titleForms(posting.title)
  const lists: Lists = {
    groups: occupations.map(({ group }) => groupNumber(group)),
    opening: opening.map(({ group }) => groupNumber(group)),
    besides: occupations.filter(isBeside).map(({ group }) => groupNumber(group)),
    fields: facts.majors.map(({ field }) => fieldNumber(field)),
    skills: skills.map(({ skill }) => skillNumber(skill) ?? unknownSkill + wordHash(skill)),
    lower: unitsOf(lower)
  }
  const weights = [...occupations, ...opening].map(({ weight }) => weight)
  const within = lower.indexOf(plain)
  const { amounts, codes, at } = layOut(rows, { values, marks, lists, weights }, { plain, within })
  return { amounts, codes, at, licences, skills }
}

const unitsOf = (text: string): number[] => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))

interface RowParts {
  readonly values: Amounts
  readonly marks: Marks
  readonly lists: Lists
  readonly weights: readonly number[]
}

/** @param within where in the title `plain` is; -1: it is no part of it */
function layOut(
  rows: TraitRows,
  { values, marks, lists, weights }: RowParts,
  { plain, within }: { readonly plain: string; readonly within: number }
): TraitRow {
  const starts: number[] = []
  const members: number[] = []
  const first = codesPerAmount * (weightsFrom + weights.length)
  for (const name of Object.keys(lists) as (keyof Lists)[]) {
    starts.push(first + members.length)
    members.push(...lists[name])
  }
  const lowerEnd = first + members.length
  const plainFrom = within >= 0 ? (starts.at(-1) as number) + within : lowerEnd
  if (within < 0) members.push(...unitsOf(plain))
  const row = rows.take(weightsFrom + weights.length + Math.ceil(members.length / codesPerAmount))
  row.amounts.set(Object.values(values), row.at)
  row.amounts.set(weights, row.at + weightsFrom)
  row.codes.set(
    [...Object.values(marks), ...starts, lowerEnd, plainFrom, plainFrom + plain.length],
    codesAt(row) + marksFrom
  )
  row.codes.set(members, codesAt(row) + first)
  return row
}
