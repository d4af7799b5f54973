import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { openRankerFile, shippedRankerFile } from '../../../src/adapters/ranker-file.ts'
import type { RankerFile, RankerTree } from '../../../src/contracts/ranker.ts'
import { leavesMax } from '../../../src/contracts/tree-limits.ts'
import { features } from '../../../src/domain/matching/features/all.ts'
import { type FeatureName, featureNames } from '../../../src/domain/matching/features/feature.ts'
import { createRanker, linearRanker, rankerFault } from '../../../src/domain/matching/ranker.ts'
import { weights } from '../../../src/domain/matching/weights.ts'
import { createRandom } from '../../ports/posting-index.suite.ts'

const skillsTree: RankerTree = {
  features: ['skills', 'years'],
  thresholds: [0.3, 0.5],
  left: [-1, -3],
  right: [1, -2],
  leaves: [-0.2, 0.1, 0.4]
}
const file = (fields: Partial<RankerFile> = {}): RankerFile => ({
  version: 'test-1',
  weights,
  trees: [skillsTree],
  ...fields
})
const valuesOf = (values: Partial<Record<string, number>>) => Float64Array.from(featureNames, name => values[name] ?? 0)

t.test('the features stand in the order of their names, in weights and values', async t => {
  t.strictSame(
    features.map(({ name }) => name),
    [...featureNames]
  )
})

t.test('the score is the weighted sum and one leaf of each tree', async t => {
  t.equal(rankerFault(file()), null)
  const { score } = createRanker(file())
  const rows: readonly [Record<string, number>, number][] = [
    [{ skills: 0.3 }, -0.2],
    [{ skills: 0.31 }, 0.4],
    [{ skills: 0.31, years: 0.51 }, 0.1]
  ]
  for (const [values, leaf] of rows) {
    const linear = linearRanker.score(valuesOf(values))
    t.ok(Math.abs(score(valuesOf(values)) - linear - leaf) < 1e-9, JSON.stringify(values))
  }
})

/** A leaf by the definition of a tree. */
function leafOf({ features: names, thresholds, left, right, leaves }: RankerTree, values: Float64Array): number {
  let at = names.length === 0 ? -1 : 0
  while (at >= 0) {
    const value = values[featureNames.indexOf(names[at] as FeatureName)] as number
    at = (value > (thresholds[at] as number) ? right[at] : left[at]) as number
  }
  return leaves[-1 - at] as number
}

t.test('any trees, of one leaf to the most, add the leaves that a walk finds, in the order of the trees', async t => {
  const { next: random, below: pick } = createRandom(5)
  const growTree = (leaves: number): RankerTree => {
    const tree: RankerTree = { features: [], thresholds: [], left: [], right: [], leaves: [] }
    const grow = (count: number): number => {
      if (count === 1) return -tree.leaves.push(random() - 0.5)
      const split = tree.features.push(featureNames[pick(6)] as string) - 1
      tree.thresholds.push(pick(5) / 4)
      tree.left.push(0)
      tree.right.push(0)
      const share = 1 + pick(count - 1)
      tree.left[split] = grow(share)
      tree.right[split] = grow(count - share)
      return split
    }
    grow(leaves)
    return tree
  }
  for (let round = 0; round < 50; round++) {
    const trees = Array.from({ length: pick(40) }, () => growTree(random() < 0.1 ? leavesMax : 1 + pick(6)))
    const { score, scoreRows } = createRanker(file({ trees }))
    const rows = Array.from({ length: 1 + pick(9) }, () => Float64Array.from(featureNames, () => pick(9) / 8 - 0.125))
    const scores = new Float64Array(rows.length)
    scoreRows(Float64Array.from(rows.flatMap(row => [...row])), rows.length, scores)
    t.strictSame([...scores], rows.map(score), 'rows together as one by one')
    for (const values of rows) {
      const leaves = trees.reduce((sum, tree) => sum + leafOf(tree, values), 0)
      t.equal(score(values), linearRanker.score(values) + leaves)
    }
  }
})

t.test('a file that would turn a feature round, or that does not fit together, is refused', async t => {
  const { skills: _, ...short } = weights
  const rows: readonly [string, RankerFile, RegExp][] = [
    ['a missing weight', file({ weights: short }), /no skills/],
    ['an unknown feature', file({ weights: { ...weights, school: 1 } }), /school is no feature/],
    ['a wrong sign', file({ weights: { ...weights, years: 1 } }), /years has the wrong sign/],
    ['lists that differ', file({ trees: [{ ...skillsTree, left: [-1] }] }), /trees\[0\]: its lists/],
    ['a circle', file({ trees: [{ ...skillsTree, right: [0, -2] }] }), /trees\[0\]: split 0 points nowhere/],
    ['a leaf too far', file({ trees: [{ ...skillsTree, left: [-9, -3] }] }), /points nowhere/],
    ['a skill that hurts', file({ trees: [{ ...skillsTree, leaves: [0.9, 0.1, 0.4] }] }), /turns skills round/],
    ['years that help', file({ trees: [{ ...skillsTree, leaves: [-0.2, 0.4, 0.1] }] }), /turns years round/]
  ]
  for (const [what, given, fault] of rows) t.match(rankerFault(given), fault, what)
})

t.test('the shipped ranker is sound and has the built-in weights', async t => {
  const shipped = JSON.parse(readFileSync(shippedRankerFile, 'utf8')) as RankerFile
  t.equal(rankerFault(shipped), null)
  t.strictSame(shipped.weights, { ...weights }, 'train anew after a change of the weights: docs/MATCHING.md')
})

t.test('a file is replaced without a restart; where it is absent or faulty, the built-in score ranks', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'ranker-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'ranker.json')
  const put = (text: string) => {
    writeFileSync(`${path}.new`, text)
    renameSync(`${path}.new`, path)
  }
  const faults: string[] = []
  const changes: string[] = []
  const source = openRankerFile({
    file: path,
    pollMs: 0,
    onFault: fault => faults.push(fault),
    onChange: ({ version }) => changes.push(version)
  })
  t.equal(source.current().version, linearRanker.version)
  t.match(faults.pop(), /ENOENT/)
  put(JSON.stringify(file()))
  source.reload()
  t.equal(source.current().version, 'test-1')
  for (const bad of ['{', '{}', JSON.stringify(file({ trees: [{ ...skillsTree, right: [0, -2] }] }))]) {
    put(bad)
    source.reload()
    t.equal(source.current().version, linearRanker.version, bad.slice(0, 20))
    t.match(faults.pop(), path)
  }
  put(JSON.stringify(file({ version: 'test-2' })))
  source.reload()
  t.equal(source.current().version, 'test-2')
  t.strictSame(changes, ['test-1', linearRanker.version, 'test-2'])
  await source.close()
})
