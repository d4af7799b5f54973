import type { Posting } from '../../contracts/posting.ts'
import { remembered } from '../remembered.ts'
import { findHeading } from './heading.ts'
import { type LicenceDemand, licencePatterns, readLicences } from './licences.ts'
import { type MajorDemand, majorPatterns, readMajors } from './majors.ts'
import { joinOccupations, type OccupationMention, readOpeningOccupations, readTitleOccupations } from './occupations.ts'
import { degreePatterns, readRequiredDegree } from './required-degree.ts'
import { readRequiredYears, yearsPatterns } from './required-years.ts'
import { readSeniority, type Seniority } from './seniority.ts'
import { readSkills, type SkillMention } from './skills.ts'
import { createTextReader, type Mention } from './texts.ts'
import { readWording, type Wording, wordingPatterns } from './wording.ts'

/** What is read out of a posting once, at index time, so that ranking never parses text. Plain JSON. */
export interface PostingFacts {
  /** Years of work really asked: the field and the text weighed. Null where nothing is said. */
  readonly requiredYears: number | null
  readonly yearsAt: Mention | null
  /** Index into `degreeLevels` really asked. Null where nothing is said. */
  readonly degreeRank: number | null
  readonly degreeAt: Mention | null
  readonly seniority: Seniority
  readonly licences: readonly LicenceDemand[]
  /** What the title and the heading of the text name; where they name nothing, what the text opens with. */
  readonly occupations: readonly OccupationMention[]
  /** What the text opens with, where the title names something: the two may contradict each other. */
  readonly opening: readonly OccupationMention[]
  readonly skills: readonly SkillMention[]
  readonly majors: readonly MajorDemand[]
  /** Any major is welcome (专业不限). */
  readonly anyMajor: boolean
  readonly wording: Wording
}

/** Rises when facts are read otherwise: an index that holds older ones is filled anew. */
export const factsVersion = 8

const occupationsOfTitle = remembered(readTitleOccupations)
const readTexts = createTextReader([
  ...wordingPatterns,
  ...yearsPatterns,
  ...degreePatterns,
  ...majorPatterns,
  ...licencePatterns
])

export function readPostingFacts(posting: Posting): PostingFacts {
  const texts = readTexts(posting)
  const wording = readWording(texts)
  const years = readRequiredYears(posting, texts, wording.graduates !== null)
  const degree = readRequiredDegree(posting, texts)
  const heading = findHeading(texts.description)
  const headed = heading === null ? [] : readTitleOccupations(heading.value)
  const title = joinOccupations(occupationsOfTitle(posting.title), headed, heading?.start ?? 0)
  const opening = readOpeningOccupations(texts.description, 'description')
  const { demands, open } = readMajors(posting, texts)
  return {
    requiredYears: years.years,
    yearsAt: years.at,
    degreeRank: degree.rank,
    degreeAt: degree.at,
    seniority: readSeniority(posting.title, heading),
    licences: readLicences(texts, heading),
    occupations: title.length > 0 ? title : opening,
    opening: title.length > 0 ? opening : [],
    skills: readSkills(posting, texts),
    majors: demands,
    anyMajor: open,
    wording
  }
}
