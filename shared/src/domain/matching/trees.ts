import type { RankerTree } from '../../contracts/ranker.ts'
import { leavesMax } from '../../contracts/tree-limits.ts'

/** Leaves of a tree are bits of one word, the first the highest. */
const wordBits = leavesMax
/** Rows that are summed up beside each other: each sum waits for the one before it, sums of other rows do not. */
const lanes = 4
/** Rows of masks that are taken in one go over the words. */
const rowsAtOnce = 4
/** Stretches between a feature's thresholds: in most of them there is one at most. */
const cellsMax = 64

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

/** Of each row of values, `width` each, the sum of the trees. */
export type SumOfTrees = (values: Float64Array, rows: number, sums: Float64Array) => void

/**
 * The sum of one leaf of each tree, added in the order of the trees. No walk from split to split, whose turns no processor
 * foresees: each value rules out leaves of all trees at once, and of what is left of a tree the first is the one
 * (QuickScorer, Lucchese et al. 2015).
 */
export function compileTrees(
  trees: readonly RankerTree[],
  indexOf: (feature: string) => number,
  width: number
): SumOfTrees {
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

  const count = words.length
  const features = [...new Set(splits.map(({ feature }) => feature))]
  /** Rows of a mask for each word; the first rules out nothing. */
  const masks: number[] = new Array(count).fill(-1)
  const tables = features.map(feature => {
    const own = splits.filter(split => split.feature === feature)
    return createTable(feature, own, count, masks)
  })
  const maskRows = Int32Array.from(masks)
  /** Where the mask rows of a row of values start, filled up with the one that rules out nothing. */
  const starts = new Uint32Array(tables.length + rowsAtOnce)
  /** Leaves that are left, lane by lane. */
  const left = new Int32Array(lanes * count)
  const bitsOf = Int32Array.from(words.flatMap(word => word.trees))
  /** Where the trees of each word end. */
  const ends = new Uint32Array(count)
  const leaf = new Float64Array(count * wordBits)
  for (const [n, word] of words.entries()) {
    leaf.set(word.leaves, n * wordBits)
    ends[n] = (ends[n - 1] ?? 0) + word.trees.length
  }

  /** @param at place of the row's first value */
  function ruleOut(values: Float64Array, at: number, lane: number): void {
    let active = 0
    for (let n = 0; n < tables.length; n++) {
      const table = tables[n] as Table
      const step = stepOf(table, values[at + table.feature] as number)
      if (step > 0) starts[active++] = table.start + step * count
    }
    for (let n = active; n < active + rowsAtOnce; n++) starts[n] = 0
    const from = lane * count
    for (let w = 0; w < count; w++) left[from + w] = -1
    for (let n = 0; n < active; n += rowsAtOnce) {
      const start0 = starts[n] as number
      const start1 = starts[n + 1] as number
      const start2 = starts[n + 2] as number
      const start3 = starts[n + 3] as number
      for (let w = 0; w < count; w++)
        left[from + w] =
          (left[from + w] as number) &
          (maskRows[start0 + w] as number) &
          (maskRows[start1 + w] as number) &
          (maskRows[start2 + w] as number) &
          (maskRows[start3 + w] as number)
    }
  }

  /** Of up to `lanes` rows; lanes without a row sum up what nobody asks for. */
  function sumLanes(values: Float64Array, row: number, rows: number, sums: Float64Array): void {
    for (let lane = 0; lane < lanes && row + lane < rows; lane++) ruleOut(values, (row + lane) * width, lane)
    let sum0 = 0
    let sum1 = 0
    let sum2 = 0
    let sum3 = 0
    for (let w = 0, t = 0; w < count; w++) {
      const first = w * wordBits
      const left0 = left[w] as number
      const left1 = left[count + w] as number
      const left2 = left[2 * count + w] as number
      const left3 = left[3 * count + w] as number
      for (const end = ends[w] as number; t < end; t++) {
        const bits = bitsOf[t] as number
        sum0 += leaf[first + Math.clz32(left0 & bits)] as number
        sum1 += leaf[first + Math.clz32(left1 & bits)] as number
        sum2 += leaf[first + Math.clz32(left2 & bits)] as number
        sum3 += leaf[first + Math.clz32(left3 & bits)] as number
      }
    }
    sums[row] = sum0
    if (row + 1 < rows) sums[row + 1] = sum1
    if (row + 2 < rows) sums[row + 2] = sum2
    if (row + 3 < rows) sums[row + 3] = sum3
  }

  return (values, rows, sums) => {
    for (let row = 0; row < rows; row += lanes) sumLanes(values, row, rows, sums)
  }
}

/** What the values of one feature rule out: of each step from threshold to threshold a row of masks. */
interface Table {
  readonly feature: number
  readonly thresholds: Float64Array
  /** Of equal stretches from the first threshold to the last how many thresholds lie before each. */
  readonly cells: Uint16Array
  readonly cellsPerUnit: number
  /** Where the row of the step before the first would start. */
  readonly start: number
}

/** Adds its rows to `masks`. */
function createTable(feature: number, splits: readonly Split[], words: number, masks: number[]): Table {
  const thresholds = Float64Array.from(new Set(splits.map(({ threshold }) => threshold))).sort()
  const start = masks.length - words
  const low = thresholds[0] as number
  const cellsPerUnit = cellsMax / ((thresholds.at(-1) as number) - low)
  const cells = new Uint16Array(cellsMax + 1)
  for (const threshold of thresholds)
    for (let cell = Math.trunc((threshold - low) * cellsPerUnit) + 1; cell <= cellsMax; cell++)
      cells[cell] = (cells[cell] as number) + 1
  for (const threshold of thresholds) {
    const row: number[] = new Array(words).fill(-1)
    for (const split of splits)
      if (split.threshold <= threshold) row[split.word] = (row[split.word] as number) & split.mask
    masks.push(...row)
  }
  return { feature, thresholds, cells, cellsPerUnit, start }
}

/** How many thresholds the value is above. */
function stepOf({ thresholds, cells, cellsPerUnit }: Table, value: number): number {
  const low = thresholds[0] as number
  if (!(value > low)) return 0
  const count = thresholds.length
  if (value > (thresholds[count - 1] as number)) return count
  let step = cells[((value - low) * cellsPerUnit) | 0] as number
  while (value > (thresholds[step] as number)) step++
  return step
}
