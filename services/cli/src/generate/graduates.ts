import { degreeLevels } from '@zhipei/shared/contracts/degree-levels'
import type { Graduate } from '@zhipei/shared/contracts/graduate'
import type { DegreeLevel } from '@zhipei/shared/contracts/posting'
import { type Discipline, disciplines } from './lists/disciplines.ts'
import { brandFirsts, brandSeconds } from './lists/employer-names.ts'
import { type Occupation, occupations } from './occupations.ts'
import { citiesByShare } from './places.ts'
import { defaultPoolAt, type PoolOptions } from './postings.ts'
import { createRandom, type Random } from './random.ts'

const purpose = 2
/** Percent of graduates by degree; a discipline that isn't taught at a level gives its place to 本科. */
const degreeShares: readonly (readonly [DegreeLevel, number])[] = [
  ['大专', 38],
  ['本科', 46],
  ['硕士', 14],
  ['博士', 2]
]
const byShare = degreeShares.flatMap(([degree, share]) => Array.from({ length: share }, () => degree))
const assistanceKinds = ['low-income', 'zero-employment-family', 'lifted-from-poverty', 'disabled', 'orphan'] as const
const market = occupations.job

const occupationsOfMajor = new Map<string, Occupation[]>()
for (const occupation of market)
  for (const major of occupation.majors) {
    const known = occupationsOfMajor.get(major)
    if (known === undefined) occupationsOfMajor.set(major, [occupation])
    else known.push(occupation)
  }

/** What the discipline's graduates do at large, for majors that no occupation names. */
const occupationsOfDiscipline = new Map(
  disciplines.map(discipline => {
    const majors = Object.values(discipline.majors).flat()
    return [discipline.name, [...new Set(majors.flatMap(major => occupationsOfMajor.get(major) ?? []))]]
  })
)

/** Synthetic graduates in the contract's form: all twelve disciplines in turn, in constant memory. */
export function* generateGraduates({ count, seed, at }: PoolOptions): Generator<Graduate> {
  const year = (at ?? defaultPoolAt).getUTCFullYear()
  for (let number = 0; number < count; number++) yield makeGraduate(number, seed, year)
}

function makeGraduate(number: number, seed: number, year: number): Graduate {
  const random = createRandom(seed, number, purpose)
  const discipline = disciplines[number % disciplines.length] as Discipline
  const wanted = random.pick(byShare)
  const degree: DegreeLevel = discipline.majors[wanted] === undefined ? '本科' : wanted
  const major = random.pick(discipline.majors[degree] ?? [])
  const suited = suitedOccupations(major, discipline.name, degree)
  const [first, second] = random.sample(suited, 2)
  const chosen = [first, second].filter(occupation => occupation !== undefined)
  const skills = chosen.flatMap(({ skills }) => random.sample(skills, random.between(1, 4)))
  const certificates = chosen.flatMap(occupation => occupation.certificates.filter(() => random.chance(0.45)))
  const isSeeking = random.chance(0.85)
  return {
    graduateId: `s${seed}-${String(number + 1).padStart(6, '0')}`,
    major,
    degree,
    ...(random.chance(0.4) ? { school: schoolName(degree, random) } : {}),
    graduationYear: year + random.pick([0, 0, 0, 1, 1, -1]),
    skills: [...new Set(skills)],
    certificates: [...new Set(certificates)],
    ...(random.chance(0.7) ? { experience: experienceText(chosen, random) } : {}),
    intent: intentOf(chosen, degree, random),
    status: isSeeking ? 'seeking' : random.chance(0.6) ? 'employed' : 'not-seeking',
    registeredUnemployed: isSeeking && random.chance(0.2),
    assistance: random.chance(0.08) ? [random.pick(assistanceKinds)] : [],
    consent: { personalised: random.chance(0.97), push: random.chance(0.7) }
  }
}

/** Occupations that name the major, else those of the discipline; no post above the graduate's degree where others exist. */
function suitedOccupations(major: string, discipline: string, degree: DegreeLevel): readonly Occupation[] {
  const candidates = occupationsOfMajor.get(major) ?? occupationsOfDiscipline.get(discipline) ?? market
  const reachable = candidates.filter(
    occupation => degreeLevels.indexOf(occupation.degree) <= degreeLevels.indexOf(degree)
  )
  return reachable.length > 0 ? reachable : candidates
}

function intentOf(chosen: readonly Occupation[], degree: DegreeLevel, random: Random): NonNullable<Graduate['intent']> {
  const cities = [...new Set(Array.from({ length: random.between(1, 3) }, () => random.pick(citiesByShare).short))]
  const payMin = chosen[0]?.payMin ?? 4
  const level = 0.8 + 0.1 * Math.max(0, degreeLevels.indexOf(degree) - degreeLevels.indexOf('大专'))
  return {
    titles: chosen.map(({ titles }) => random.pick(titles)),
    cities,
    ...(random.chance(0.8) ? { salaryMin: Math.round(payMin * 10 * level) * 100 } : {}),
    kinds: random.pick([
      ['job'],
      ['job'],
      ['job', 'internship'],
      ['job', 'policy'],
      ['job', 'internship', 'policy', 'public-welfare']
    ]),
    industries: random.chance(0.3) ? [random.pick(chosen[0]?.trades ?? ['制造'])] : []
  }
}

function experienceText(chosen: readonly Occupation[], random: Random): string {
  const occupation = random.pick(chosen)
  const [topic = '', other = topic] = random.sample(occupation.topics, 2)
  const [duty = '', task = duty] = random.sample(occupation.duties, 2)
  const [skill = ''] = random.sample(occupation.skills, 1)
  return random.pick([
    `在${random.pick(occupation.trades)}单位实习${random.between(1, 8)}个月，参与${topic}，${duty}。`,
    `毕业设计做${topic}，用到${skill}，${duty}并完成答辩。`,
    `课程项目：${topic}与${other}；小组${random.between(3, 6)}人，本人${duty}。`,
    `寒暑假在家乡单位帮忙${task}，熟悉${topic}的流程；在校期间练习${skill}。`,
    `参加学科竞赛获${random.pick(['校级一等奖', '省级二等奖', '省级三等奖', '校级二等奖'])}，作品与${topic}有关；会${skill}。`
  ])
}

/** Invented: no real school is named. */
function schoolName(degree: DegreeLevel, random: Random): string {
  const brand = `${random.pick(brandFirsts)}${random.pick(brandSeconds)}`
  return `${random.pick(citiesByShare).short}${brand}${degree === '大专' ? '职业技术学院' : random.pick(['学院', '大学'])}`
}
