import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Graduate } from '@zhipei/shared/contracts/graduate'
import { type Judgements, mean, measure } from '@zhipei/shared/domain/matching/evaluation'
import { features, type Weights } from '@zhipei/shared/domain/matching/features/all'
import { fitWeights, weigh } from '@zhipei/shared/domain/matching/fitting'
import { lensOf } from '@zhipei/shared/domain/matching/lens'
import { readProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import { rank } from '@zhipei/shared/domain/matching/rank'
import { readFeatures } from '@zhipei/shared/domain/matching/ranker'
import { weights } from '@zhipei/shared/domain/matching/weights'
import { rankedTraits } from '@zhipei/shared/domain/profile/traits'
import { dataFile } from '@zhipei/shared/test/support/data'
import { openMatchPool, readGraduates } from '../src/match-pool.ts'
import { strictCandidates } from '../src/match-runs.ts'
import { readClickedLists } from './fit-weights-interactions.ts'

/**
 * Fits the weights of the linear score to the given and the own judgements and prints what cross-validation over graduates
 * makes of it, pulled towards the shipped weights, signs kept. `--interactions FILE --graduates FILE --postings FILE` adds
 * what people did with answers, each click weighed by how seldom its place is looked at; `--examination 1,0.6,…` gives that
 * instead of estimating it (docs/MATCHING.md).
 * `--dump FILE` writes the feature values for models/ranker/train.py.
 */
const pulls = [0.3, 0.1, 0.03]

interface Row {
  readonly id: string
  readonly grade: number | null
  /** What clicks made of it; absent: what the reader said counts. */
  readonly earned?: number
  readonly x: readonly number[]
}
interface Case {
  readonly graduateId: string
  readonly judgements: Judgements
  readonly rows: readonly Row[]
  /** Rows that teach: all where the pool was deep, else the judged ones. */
  readonly taught: readonly Row[]
}

const own = resolve(import.meta.dirname, '../../../../models/evaluation/judgements')
const collection = dataFile('match/collection.jsonl.gz')
const sets = [
  { graduates: dataFile('match/graduates-dev.jsonl'), qrels: dataFile('match/qrels-dev.tsv'), deep: true },
  { graduates: join(own, 'graduates.jsonl'), qrels: join(own, 'qrels.tsv'), deep: false }
]

function readJudgements(file: string): Map<string, Map<string, number>> {
  const all = new Map<string, Map<string, number>>()
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    if (line.startsWith('#')) continue
    const [graduateId = '', postingId = '', grade] = line.split('\t')
    all.set(graduateId, (all.get(graduateId) ?? new Map<string, number>()).set(postingId, Number(grade)))
  }
  return all
}

async function readCases(): Promise<Case[]> {
  const pool = await openMatchPool(collection, { screening: false })
  const cases: Case[] = []
  for (const { graduates, qrels, deep } of sets) {
    const judged = readJudgements(qrels)
    for (const graduate of await readGraduates(graduates)) {
      const judgements = judged.get(graduate.graduateId)
      if (judgements !== undefined) cases.push(await caseOf(graduate, judgements, deep))
    }
  }
  await pool.close()
  return cases

  async function caseOf(graduate: Graduate, judgements: Judgements, deep: boolean): Promise<Case> {
    const facts = readProfileFacts(rankedTraits(graduate))
    const candidates = await strictCandidates(pool, facts, 0)
    const rows = rank(facts, candidates, { nowMs: 0 }).map(({ candidate }) => ({
      id: candidate.posting.postingId,
      grade: judgements.get(candidate.posting.postingId) ?? null,
      x: [...readFeatures(lensOf(facts), candidate)]
    }))
    const taught = deep ? rows : rows.filter(({ grade }) => grade !== null)
    return { graduateId: graduate.graduateId, judgements, rows, taught }
  }
}

const gain = (grade: number | null) => 2 ** (grade ?? 0) - 1
const shipped = features.map(({ name }) => weights[name])

const fit = (cases: readonly Case[], pull: number): number[] =>
  fitWeights(
    cases.map(({ taught }) => ({
      values: taught.map(({ x }) => x),
      gains: taught.map(({ grade, earned }) => earned ?? gain(grade))
    })),
    { start: shipped, pull }
  )

function evaluate(cases: readonly Case[], weightsOf: (n: number) => readonly number[]): string {
  const measures = cases.map(({ rows, judgements }, n) => {
    const w = weightsOf(n)
    const order = rows.map(({ id, x }) => ({ id, score: weigh(w, x) })).sort((a, b) => b.score - a.score)
    return measure(
      order.map(({ id }) => id),
      judgements
    )
  })
  const figure = (name: 'ndcg10' | 'ndcg10Judged' | 'unjudged') => mean(measures.map(m => m[name]))?.toFixed(3)
  return `nDCG@10 ${figure('ndcg10')}, judged alone ${figure('ndcg10Judged')}, unjudged ${figure('unjudged')}`
}

const cases = await readCases()
const clicked: Case[] = (await readClickedLists(process.argv.slice(2))).map(({ graduateId, rows }) => {
  const judgements = new Map<string, number>()
  return { graduateId, judgements, rows, taught: rows }
})
const dump = process.argv.indexOf('--dump')
if (dump > 0) {
  const file = resolve(process.argv[dump + 1] ?? join(dirname(own), 'features.json'))
  const names: (keyof Weights)[] = features.map(({ name }) => name)
  const written = cases.map(({ graduateId, judgements, rows, taught }) => {
    const ideal = [...judgements.values()].sort((a, b) => b - a)
    return { graduateId, ideal, rows, deep: taught.length === rows.length }
  })
  writeFileSync(file, JSON.stringify({ names, weights, cases: written }))
}
const given = cases.filter(({ taught, rows }) => taught.length === rows.length)
console.log(`shipped weights, given set: ${evaluate(given, () => shipped)}`)
for (const pull of pulls) {
  const held = evaluate(given, n => fit([...cases.filter(one => one !== given[n]), ...clicked], pull))
  console.log(`pull ${pull}: cross-validated over the given graduates: ${held}`)
}
const fitted = fit([...cases, ...clicked], pulls[0] as number)
console.log(features.map(({ name }, k) => `${name} ${(fitted[k] as number).toFixed(2)}`).join(', '))
