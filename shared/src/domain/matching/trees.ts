import type { RankerTree } from '../../contracts/ranker.ts'
import { leavesMax } from '../../contracts/tree-limits.ts'

/** Leaves of a tree are bits of one word, the first the highest. */
const wordBits = leavesMax

interface Word {
  /** Of each tree the bits of its leaves. */
  readonly trees: number[]
  readonly leaves: number[]
}

interface Split {
  readonly feature: number
  readonly threshold: number
  readonly word: number
  /** Without the leaves that a value above the threshold rules out. */
  readonly mask: number
}

/**
 * The sum of one leaf of each tree, added in the order of the trees. No walk from split to split, whose turns no processor
 * foresees: each value rules out leaves of all trees at once, and of what is left of a tree the first is the one
 * (QuickScorer, Lucchese et al. 2015).
 */
export function compileTrees(
  trees: readonly RankerTree[],
  indexOf: (feature: string) => number
): (values: Float64Array) => number {
  const words: Word[] = []
  const splits: Split[] = []
  for (const tree of trees) layOut(tree)

  function layOut({ features, thresholds, left, right, leaves }: RankerTree): void {
    if ((words.at(-1)?.leaves.length ?? wordBits) + leaves.length > wordBits) words.push({ trees: [], leaves: [] })
    const number = words.length - 1
    const word = words[number] as Word
    /** The bits of the leaves below. */
    const visit = (node: number): number => {
      if (node < 0) return 1 << (wordBits - word.leaves.push(leaves[-1 - node] as number))
      const below = visit(left[node] as number)
      const feature = indexOf(features[node] as string)
      splits.push({ feature, threshold: thresholds[node] as number, word: number, mask: ~below })
      return below | visit(right[node] as number)
    }
    word.trees.push(visit(features.length === 0 ? -1 : 0))
  }

  const tables = [...new Set(splits.map(({ feature }) => feature))].map(feature =>
    createTable(
      feature,
      splits.filter(split => split.feature === feature),
      words.length
    )
  )
  const left = new Int32Array(words.length)
  const bitsOf = Int32Array.from(words.flatMap(word => word.trees))
  const wordOf = Uint16Array.from(words.flatMap((word, n) => word.trees.map(() => n)))
  const leaf = new Float64Array(words.length * wordBits)
  for (const [n, { leaves }] of words.entries()) leaf.set(leaves, n * wordBits)
  return values => {
    left.fill(-1)
    for (let n = 0; n < tables.length; n++) ruleOut(tables[n] as Table, values, left)
    let sum = 0
    for (let t = 0; t < bitsOf.length; t++) {
      const w = wordOf[t] as number
      sum += leaf[w * wordBits + Math.clz32((left[w] as number) & (bitsOf[t] as number))] as number
    }
    return sum
  }
}

/** What the values of one feature rule out: of each step between two thresholds a mask for every word. */
interface Table {
  readonly feature: number
  readonly thresholds: Float64Array
  readonly masks: Int32Array
}

function createTable(feature: number, splits: readonly Split[], words: number): Table {
  const thresholds = Float64Array.from(new Set(splits.map(({ threshold }) => threshold))).sort()
  const masks = new Int32Array(thresholds.length * words).fill(-1)
  for (const [step, threshold] of thresholds.entries())
    for (const split of splits) {
      const at = step * words + split.word
      if (split.threshold <= threshold) masks[at] = (masks[at] as number) & split.mask
    }
  return { feature, thresholds, masks }
}

function ruleOut({ feature, thresholds, masks }: Table, values: Float64Array, left: Int32Array): void {
  const value = values[feature] as number
  let step = 0
  for (let end = thresholds.length; step < end; ) {
    const middle = (step + end) >>> 1
    if (value > (thresholds[middle] as number)) step = middle + 1
    else end = middle
  }
  if (step === 0) return
  for (let w = 0, at = (step - 1) * left.length; w < left.length; w++, at++)
    left[w] = (left[w] as number) & (masks[at] as number)
}
