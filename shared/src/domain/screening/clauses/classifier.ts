import type { Category } from '../../../contracts/screening.ts'
import type { Folded } from '../folder.ts'
import { type Clause, clausesOf, featuresOf } from './features.ts'
import { createRowFinder } from './rows.ts'

/**
 * A linear model over the n-grams of a clause, one row of weights per n-gram and one column per category:
 * log-odds = bias + scale × (sum of the weights of the clause's distinct n-grams) / √(number of all its n-grams).
 */
export interface ClauseModel {
  readonly categories: readonly Category[]
  /** Hashes of the n-grams that weigh anything, rising. */
  readonly keys: Int32Array
  /** Row after row, one int8 per category. */
  readonly weights: Int8Array
  readonly scales: readonly number[]
  readonly biases: readonly number[]
  /** Log-odds from which a clause is reported. */
  readonly thresholds: readonly number[]
}

/** A clause that reads like a breach of `category` though no rule found it. */
export interface SuspectClause extends Clause {
  readonly category: Category
  /** Log-odds above the threshold. */
  readonly margin: number
}

/** Log-odds of every category for the features of a clause, repeats among them; the array is reused. */
export type ScoreFeatures = (features: Int32Array) => Float64Array

export function createFeatureScorer({
  categories,
  keys,
  weights,
  scales,
  biases
}: Omit<ClauseModel, 'thresholds'>): ScoreFeatures {
  const width = categories.length
  const rowOf = createRowFinder(keys)
  /** The clause in which a row was last added: a repeated n-gram counts once. */
  const addedIn = new Uint32Array(keys.length)
  let clauseNumber = 0
  const sums = new Int32Array(width)
  const odds = new Float64Array(width)
  return features => {
    sums.fill(0)
    clauseNumber = (clauseNumber + 1) >>> 0
    for (let i = 0; i < features.length; i++) {
      const row = rowOf(features[i] as number)
      if (row === -1 || addedIn[row] === clauseNumber) continue
      addedIn[row] = clauseNumber
      for (let column = 0, from = row * width; column < width; column++, from++)
        sums[column] = (sums[column] as number) + (weights[from] as number)
    }
    const root = Math.sqrt(features.length || 1)
    for (let column = 0; column < width; column++)
      odds[column] = (biases[column] as number) + ((scales[column] as number) * (sums[column] as number)) / root
    return odds
  }
}

/** Rounding can make neither bound nor odds differ by more. */
const slack = 1e-6

/**
 * Whether a clause could reach any threshold: each n-gram counts with the most that it brings any category towards its
 * threshold, and none counts against. Three in four clauses are done with this.
 */
function createBound({ categories, keys, weights, scales, biases, thresholds }: ClauseModel) {
  const needed = categories.map(
    (_, column) => ((thresholds[column] as number) - (biases[column] as number)) / (scales[column] as number)
  )
  if (needed.some(sum => !(sum > 0))) return () => true
  const rowOf = createRowFinder(keys)
  const bounds = Float32Array.from(keys, (_, row) =>
    Math.max(0, ...needed.map((sum, column) => (weights[row * needed.length + column] as number) / sum))
  )
  return (features: Int32Array): boolean => {
    let bound = slack
    for (let i = 0; i < features.length; i++) {
      const row = rowOf(features[i] as number)
      if (row !== -1) bound += bounds[row] as number
    }
    return bound * (1 + slack) >= Math.sqrt(features.length || 1)
  }
}

/** Time is linear in the text. */
export function createClauseClassifier(model: ClauseModel): (folded: Folded) => SuspectClause[] {
  const score = createFeatureScorer(model)
  const couldReach = createBound(model)
  const { categories, thresholds } = model
  return folded => {
    const suspects: SuspectClause[] = []
    for (const clause of clausesOf(folded)) {
      const features = featuresOf(folded, clause)
      if (!couldReach(features)) continue
      const odds = score(features)
      for (let column = 0; column < categories.length; column++) {
        const margin = (odds[column] as number) - (thresholds[column] as number)
        if (margin >= 0) suspects.push({ ...clause, category: categories[column] as Category, margin })
      }
    }
    return suspects
  }
}
