import { degreeLevels } from '@zhipei/shared/contracts/degree-levels'
import type { DegreeLevel, PostingKind, PostingSubmission } from '@zhipei/shared/contracts/posting'
import { createEmployers } from './employers.ts'
import * as fields from './fields.ts'
import { benefitWords } from './lists/phrases.ts'
import { type Occupation, occupations } from './occupations.ts'
import { type City, citiesByShare, type District } from './places.ts'
import { createRandom, type Random } from './random.ts'
import { type Scene, writeTexts } from './text.ts'
import { type MarkedWording, type PlantedFinding, pickTitleWording, pickWording, unmark } from './wording.ts'

export interface PoolOptions {
  readonly count: number
  /** 0 to 2^31 - 1; the same options give the same postings. */
  readonly seed: number
  /**
   * The time that the pool is made for: postings were published in the 60 days before it and a third of them run out 30
   * to 180 days after it. Without it they were published before `defaultPoolAt` and none ever runs out, so that a demo
   * stays alive.
   */
  readonly at?: Date
}

/** What is known to be wrong or dirty with a generated posting. */
export interface PostingLabel {
  readonly postingId: string
  readonly source: string
  /** The posting of the same employer that this one nearly copies. */
  readonly duplicateOf: string | null
  readonly findings: readonly PlantedFinding[]
  /** Fields written in another form than the plain one. */
  readonly dirty: readonly { readonly field: string; readonly form: string }[]
}

export interface LabelledPosting {
  readonly submission: PostingSubmission
  readonly label: PostingLabel
}

export const defaultPoolAt = new Date('2026-11-24T00:00:00+08:00')
/** Of each block of this many postings so many are of the kind; the others are ordinary jobs. 14,000 of 200,000 are 见习. */
const kindBlock = 200
const kindsPerBlock = { internship: 14, policy: 4, 'public-welfare': 3 } as const
/** Has no common divisor with the block, so that the kinds are spread over it. */
const kindStride = 37
/** Every so many postings repeat the posting one block earlier, which is of the same kind and itself no copy. */
const copyEvery = 49
const unlawfulShare = 0.06
const secondWordingShare = 0.1
const titleWordingShare = 0.08
const sources = ['hnjob', 'hbjob', 'zzrc', 'lyrc', 'xiaozhao'] as const

/** The synthetic pool in order, in constant memory. */
export function* generateLabelledPostings(options: PoolOptions): Generator<LabelledPosting> {
  const { count, seed, at } = options
  const employers = createEmployers(seed, count)
  const atMs = (at ?? defaultPoolAt).getTime()
  for (let number = 0; number < count; number++)
    yield makePosting(number, { employers, seed, atMs, expires: at !== undefined })
}

/** The synthetic pool in order, in the contract's form of a submission. */
export function* generatePostings(options: PoolOptions): Generator<PostingSubmission> {
  for (const { submission } of generateLabelledPostings(options)) yield submission
}

interface Pool {
  readonly employers: ReturnType<typeof createEmployers>
  readonly seed: number
  readonly atMs: number
  readonly expires: boolean
}

function makePosting(number: number, pool: Pool): LabelledPosting {
  const isCopy = number % copyEvery === copyEvery - 1 && number >= kindBlock
  return isCopy ? makeCopy(number, pool) : makeOriginal(number, pool)
}

function kindOf(number: number): PostingKind {
  const slot = (number * kindStride) % kindBlock
  const { internship, policy } = kindsPerBlock
  if (slot < internship) return 'internship'
  if (slot < internship + policy) return 'policy'
  return slot < internship + policy + kindsPerBlock['public-welfare'] ? 'public-welfare' : 'job'
}

const idOf = (seed: number, number: number) => `g${seed}-${String(number + 1).padStart(7, '0')}`

function makeOriginal(number: number, pool: Pool): LabelledPosting {
  const random = createRandom(pool.seed, number)
  const scene = makeScene(kindOf(number), random, pool)
  const dirty: { field: string; form: string }[] = []
  const note: fields.NoteForm = (field, form) => dirty.push({ field, form })
  const wordings = plantedWordings(random)
  const titleWording = wordings.length > 0 && random.chance(titleWordingShare) ? pickTitleWording(random) : null
  const texts = writeTexts(
    scene,
    wordings.map(({ text }) => text),
    note
  )
  const title = unmark(
    'title',
    titleText(scene, note) + (titleWording?.text ?? ''),
    titleWording === null ? [] : [titleWording]
  )
  const description = unmark('description', texts.description, wordings)
  const requirements = unmark('requirements', texts.requirements ?? '', wordings)
  const { occupation, employer, kind, count } = scene
  const pay = payOf(scene)
  const source = random.pick(sources)
  const submission = withoutAbsent({
    postingId: idOf(pool.seed, number),
    source,
    title: title.text,
    employer: random.chance(0.8) ? { name: employer.name, creditCode: employer.creditCode } : { name: employer.name },
    description: description.text,
    requirements: requirements.text === '' ? undefined : requirements.text,
    ...fields.placeFields(scene.city, scene.district, random, note),
    ...fields.payFields(pay.min, pay.max, kind, random, note),
    degree: fields.degreeText(scene.degree, random, note),
    experience: fields.experienceText(random, kind !== 'job', note),
    headcount: fields.headcount(count, random, note),
    kind: fields.kindText(kind, random, note),
    industry: random.chance(0.5) ? employer.trade : undefined,
    majors: fields.words('majors', scene.majors, random, note),
    skills: fields.words('skills', random.sample(occupation.skills, random.between(2, 5)), random, note),
    benefits: fields.words('benefits', scene.benefits, random, note),
    publishedAt: fields.publishedAt(pool.atMs, random, note),
    validUntil: fields.validUntil(pool.atMs, pool.expires, random),
    ...(random.chance(0.03)
      ? { fairId: `fair-${random.between(1, 6)}`, booth: `${random.pick(['A', 'B', 'C'])}${random.between(1, 60)}` }
      : {})
  })
  const findings = [...title.findings, ...description.findings, ...requirements.findings]
  return { submission, label: { postingId: submission.postingId, source, duplicateOf: null, findings, dirty } }
}

/** The posting of one block earlier, sent again under a new id with a few fields changed, as employers and feeds do. */
function makeCopy(number: number, pool: Pool): LabelledPosting {
  const random = createRandom(pool.seed, number)
  const { submission: original, label } = makeOriginal(number - kindBlock, pool)
  const changes: Partial<PostingSubmission>[] = [
    { headcount: random.between(1, 20) },
    {
      description: `${original.description}\n${random.pick(['欢迎投递简历。', '长期招聘，随时面试。', '名额有限，尽快联系。'])}`
    },
    { title: `${original.title}${random.pick(['（急）', '（新）', '（扩招）'])}` },
    { publishedAt: new Date(pool.atMs).toISOString().slice(0, 10) }
  ]
  const submission = {
    ...original,
    ...Object.assign({}, ...random.sample(changes, 2)),
    postingId: idOf(pool.seed, number)
  }
  return { submission, label: { ...label, postingId: submission.postingId, duplicateOf: original.postingId } }
}

function plantedWordings(random: Random): MarkedWording[] {
  if (!random.chance(unlawfulShare)) return []
  const first = pickWording(random)
  const second = random.chance(secondWordingShare) ? pickWording(random) : first
  return second.category === first.category ? [first] : [first, second]
}

function makeScene(kind: PostingKind, random: Random, pool: Pool): Scene {
  const occupation = random.pick(occupations[kind])
  const employer = pool.employers.pick(random.pick(occupation.trades), random)
  const isElsewhere = random.chance(0.12)
  const city: City = isElsewhere ? random.pick(citiesByShare) : employer.city
  const district: District | null =
    city.districts.length === 0 ? null : isElsewhere ? random.pick(city.districts) : employer.district
  return {
    random,
    occupation,
    employer,
    city,
    district,
    kind,
    degree: degreeOf(occupation, kind, random),
    majors: random.sample(occupation.majors, random.between(1, 3)),
    benefits: random.chance(0.75) ? random.sample(benefitWords, random.between(2, 6)) : [],
    count: random.pick([1, 1, 2, 2, 3, 5, 8, 10, 20]),
    year: new Date(pool.atMs).getUTCFullYear() + random.below(2)
  }
}

/** Most postings ask the occupation's usual degree, some one step more or less; teaching and care stay at theirs. */
function degreeOf({ degree }: Occupation, kind: PostingKind, random: Random): DegreeLevel {
  if (kind === 'policy' || kind === 'public-welfare') return degree
  const step = random.chance(0.12) ? 1 : random.chance(0.15) ? -1 : 0
  const rank = degreeLevels.indexOf(degree) + step
  const [lowest, highest] = [degreeLevels.indexOf('大专'), degreeLevels.indexOf('博士')]
  return degreeLevels[Math.min(highest, Math.max(lowest, rank))] ?? degree
}

const traineePay = { min: 1800, max: 3200 }

/** Pay in CNY per month in steps of 100 by occupation, city and degree. */
function payOf({ kind, occupation, city, degree, random }: Scene): { min: number; max: number } {
  const steps = (yuan: number) => Math.max(16, Math.round(yuan / 100)) * 100
  if (kind === 'internship') {
    const min = random.between(traineePay.min / 100, 26) * 100
    return { min, max: Math.min(traineePay.max, min + random.between(2, 8) * 100) }
  }
  const level =
    kind === 'job'
      ? city.payLevel * (1 + 0.12 * (degreeLevels.indexOf(degree) - degreeLevels.indexOf(occupation.degree)))
      : 1
  const spread = random.between(88, 112) / 100
  const min = steps(occupation.payMin * 1000 * level * spread)
  return { min, max: Math.max(min + 300, steps(occupation.payMax * 1000 * level * spread)) }
}

function titleText({ kind, occupation, city, random }: Scene, note: fields.NoteForm): string {
  const base = random.pick(occupation.titles)
  const title =
    kind === 'internship'
      ? random.pick([`${base}（见习）`, `${base}见习生`, `${base}实习生`, `就业见习-${base}`])
      : base
  const roll = random.below(100)
  if (roll < 72) return title
  note('title', 'decorated')
  if (roll < 78) return `【${random.pick(['急聘', '双休', '五险一金', '校招'])}】${title}`
  if (roll < 84) return `${title}（${city.short}）`
  if (roll < 90) return `${title}(${random.pick(['双休', '应届可投', '包住', '五险一金', '导师带教'])})`
  return roll < 95 ? `${city.short}-${title}` : `${title} ${random.pick(['／', '|', '·'])} ${random.pick(benefitWords)}`
}

function withoutAbsent(fieldsGiven: Record<string, unknown>): PostingSubmission {
  for (const name of Object.keys(fieldsGiven)) if (fieldsGiven[name] === undefined) delete fieldsGiven[name]
  return fieldsGiven as PostingSubmission
}
