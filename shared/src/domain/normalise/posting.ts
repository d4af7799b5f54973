import type { Experience, Posting, PostingSubmission, Salary, Unparsed } from '../../contracts/posting.ts'
import { remembered } from '../remembered.ts'
import { parseCreditCode } from './credit-code.ts'
import { isOpenEnded, parseInstant } from './dates.ts'
import { parseDegree } from './degree.ts'
import { employerKey } from './employer.ts'
import { parseExperience } from './experience.ts'
import { parseHeadcount } from './headcount.ts'
import { kindInTitle, parseKind } from './kind.ts'
import { parsePay, plausiblePay } from './pay.ts'
import { type PlaceProblem, parsePlace } from './place.ts'
import { given, plainLine, plainText, quoteCharsMax } from './text.ts'
import { parseWords } from './words.ts'

export interface PostingIdentity {
  readonly id: string
  readonly source: string
  readonly revision: number
}

const placeOf = remembered(lines => {
  const [city = '', district = ''] = lines.split('\n')
  return parsePlace(city, district)
})
const degreeOf = remembered(parseDegree)
const yearsOf = remembered(parseExperience)
const payOf = remembered(parsePay)

type Report = (field: string, text: string, message: string) => void

const placeMessages: Readonly<Record<PlaceProblem, string>> = {
  unknown: '没有识别出工作城市，请填写地级市名称',
  province: '只填写了省份，请填写具体城市',
  ambiguous: '地名对应多个城市，请写明所在省市',
  several: '填写了多个城市，只采用第一个，其余城市请分别发布'
}

/**
 * Brings a submission on the platform's scales. Deterministic, linear in the size of the input. What is not understood
 * keeps its text and is listed in `unparsed` with a message for the employer; nothing is guessed.
 */
export function normalisePosting(submission: PostingSubmission, identity: PostingIdentity): Posting {
  const unparsed: Unparsed[] = []
  const report: Report = (field, text, message) =>
    unparsed.push({ field, text: plainLine(text.slice(0, quoteCharsMax)), message })
  const creditCode = readCreditCode(submission, report)
  const name = plainLine(submission.employer.name)
  const place = readPlace(submission, report)
  const demands = readDemands(submission, report)
  const title = plainLine(submission.title)
  return {
    id: identity.id,
    postingId: submission.postingId,
    source: identity.source,
    revision: identity.revision,
    title,
    employer: { name, creditCode, key: employerKey(name, creditCode) },
    description: plainText(submission.description),
    requirements: nullIfEmpty(plainText(submission.requirements ?? '')),
    ...place,
    salary: readSalary(submission, report),
    ...demands,
    kind: readKind(submission, title, report),
    industry: readIndustry(submission.industry),
    majors: parseWords(submission.majors),
    skills: parseWords(submission.skills),
    benefits: parseWords(submission.benefits, true),
    publishedAt: readInstant('publishedAt', submission.publishedAt, report),
    validUntil: readInstant('validUntil', submission.validUntil, report),
    fairId: submission.fairId ?? null,
    booth: given(submission.booth),
    unparsed
  }
}

function nullIfEmpty(text: string): string | null {
  return text === '' ? null : text
}

function readCreditCode(submission: PostingSubmission, report: Report): string | null {
  const text = given(submission.employer.creditCode)
  if (text === null) return null
  const code = parseCreditCode(text)
  if (code === null) report('employer.creditCode', text, '统一社会信用代码格式或校验码不正确')
  return code
}

function readPlace(submission: PostingSubmission, report: Report) {
  const city = given(submission.city)
  const { problem, ...place } = placeOf(`${city ?? ''}\n${given(submission.district) ?? ''}`)
  if (problem !== null) report('city', submission.city, placeMessages[problem])
  return place
}

function readSalary(submission: PostingSubmission, report: Report): Salary {
  const text = given(submission.salaryText)
  const stated = submission.salary
  // Feeds send 0 for a bound that is not stated.
  const min = stated?.min || null
  const max = stated?.max || null
  const months = stated?.months ?? null
  if (min !== null || max !== null) {
    if (plausiblePay(min, max)) return { min, max, months, negotiable: false, text }
    report('salary', JSON.stringify(stated), '薪资应为每月金额（元），且下限不高于上限')
  }
  if (text === null) return { min: null, max: null, months, negotiable: false, text }
  const pay = payOf(text)
  if (pay === null) {
    report('salaryText', text, '薪资无法识别，请写明金额和周期，例如 6000-8000元/月')
    return { min: null, max: null, months, negotiable: false, text }
  }
  return { ...pay, months: pay.months ?? months, text }
}

type Demands = Pick<Posting, 'degree' | 'experience' | 'headcount'>

/** Degree, experience and headcount, which feeds mix up: a text that stands in the wrong field is moved if that is empty. */
function readDemands(submission: PostingSubmission, report: Report): Demands {
  const degreeText = given(submission.degree)
  const experienceText = given(submission.experience)
  let headcount = readHeadcount(submission.headcount, report)
  let degree = degreeText === null ? null : degreeOf(degreeText)
  let experience: Experience = { minYears: null, maxYears: null, graduate: false, text: experienceText }
  const years = experienceText === null ? null : yearsOf(experienceText)
  if (years !== null) experience = { ...years, text: experienceText }
  else if (experienceText !== null) {
    const moved = degreeText === null ? parseDegree(experienceText) : null
    degree = moved ?? degree
    report(
      'experience',
      experienceText,
      moved === null ? '经验要求无法识别' : '经验一栏填写的是学历要求，已按学历要求处理'
    )
  }
  if (degree === null && degreeText !== null) {
    const misplacedYears = experienceText === null ? parseExperience(degreeText) : null
    const misplacedCount = submission.headcount == null && /^招/.test(degreeText) ? parseHeadcount(degreeText) : null
    if (misplacedYears !== null) experience = { ...misplacedYears, text: degreeText }
    headcount = misplacedCount?.count ?? headcount
    report('degree', degreeText, degreeMessage(misplacedYears !== null, misplacedCount?.understood === true))
  }
  return { degree, experience, headcount }
}

function degreeMessage(isYears: boolean, isCount: boolean): string {
  if (isYears) return '学历一栏填写的是经验要求，已按经验要求处理'
  return isCount ? '学历一栏填写的是招聘人数，已按招聘人数处理' : '学历要求无法识别'
}

function readHeadcount(value: PostingSubmission['headcount'], report: Report): number | null {
  const raw = typeof value === 'string' ? given(value) : (value ?? null)
  if (raw === null) return null
  const { count, understood } = parseHeadcount(raw)
  if (!understood) report('headcount', String(raw), '招聘人数无法识别，请填写一个数字')
  return count
}

function readKind(submission: PostingSubmission, title: string, report: Report): Posting['kind'] {
  const text = given(submission.kind)
  if (text === null) return kindInTitle(title) ?? 'job'
  const kind = parseKind(text)
  if (kind === null) report('kind', text, '岗位类型无法识别，已按一般就业岗位处理')
  return kind ?? 'job'
}

function readIndustry(raw: string | null | undefined): string | null {
  const text = given(raw)?.replace(/^行业[:：]\s*/, '') ?? ''
  return text === '' || text === '不限' ? null : text
}

function readInstant(
  field: 'publishedAt' | 'validUntil',
  raw: string | null | undefined,
  report: Report
): string | null {
  const text = given(raw)
  if (text === null) return null
  const isEnd = field === 'validUntil'
  if (isEnd && isOpenEnded(text)) return null
  const instant = parseInstant(text, isEnd)
  if (instant === null) report(field, text, '日期无法识别，请写明年月日，例如 2026-03-01')
  return instant
}
