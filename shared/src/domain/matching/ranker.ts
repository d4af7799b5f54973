import type { RankerFile, RankerTree } from '../../contracts/ranker.ts'
import type { RankedCandidate } from './candidate.ts'
import { features, type Weights } from './features/all.ts'
import { type Feature, type FeatureName, featureNames } from './features/feature.ts'
import type { Lens } from './lens.ts'
import { type PostingTraits, readTraits } from './traits.ts'
import { compileTrees } from './trees.ts'
import { weights } from './weights.ts'

/** Values of the features, in the order of `featureNames`. */
export type FeatureValues = Float64Array

/** The score: a weighted sum of the features, and trees added to it. */
export interface Ranker {
  /** Every answer carries it. */
  readonly version: string
  readonly weights: Weights
  readonly trees: readonly RankerTree[]
  score(values: FeatureValues): number
  /** The scores of many rows of values, one behind the other. */
  scoreRows(values: FeatureValues, rows: number, scores: Float64Array): void
  /** What the score loses where a feature's value is 0, of the features at the places `of`; 0 of others. */
  shares(values: FeatureValues, of: readonly number[]): Float64Array
}

const featureIndex = new Map<string, number>(featureNames.map((name, n) => [name, n]))

/** Values of a row. */
export const rowLength = featureNames.length

/** @param file checked before by `rankerFault` */
export function createRanker(file: RankerFile): Ranker {
  const byFeature = Float64Array.from(featureNames, name => file.weights[name] ?? 0)
  const sumOfTrees = compileTrees(file.trees, name => featureIndex.get(name) ?? 0, rowLength)
  const one = new Float64Array(1)
  const withouts = new Float64Array(rowLength * rowLength)
  const rests = new Float64Array(rowLength)

  function scoreRows(values: FeatureValues, rows: number, scores: Float64Array): void {
    sumOfTrees(values, rows, scores)
    for (let row = 0, at = 0; row < rows; row++) {
      let sum = 0
      for (let n = 0; n < rowLength; n++, at++) sum += (byFeature[n] as number) * (values[at] as number)
      scores[row] = sum + (scores[row] as number)
    }
  }

  function score(values: FeatureValues): number {
    scoreRows(values, 1, one)
    return one[0] as number
  }

  return {
    version: file.version,
    weights: file.weights as Weights,
    trees: file.trees,
    score,
    scoreRows,
    shares(values, of) {
      let rows = 0
      for (const n of of) {
        if (values[n] === 0) continue
        withouts.set(values, rows * rowLength)
        withouts[rows * rowLength + n] = 0
        rows++
      }
      const whole = score(values)
      scoreRows(withouts, rows, rests)
      const shares = new Float64Array(rowLength)
      let row = 0
      for (const n of of) if (values[n] !== 0) shares[n] = whole - (rests[row++] as number)
      return shares
    }
  }
}

/** The built-in score, without trees: what ranks where no ranker's file is there. */
export const linearRanker: Ranker = createRanker({ version: 'linear-6', weights, trees: [] })

export const traitsOf = ({ traits, posting, facts }: RankedCandidate): PostingTraits =>
  traits ?? readTraits(posting, facts)

const readers = features.map(({ value }) => value)

/** What the score sees of a posting for this person. */
export const readFeatures = (lens: Lens, candidate: RankedCandidate): FeatureValues =>
  readRow(lens, traitsOf(candidate), candidate, new Float64Array(rowLength), 0)

/** The same of traits that are known, into the row of values that starts at the place `at`. */
export function readRow(
  lens: Lens,
  traits: PostingTraits,
  candidate: RankedCandidate,
  into: FeatureValues,
  at: number
): FeatureValues {
  for (let n = 0; n < rowLength; n++) into[at + n] = (readers[n] as Feature['value'])(lens, traits, candidate)
  return into
}

/** Without the feature: its value is 0 wherever the ranker looks at it. For evaluation. */
export function withoutFeature(ranker: Ranker, name: FeatureName): Ranker {
  const index = featureNames.indexOf(name)
  return {
    ...ranker,
    score: values => ranker.score(values.with(index, 0)),
    scoreRows(values, rows, scores) {
      const without = values.slice(0, rows * rowLength)
      for (let at = index; at < without.length; at += rowLength) without[at] = 0
      ranker.scoreRows(without, rows, scores)
    }
  }
}

/**
 * What is wrong with a ranker's file whose form is right; null where nothing is. A feature must move the score as its
 * meaning says, in the weights and in every tree: more of a good thing never hurts, falling short never helps.
 */
export function rankerFault(file: RankerFile): string | null {
  const missing = featureNames.filter(name => file.weights[name] === undefined)
  if (missing.length > 0) return `weights: no ${missing.join(', ')}`
  for (const [name, weight] of Object.entries(file.weights)) {
    if (!featureIndex.has(name)) return `weights: ${name} is no feature`
    if (weight * weights[name as FeatureName] < 0) return `weights: ${name} has the wrong sign`
  }
  for (const [n, tree] of file.trees.entries()) {
    const fault = treeFault(tree)
    if (fault !== null) return `trees[${n}]: ${fault}`
  }
  return null
}

function treeFault({ features: names, thresholds, left, right, leaves }: RankerTree): string | null {
  const count = names.length
  if ([thresholds, left, right].some(list => list.length !== count) || leaves.length !== count + 1)
    return 'its lists do not fit together'
  const ranges = new Map<number, readonly [least: number, most: number]>(
    leaves.map((leaf, n) => [-1 - n, [leaf, leaf]])
  )
  for (let at = count - 1; at >= 0; at--) {
    const index = featureIndex.get(names[at] as string)
    if (index === undefined) return `${names[at]} is no feature`
    // a split points to later splits only, so that every walk ends
    const below = [left[at] as number, right[at] as number].map(child => (child <= at && child >= 0 ? null : child))
    const [low, high] = below.map(child => (child === null ? undefined : ranges.get(child)))
    if (low === undefined || high === undefined) return `split ${at} points nowhere`
    const helps = weights[names[at] as FeatureName] > 0
    if (helps ? low[1] > high[0] : low[0] < high[1]) return `split ${at} turns ${names[at]} round`
    ranges.set(at, [Math.min(low[0], high[0]), Math.max(low[1], high[1])])
  }
  return null
}
