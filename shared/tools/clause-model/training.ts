import type { Category } from '../../src/contracts/screening.ts'
import { type ClauseModel, createFeatureScorer } from '../../src/domain/screening/clauses/classifier.ts'

/** A clause as training sees it; sets of categories are bits in the order of the model's columns. */
export interface Example {
  readonly id: string
  /** Hashed n-grams, repeats among them. */
  readonly features: Int32Array
  readonly labels: number
  /** Neither positive nor negative for these. */
  readonly masked: number
  /** What the rules find in it. */
  readonly ruled: number
  /** As submitted, for reading by eye. */
  readonly text: () => string
}

export interface TrainedModel extends ClauseModel {
  /** The odds that so many real clauses reach as may be reported: thresholds are at least these. */
  readonly alarmOdds: readonly number[]
}

const epochs = 30
/** What is known this well teaches nothing. */
const gradientMin = 5e-3
const rate = 0.5
const decay = 2e-6
/** A real clause weighs this much against an own one: there are ten times as many. */
const poolWeight = 0.5
/** N-grams that occur less often teach nothing that holds elsewhere. */
const occurrencesMin = 2
const rowsMax = 16_000
/** Of a hundred thousand real clauses in which no rule finds the category, so many may be reported. */
const alarmsPer100k = 1
/** Odds of seven to one at least: an operator reads every report. */
const oddsMin = 2
/** Our own lawful clauses are written to tempt; what they teach is worth twelve of the pool's. */
const temptingWeight = 6

/** Logistic regression per category by AdaGrad, the examples in a fixed shuffled order; then pruned and put into int8. */
export function trainClauses(
  own: readonly Example[],
  negatives: readonly Example[],
  strangers: readonly Example[],
  categories: readonly Category[]
): TrainedModel {
  const width = categories.length
  const counts = new Map<number, number>()
  for (const { features } of [...own, ...own, ...negatives])
    for (const key of new Set(features)) counts.set(key, (counts.get(key) ?? 0) + 1)
  const rowOf = new Map<number, number>()
  for (const [key, count] of counts) if (count >= occurrencesMin * 2) rowOf.set(key, rowOf.size)
  const weights = new Float32Array(rowOf.size * width)
  const squares = new Float32Array(weights.length).fill(1e-4)
  const biases = new Float64Array(width).fill(-3)
  const biasSquares = new Float64Array(width).fill(1e-4)
  const items = [
    ...own.map(example => ({ example, weight: example.labels === 0 ? temptingWeight : 1 })),
    ...negatives.map(example => ({ example, weight: poolWeight }))
  ].map(({ example, weight }) => ({
    ...example,
    weight,
    root: Math.sqrt(example.features.length || 1),
    rows: Uint32Array.from([...new Set(example.features)].flatMap(key => rowOf.get(key) ?? []))
  }))
  const odds = new Float64Array(width)
  let state = 20_261_124
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = items.length - 1; i > 0; i--) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      const j = state % (i + 1)
      const swap = items[i] as (typeof items)[number]
      items[i] = items[j] as (typeof items)[number]
      items[j] = swap
    }
    for (const { rows, root, labels, masked, weight } of items) {
      odds.fill(0)
      for (const row of rows)
        for (let column = 0, at = row * width; column < width; column++, at++)
          odds[column] = (odds[column] as number) + (weights[at] as number)
      for (let column = 0; column < width; column++) {
        if ((masked >>> column) & 1) continue
        const probability = 1 / (1 + Math.exp(-(biases[column] as number) - (odds[column] as number) / root))
        const gradient = weight * (probability - ((labels >>> column) & 1))
        if (Math.abs(gradient) < gradientMin) continue
        biasSquares[column] = (biasSquares[column] as number) + gradient * gradient
        biases[column] = (biases[column] as number) - (rate * gradient) / Math.sqrt(biasSquares[column] as number)
        for (const row of rows) {
          const at = row * width + column
          const g = gradient / root + decay * (weights[at] as number)
          squares[at] = (squares[at] as number) + g * g
          weights[at] = (weights[at] as number) - (rate * g) / Math.sqrt(squares[at] as number)
        }
      }
    }
  }
  return quantised({ rowOf, weights, biases, categories, strangers })
}

interface Trained {
  readonly rowOf: ReadonlyMap<number, number>
  readonly weights: Float32Array
  readonly biases: Float64Array
  readonly categories: readonly Category[]
  readonly strangers: readonly Example[]
}

function quantised({ rowOf, weights, biases, categories, strangers }: Trained): TrainedModel {
  const width = categories.length
  const kept = [...rowOf]
    .map(([key, row]) => ({ key, row, most: Math.max(...weights.subarray(row * width, (row + 1) * width)) }))
    .sort((a, b) => b.most - a.most)
    .slice(0, rowsMax)
    .sort((a, b) => a.key - b.key)
  const scales = categories.map(
    (_, column) =>
      kept.reduce((most, { row }) => Math.max(most, Math.abs(weights[row * width + column] as number)), 1e-6) / 127
  )
  const bytes = new Int8Array(kept.length * width)
  for (const [at, { row }] of kept.entries())
    for (let column = 0; column < width; column++)
      bytes[at * width + column] = Math.round((weights[row * width + column] as number) / (scales[column] as number))
  const round = (value: number) => Number(value.toPrecision(6))
  const untold = {
    categories: [...categories],
    keys: Int32Array.from(kept, ({ key }) => key),
    weights: bytes,
    scales: scales.map(round),
    biases: [...biases].map(round)
  }
  const score = createFeatureScorer(untold)
  const odds = strangers.map(({ features }) => Float64Array.from(score(features)))
  const alarmOdds = categories.map((_, column) => {
    const others = odds.filter((__, i) => (((strangers[i] as Example).ruled >>> column) & 1) === 0)
    const sorted = others.map(row => row[column] as number).sort((a, b) => b - a)
    return round((sorted[Math.ceil((sorted.length * alarmsPer100k) / 100_000)] ?? 0) + 1e-5)
  })
  return { ...untold, alarmOdds, thresholds: alarmOdds.map(odds => Math.max(oddsMin, odds)) }
}
