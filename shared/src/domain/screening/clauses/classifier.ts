import type { Category } from '../../../contracts/screening.ts'
import type { Folded } from '../folder.ts'
import { type Clause, clausesOf, createFeatures, hashFilterBytes, readFeatures, setHash } from './features.ts'
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

type Scored = Omit<ClauseModel, 'thresholds'>

/** Log-odds of every category for the features of a clause, repeats among them; the array is reused. */
export type ScoreFeatures = (features: Int32Array) => Float64Array

export function createFeatureScorer(model: Scored): ScoreFeatures {
  const rowOf = createRowFinder(model.keys)
  const score = createRowScorer(model)
  return features => {
    const rows = features.map(rowOf).filter(row => row !== -1)
    return score(rows, rows.length, features.length)
  }
}

/** Log-odds of every category for the first `count` of `rows`, repeats among them, of a clause of `total` features. */
function createRowScorer({ categories, keys, weights, scales, biases }: Scored) {
  const width = categories.length
  /** The clause in which a row was last added: a repeated n-gram counts once. */
  const addedIn = new Uint32Array(keys.length)
  let clauseNumber = 0
  const sums = new Int32Array(width)
  const odds = new Float64Array(width)
  return (rows: Int32Array, count: number, total: number): Float64Array => {
    sums.fill(0)
    clauseNumber = (clauseNumber + 1) >>> 0
    for (let i = 0; i < count; i++) {
      const row = rows[i] as number
      if (addedIn[row] === clauseNumber) continue
      addedIn[row] = clauseNumber
      for (let column = 0, from = row * width; column < width; column++, from++)
        sums[column] = (sums[column] as number) + (weights[from] as number)
    }
    const root = Math.sqrt(total || 1)
    for (let column = 0; column < width; column++)
      odds[column] = (biases[column] as number) + ((scales[column] as number) * (sums[column] as number)) / root
    return odds
  }
}

/** Rounding can make neither bound nor odds differ by more. */
const slack = 1e-6

/**
 * By row, the most that its n-gram brings any category towards its threshold. A clause whose rows come to less than the
 * root of its features reaches none: three in four clauses are done with this. Null: some category needs nothing.
 */
function boundsOf({ categories, keys, weights, scales, biases, thresholds }: ClauseModel): Float32Array | null {
  const needed = categories.map(
    (_, column) => ((thresholds[column] as number) - (biases[column] as number)) / (scales[column] as number)
  )
  if (needed.some(sum => !(sum > 0))) return null
  return Float32Array.from(keys, (_, row) =>
    Math.max(0, ...needed.map((sum, column) => (weights[row * needed.length + column] as number) / sum))
  )
}

/** Time is linear in the text. */
export function createClauseClassifier(model: ClauseModel): (folded: Folded) => SuspectClause[] {
  const { categories, thresholds, keys } = model
  const score = createRowScorer(model)
  const rowOf = createRowFinder(keys)
  const bounds = boundsOf(model)
  /** Most n-grams weigh nothing: one bit, in the nearest cache, tells for nine in ten. */
  const weighing = new Uint8Array(hashFilterBytes)
  for (const key of keys) setHash(weighing, key)
  const features = createFeatures()
  const rows = new Int32Array(features.hashes.length)

  /** Log-odds of a clause, null where none can reach its threshold. */
  const oddsOf = (folded: Folded, clause: Clause) => {
    readFeatures(folded, clause, weighing, features)
    let count = 0
    let bound = slack
    for (let i = 0; i < features.kept; i++) {
      const row = rowOf(features.hashes[i] as number)
      if (row === -1) continue
      rows[count++] = row
      if (bounds !== null) bound += bounds[row] as number
    }
    const mayReach = bounds === null || bound * (1 + slack) >= Math.sqrt(features.total || 1)
    return mayReach ? score(rows, count, features.total) : null
  }
  return folded => {
    const suspects: SuspectClause[] = []
    for (const clause of clausesOf(folded)) {
      const odds = oddsOf(folded, clause)
      if (odds === null) continue
      for (let column = 0; column < categories.length; column++) {
        const margin = (odds[column] as number) - (thresholds[column] as number)
        if (margin >= 0) suspects.push({ ...clause, category: categories[column] as Category, margin })
      }
    }
    return suspects
  }
}
