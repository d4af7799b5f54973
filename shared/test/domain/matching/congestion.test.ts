import t from 'tap'
import { relieveCongestion } from '../../../src/domain/matching/congestion.ts'
import { readProfileFacts } from '../../../src/domain/matching/profile-facts.ts'
import { rank } from '../../../src/domain/matching/rank.ts'
import { linearRanker } from '../../../src/domain/matching/ranker.ts'
import { candidate, javaProfile, nowMs } from '../../support/match-candidate.ts'

t.test('a posting shown many times its headcount yields to an equal one, not to a worse one', async t => {
  const facts = readProfileFacts(javaProfile)
  const make = (postingId: string, similarity: number, headcount = 1) =>
    candidate({ postingId, headcount }, { similarity })
  const ranked = rank(facts, [make('a', 0.602), make('b', 0.6), make('c', 0.6, 100), make('d', 0.3)], {
    nowMs,
    ranker: linearRanker
  })
  const order = (shown: readonly [string, number][]) =>
    relieveCongestion(ranked, new Map(shown.map(([id, times]) => [`s:${id}`, times]))).map(
      ({ candidate: { posting } }) => posting.postingId
    )
  t.strictSame(order([]), ['a', 'b', 'c', 'd'])
  t.strictSame(order([['a', 40]]), ['a', 'b', 'c', 'd'], 'a few times is no crowd')
  t.strictSame(order([['a', 400]]), ['b', 'c', 'a', 'd'])
  t.strictSame(
    order([
      ['b', 400],
      ['c', 400]
    ]),
    ['a', 'c', 'b', 'd'],
    'whoever seeks many is shown to many'
  )
  t.strictSame(order([['a', 1e9]]).at(-1), 'd', 'and never behind what suits less')
})
