import type { Category } from '../../../contracts/screening.ts'
import type { Folded } from '../folder.ts'
import { type Clause, clausesOf, featuresOf } from './features.ts'

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

const maybeBytes = 2 ** 15
const maybeMask = maybeBytes - 1

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
  const slots = 2 ** Math.ceil(Math.log2(4 * keys.length + 4))
  const mask = slots - 1
  const rowAt = new Int32Array(slots).fill(-1)
  const keyAt = new Int32Array(slots)
  /** Most n-grams weigh nothing: one bit, in the nearest cache, tells for nine in ten. */
  const maybe = new Uint8Array(maybeBytes)
  for (const [row, key] of keys.entries()) {
    maybe[(key >>> 3) & maybeMask] = (maybe[(key >>> 3) & maybeMask] as number) | (1 << (key & 7))
    let at = key & mask
    while (rowAt[at] !== -1) at = (at + 1) & mask
    rowAt[at] = row
    keyAt[at] = key
  }
  /** The clause in which a row was last added: a repeated n-gram counts once. */
  const addedIn = new Uint32Array(keys.length)
  let clauseNumber = 0
  const sums = new Int32Array(width)
  const odds = new Float64Array(width)
  return features => {
    sums.fill(0)
    clauseNumber = (clauseNumber + 1) >>> 0
    for (let i = 0; i < features.length; i++) {
      const key = features[i] as number
      if ((((maybe[(key >>> 3) & maybeMask] as number) >>> (key & 7)) & 1) === 0) continue
      let at = key & mask
      while (rowAt[at] !== -1 && keyAt[at] !== key) at = (at + 1) & mask
      const row = rowAt[at] as number
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

/** Time is linear in the text. */
export function createClauseClassifier(model: ClauseModel): (folded: Folded) => SuspectClause[] {
  const score = createFeatureScorer(model)
  const { categories, thresholds } = model
  return folded => {
    const suspects: SuspectClause[] = []
    for (const clause of clausesOf(folded)) {
      const odds = score(featuresOf(folded, clause))
      for (let column = 0; column < categories.length; column++) {
        const margin = (odds[column] as number) - (thresholds[column] as number)
        if (margin >= 0) suspects.push({ ...clause, category: categories[column] as Category, margin })
      }
    }
    return suspects
  }
}
