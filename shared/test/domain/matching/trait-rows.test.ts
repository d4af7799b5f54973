import t from 'tap'
import { codesAt, codesPerAmount, createTraitRows } from '../../../src/domain/matching/trait-rows.ts'

t.test('rows lie side by side and share nothing', async t => {
  const rows = createTraitRows(8)
  const taken = Array.from({ length: 4 }, () => rows.take(3))
  for (const [n, row] of taken.entries()) {
    row.amounts.fill(n + 0.5, row.at, row.at + 2)
    row.codes.fill(n, codesAt(row) + 2 * codesPerAmount, codesAt(row) + 3 * codesPerAmount)
  }
  for (const [n, { amounts, codes, at }] of taken.entries()) {
    t.same([...amounts.slice(at, at + 2)], [n + 0.5, n + 0.5])
    t.same([...codes.slice(codesPerAmount * (at + 2), codesPerAmount * (at + 3))], [n, n, n, n])
  }
  t.equal(taken[0]?.amounts, taken[1]?.amounts)
  t.not(taken[1]?.amounts, taken[2]?.amounts, 'what does not fit begins a chunk')
})

t.test('a row that is longer than a chunk has one of its own', async t => {
  const rows = createTraitRows(8)
  const [before, long, after] = [rows.take(3), rows.take(9), rows.take(3)]
  t.equal(long.amounts.length, 9)
  t.equal(long.at, 0)
  t.equal(after.amounts, before.amounts)
  t.equal(after.at, 3)
})
