import t from 'tap'
import { createTopK, nthGreatest } from '../../src/domain/top-k.ts'
import { fuseRanks, rankConstant } from '../../src/engine/fuse.ts'
import { createSlotNumbers } from '../../src/engine/slot-numbers.ts'
import { createRandom } from '../ports/posting-index.suite.ts'

/** The greater slot first. */
const before = (a: number, b: number) => a > b

for (const levels of [1, 3, 50, 100_000]) {
  t.test(`the best of scores of ${levels} values are those of a plain sort`, async t => {
    const random = createRandom(levels)
    for (const [count, limit] of [
      [0, 5],
      [7, 0],
      [7, 5],
      [10, 10],
      [11, 10],
      [300, 299],
      [1000, 50],
      [1000, 300],
      [5000, 1]
    ] as const) {
      const pairs = Array.from({ length: count }, (_, n) => ({
        slot: (n * 7919) % 10_007,
        score: random.below(levels) / 7
      }))
      const best = createTopK(limit, before)
      for (const { slot, score } of pairs) best.push(slot, score)
      const sorted = pairs.sort((a, b) => b.score - a.score || b.slot - a.slot)
      const { slots, scores } = best.take()
      t.same(
        [...slots],
        sorted.slice(0, limit).map(({ slot }) => slot),
        `${limit} of ${count}`
      )
      t.same(
        [...scores],
        sorted.slice(0, limit).map(({ score }) => score)
      )
      if (limit > 0 && limit <= count) {
        const values = Float64Array.from([...pairs].reverse(), ({ score }) => score)
        t.equal(nthGreatest(values, count, limit), sorted[limit - 1]?.score)
      }
    }
  })
}

t.test('fusing by rank sums the shares of both lists', async t => {
  const random = createRandom(3)
  for (const limit of [0, 3, 40, 500]) {
    const lists = [60, 45].map(length => [...new Set(Array.from({ length }, () => random.below(100)))])
    const shares = new Map<number, number>()
    for (const list of lists)
      for (const [n, item] of list.entries()) shares.set(item, (shares.get(item) ?? 0) + 1 / (rankConstant + n + 1))
    const plain = [...shares].sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([item]) => item)
    t.same([...fuseRanks(lists, 100, limit, before)], plain.slice(0, limit))
  }
})

t.test('slots are numbered as they come', async t => {
  const random = createRandom(5)
  const numbers = createSlotNumbers(1000)
  const plain = new Map<number, number>()
  for (let n = 0; n < 1000; n++) {
    const slot = random.below(700) * 4096
    if (!plain.has(slot)) plain.set(slot, plain.size)
    t.equal(numbers.add(slot), plain.get(slot))
    const other = random.below(700) * 4096
    t.equal(numbers.find(other), plain.get(other) ?? -1)
  }
  t.equal(numbers.size, plain.size)
  t.ok([...plain].every(([slot, number]) => numbers.slot(number) === slot))
  t.equal(createSlotNumbers(0).find(7), -1)
})
