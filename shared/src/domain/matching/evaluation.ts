/** Grades 0–3 that a reader gave, by posting id. */
export type Judgements = ReadonlyMap<string, number>

/** One graduate's ranking under the measures, each 0..1. Where a measure has nothing to measure: null. */
export interface Measures {
  /** Gain 2^grade - 1 (Burges 2005), discount log2(rank + 1); what was not judged counts as 0. */
  readonly ndcg5: number | null
  readonly ndcg10: number | null
  /** The same over judged postings alone: what was not judged is taken out of the ranking. */
  readonly ndcg10Judged: number | null
  /** Share of grade ≥ 2 in the first ten. */
  readonly precision10: number
  /** Share of all postings of grade ≥ 2 that are among the first 50, 200. */
  readonly recall50: number | null
  readonly recall200: number | null
  /** Share of the first ten with grade 0, and without a judgement. Unjudged is not irrelevant. */
  readonly grade0: number
  readonly unjudged: number
}

export type MeasureName = keyof Measures

const good = 2

export function measure(ranking: readonly string[], judgements: Judgements): Measures {
  const grades = ranking.map(id => judgements.get(id))
  const top = grades.slice(0, 10)
  const share = (is: (grade: number | undefined) => boolean) => top.filter(is).length / 10
  const ideal = [...judgements.values()].sort((a, b) => b - a)
  const all = ideal.filter(grade => grade >= good).length
  const recall = (k: number) => (all === 0 ? null : grades.slice(0, k).filter(g => (g ?? 0) >= good).length / all)
  const unjudgedAsZero = grades.map(grade => grade ?? 0)
  return {
    ndcg5: ndcg(unjudgedAsZero, ideal, 5),
    ndcg10: ndcg(unjudgedAsZero, ideal, 10),
    ndcg10Judged: ndcg(
      grades.filter(grade => grade !== undefined),
      ideal,
      10
    ),
    precision10: share(grade => (grade ?? 0) >= good),
    recall50: recall(50),
    recall200: recall(200),
    grade0: share(grade => grade === 0),
    unjudged: share(grade => grade === undefined)
  }
}

function ndcg(grades: readonly number[], ideal: readonly number[], k: number): number | null {
  const best = dcg(ideal, k)
  return best === 0 ? null : dcg(grades, k) / best
}

function dcg(grades: readonly number[], k: number): number {
  return grades.slice(0, k).reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0)
}

/** Mean of what there is to measure; null where there is nothing. */
export function mean(values: readonly (number | null)[]): number | null {
  const present = values.filter(value => value !== null)
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length
}

export interface Interval {
  readonly low: number
  readonly high: number
}

const resamples = 2000

/** 95 % percentile interval of the mean by bootstrap over graduates (Efron 1979). Same seed, same interval. */
export function bootstrapMean(values: readonly number[], seed = 1): Interval {
  const random = mulberry32(seed)
  const means = Array.from({ length: resamples }, () => {
    let sum = 0
    for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)] as number
    return sum / values.length
  }).sort((a, b) => a - b)
  const at = (share: number) => means[Math.min(resamples - 1, Math.floor(share * resamples))] ?? Number.NaN
  return { low: at(0.025), high: at(0.975) }
}

export interface Comparison {
  /** Mean difference, the second less the first, over graduates that both measure. */
  readonly difference: number
  readonly interval: Interval
  /** Graduates for whom the second is better, and worse. */
  readonly better: number
  readonly worse: number
}

/** Two runs over the same graduates, in the same order. */
export function comparePaired(first: readonly (number | null)[], second: readonly (number | null)[]): Comparison {
  const differences = first.flatMap((a, i) => {
    const b = second[i] ?? null
    return a === null || b === null ? [] : [b - a]
  })
  return {
    difference: mean(differences) ?? 0,
    interval: bootstrapMean(differences),
    better: differences.filter(d => d > 1e-9).length,
    worse: differences.filter(d => d < -1e-9).length
  }
}

/** A small seeded generator (Tommy Ettinger's mulberry32): evaluation must repeat. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 15), z | 1)
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61)
    return ((z ^ (z >>> 14)) >>> 0) / 4_294_967_296
  }
}
