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
  /** What the score loses where a feature's value is 0, of each feature. */
  shares(values: FeatureValues): Float64Array
}

const featureIndex = new Map<string, number>(featureNames.map((name, n) => [name, n]))

/** @param file checked before by `rankerFault` */
export function createRanker(file: RankerFile): Ranker {
  const byFeature = Float64Array.from(featureNames, name => file.weights[name] ?? 0)
  const sumOfTrees = compileTrees(file.trees, name => featureIndex.get(name) ?? 0)
  const inTrees = new Set(file.trees.flatMap(tree => tree.features))

  function weighedSum(values: FeatureValues): number {
    let sum = 0
    for (let n = 0; n < byFeature.length; n++) sum += (byFeature[n] as number) * (values[n] as number)
    return sum
  }

  return {
    version: file.version,
    weights: file.weights as Weights,
    trees: file.trees,
    score: values => weighedSum(values) + sumOfTrees(values),
    shares(values) {
      const trees = sumOfTrees(values)
      const score = weighedSum(values) + trees
      const without = values.slice()
      return values.map((value, n) => {
        if (value === 0) return 0
        without[n] = 0
        // trees that do not ask for the feature sum up to the same
        const rest = weighedSum(without) + (inTrees.has(featureNames[n] as string) ? sumOfTrees(without) : trees)
        without[n] = value
        return score - rest
      })
    }
  }
}

/** The built-in score, without trees: what ranks where no ranker's file is there. */
export const linearRanker: Ranker = createRanker({ version: 'linear-6', weights, trees: [] })

export const traitsOf = ({ traits, posting, facts }: RankedCandidate): PostingTraits =>
  traits ?? readTraits(posting, facts)

/** What the score sees of a posting for this person. `into`: values to write over. */
export function readFeatures(
  lens: Lens,
  candidate: RankedCandidate,
  into: FeatureValues = new Float64Array(features.length)
): FeatureValues {
  const traits = traitsOf(candidate)
  for (let n = 0; n < features.length; n++) into[n] = (features[n] as Feature).value(lens, traits, candidate)
  return into
}

/** Without the feature: its value is 0 wherever the ranker looks at it. For evaluation. */
export function withoutFeature(ranker: Ranker, name: FeatureName): Ranker {
  const index = featureNames.indexOf(name)
  return { ...ranker, score: values => ranker.score(values.with(index, 0)) }
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
