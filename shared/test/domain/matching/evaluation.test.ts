import t from 'tap'
import { bootstrapMean, comparePaired, mean, measure } from '../../../src/domain/matching/evaluation.ts'
import { measureExposure } from '../../../src/domain/matching/exposure.ts'

t.test('measures of one ranking', async t => {
  const judgements = new Map([
    ['a', 3],
    ['b', 2],
    ['c', 0],
    ['d', 2]
  ])
  const perfect = measure(['a', 'b', 'd', 'c'], judgements)
  t.equal(perfect.ndcg10, 1)
  t.equal(perfect.ndcg5, 1)
  t.equal(perfect.precision10, 0.3)
  t.equal(perfect.recall50, 1)
  t.equal(perfect.grade0, 0.1)

  const unjudgedFirst = measure(['x', 'a', 'b', 'd'], judgements)
  const ideal = 7 + 3 / Math.log2(3) + 3 / 2
  const gained = 7 / Math.log2(3) + 3 / 2 + 3 / Math.log2(5)
  t.ok(Math.abs((unjudgedFirst.ndcg10 ?? 0) - gained / ideal) < 1e-12, 'unjudged counts as 0')
  t.equal(unjudgedFirst.ndcg10Judged, 1, 'or is taken out')
  t.equal(unjudgedFirst.unjudged, 0.1)

  const nothingGood = measure(['c'], new Map([['c', 0]]))
  t.equal(nothingGood.ndcg10, null)
  t.equal(nothingGood.recall50, null)
})

t.test('intervals and comparisons repeat', async t => {
  t.equal(mean([null, 1, 2]), 1.5)
  t.equal(mean([null]), null)
  const values = [0.2, 0.4, 0.6, 0.8]
  t.strictSame(bootstrapMean(values), bootstrapMean(values))
  const { low, high } = bootstrapMean(values)
  t.ok(low < 0.5 && high > 0.5)
  const compared = comparePaired([0.1, 0.5, null, 0.4], [0.2, 0.5, 0.9, 0.3])
  t.equal(compared.better, 1)
  t.equal(compared.worse, 1)
  t.ok(Math.abs(compared.difference) < 1e-12)
})

t.test('exposure: who gets the places, and how unequally', async t => {
  const { sizes, gini, poolGini } = measureExposure(['a', 'b', 'b', 'c', 'd', null], ['a', 'a', 'b', 'b', null])
  t.strictSame(sizes[0], { size: '1', postings: 0.6, places: 0.5 })
  t.strictSame(sizes[1], { size: '2-5', postings: 0.4, places: 0.5 })
  t.ok(Math.abs(gini - 0.5) < 1e-9, `two of four have all: ${gini}`)
  t.ok(poolGini < gini)
  t.equal(measureExposure([], []).gini, 0)
})
