import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { impressionDays } from '@zhipei/matcher/impressions'
import { createRecommender, queryVector } from '@zhipei/matcher/recommender'
import type { Graduate } from '@zhipei/shared/contracts/graduate'
import type { Posting } from '@zhipei/shared/contracts/posting'
import {
  bootstrapMean,
  comparePaired,
  type Judgements,
  type MeasureName,
  type Measures,
  mean,
  measure
} from '@zhipei/shared/domain/matching/evaluation'
import { measureExposure, topHundredthShare } from '@zhipei/shared/domain/matching/exposure'
import { cityFilterKeys } from '@zhipei/shared/domain/matching/profile-facts'
import { fieldOfMajor } from '@zhipei/shared/domain/understanding/majors'
import { generateGraduates } from '../generate/graduates.ts'
import { type MatchPool, openMatchPool, readGraduates } from '../match-pool.ts'
import { ablationRuns, baselineRuns, factsOf, productRun, type Run } from '../match-runs.ts'
import { required, usage } from '../usage.ts'

interface JudgedSet {
  readonly graduates: readonly Graduate[]
  readonly judgements: ReadonlyMap<string, Judgements>
}

/** Dates of the pool are years old: nothing of it expires. */
const nowMs = Date.UTC(2026, 10, 24)

/**
 * `zhipei evaluate match --data DIR [--graduates FILE --qrels FILE] [--city NAME]`: the product, its baselines and every
 * feature off in turn, on a judged set: `collection.jsonl.gz`, `graduates*.jsonl`, `qrels*.tsv` of DIR or its folder `match`.
 * With a city all graduates wish it, and a posting elsewhere is worth one grade less.
 */
export async function evaluateMatch(args: readonly string[]): Promise<void> {
  const { values } = usage(() =>
    parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        graduates: { type: 'string' },
        qrels: { type: 'string' },
        city: { type: 'string' }
      }
    })
  )
  const given = required(values.data, 'data')
  const folder = existsSync(join(given, 'match')) ? join(given, 'match') : given
  const judged: JudgedSet = {
    graduates: await readGraduates(values.graduates ?? join(folder, 'graduates-dev.jsonl')),
    judgements: await readQrels(values.qrels ?? join(folder, 'qrels-dev.tsv'))
  }
  const pool = await openMatchPool(join(folder, 'collection.jsonl.gz'), { screening: false })
  try {
    await report(pool, values.city === undefined ? judged : wishing(values.city, judged, pool))
  } finally {
    await pool.close()
  }
}

function wishing(city: string, { graduates, judgements }: JudgedSet, pool: MatchPool): JudgedSet {
  const keys = cityFilterKeys(city)
  const isThere = ({ cityCode, city }: Posting) => keys.includes(cityCode ?? city ?? '')
  const there = new Set(pool.postings.filter(isThere).map(({ postingId }) => postingId))
  const graded = (id: string, grade: number) => (there.has(id) ? grade : Math.max(0, grade - 1))
  return {
    graduates: graduates.map(graduate => ({ ...graduate, intent: { ...graduate.intent, cities: [city] } })),
    judgements: new Map(
      [...judgements].map(([graduateId, own]) => [
        graduateId,
        new Map([...own].map(([id, grade]) => [id, graded(id, grade)]))
      ])
    )
  }
}

async function readQrels(file: string): Promise<ReadonlyMap<string, Judgements>> {
  const all = new Map<string, Map<string, number>>()
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/)
  for (const [i, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue
    const [graduateId = '', postingId = '', text] = line.split('\t')
    const grade = Number(text)
    if (!Number.isInteger(grade) || grade < 0 || grade > 3)
      throw new Error(`${file} row ${i + 1}: field grade: must be 0 to 3`)
    const own = all.get(graduateId) ?? new Map<string, number>()
    all.set(graduateId, own.set(postingId, grade))
  }
  return all
}

type Table = readonly { readonly graduate: Graduate; readonly measures: Measures }[]

async function evaluateRun(run: Run, { graduates, judgements }: JudgedSet, pool: MatchPool): Promise<Table> {
  const clientIds = new Map(pool.postings.map(({ id, postingId }) => [id, postingId]))
  const table: { graduate: Graduate; measures: Measures }[] = []
  for (const graduate of graduates) {
    const own = judgements.get(graduate.graduateId)
    if (own === undefined) continue
    const ranking = (await run.rank(graduate)).map(id => clientIds.get(id) ?? id)
    table.push({ graduate, measures: measure(ranking, own) })
  }
  return table
}

const column = (table: Table, name: MeasureName) => table.map(({ measures }) => measures[name])
const shown: readonly MeasureName[] = [
  'ndcg5',
  'ndcg10',
  'ndcg10Judged',
  'precision10',
  'recall50',
  'recall200',
  'grade0',
  'unjudged'
]
const figure = (value: number | null) => (value === null ? '  –  ' : value.toFixed(3))

function row(name: string, table: Table): string {
  return [name.padEnd(24), ...shown.map(measureName => figure(mean(column(table, measureName))).padStart(12))].join('')
}

async function report(pool: MatchPool, judged: JudgedSet): Promise<void> {
  const pairs = [...judged.judgements.values()].reduce((sum, own) => sum + own.size, 0)
  console.log(
    `${judged.graduates.length} graduates, ${pairs} judged pairs, ${pool.postings.length} postings; ranker ${pool.ranker.current().version}, embedder ${pool.embedder.modelId}\n`
  )
  const head = ''.padEnd(24) + shown.map(name => name.padStart(12)).join('')
  console.log(head)
  const product = await evaluateRun(productRun(pool, nowMs), judged, pool)
  for (const run of baselineRuns(pool, nowMs)) {
    const table = await evaluateRun(run, judged, pool)
    console.log(row(run.name, table))
    console.log(`${' '.repeat(24)}product better by ${compared(table, product)}`)
  }
  console.log(row('product', product))
  const ndcgs = column(product, 'ndcg10').filter(value => value !== null)
  const { low, high } = bootstrapMean(ndcgs)
  console.log(`${' '.repeat(24)}nDCG@10 95 % interval ${figure(low)} to ${figure(high)}\n`)
  console.log(`every feature off in turn\n${head}`)
  for (const run of ablationRuns(pool, nowMs)) {
    const table = await evaluateRun(run, judged, pool)
    console.log(row(run.name, table))
    console.log(`${' '.repeat(24)}the feature adds ${compared(table, product)}`)
  }
  await reportExposure(pool, judged, product)
  console.log(`\nby field of study\n${head}`)
  for (const [field, table] of groupByField(product)) console.log(row(field, table))
}

/** So many generated graduates ask once a day, each for as many of the same kind. */
const crowd = { count: 400, seed: 3 }
const cohort = 10

/** Who gets the first ten places on the day after those that count: without and with relief of congestion. */
async function reportExposure(pool: MatchPool, judged: JudgedSet, product: Table): Promise<void> {
  const employerOf = new Map(pool.postings.map(({ id, employer }) => [id, employer.key]))
  const recommend = createRecommender(pool)
  const people = await Promise.all(
    [...generateGraduates(crowd)].map(async ({ intent, ...graduate }) => {
      const facts = factsOf({ ...graduate, intent: { ...intent, cities: [] } })
      return { facts, vector: await queryVector(pool.embedder, facts) }
    })
  )
  console.log('\nexposure of employers by their number of postings: share of postings, of first-ten places')
  let impressions = new Map<string, number>()
  for (const days of [0, impressionDays]) {
    const counts = new Map<string, number>()
    let shown: string[] = []
    for (let day = 0; day <= days; day++) {
      shown = []
      for (const person of people) {
        const ranked = await recommend.rank({ ...person, filters: {}, limit: 10, nowMs, impressions })
        shown.push(...ranked.slice(0, 10).map(({ id }) => id))
      }
      if (day === days) break
      for (const id of shown) counts.set(id, (counts.get(id) ?? 0) + cohort)
      impressions = new Map(counts)
    }
    const { sizes, gini, poolGini } = measureExposure(
      [...employerOf.values()],
      shown.map(id => employerOf.get(id) ?? null)
    )
    const cells = sizes.map(({ size, postings, places }) => `${size}: ${figure(postings)} ${figure(places)}`)
    const inequality = `Gini ${figure(gini)} (postings ${figure(poolGini)})`
    const top = `first hundredth of postings ${figure(topHundredthShare(pool.postings.length, shown))}`
    const name = (days === 0 ? 'as served' : 'with relief').padEnd(14)
    console.log(`${name}${cells.join('  ')}  ${inequality}, ${top}, ${new Set(shown).size} shown`)
  }
  const relieved = await evaluateRun(productRun(pool, nowMs, impressions), judged, pool)
  console.log(`relief adds ${compared(product, relieved)}`)
}

function groupByField(table: Table): Map<string, Table> {
  const groups = new Map<string, Table[number][]>()
  for (const line of table) {
    const field = fieldOfMajor(line.graduate.major ?? '')?.name ?? 'other'
    groups.set(field, [...(groups.get(field) ?? []), line])
  }
  return groups
}

function compared(first: Table, second: Table): string {
  const { difference, interval, better, worse } = comparePaired(column(first, 'ndcg10'), column(second, 'ndcg10'))
  return `${difference.toFixed(3)} nDCG@10 (${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}), ${better} graduates better, ${worse} worse`
}
