import t from 'tap'
import { mulberry32 } from '../../../src/domain/matching/evaluation.ts'
import {
  earned,
  estimateExamination,
  fitWeights,
  type ShownPosting,
  weigh
} from '../../../src/domain/matching/fitting.ts'

const random = mulberry32(7)
/** What people look at and want, known here because it is made up. */
const trueExamination = [1, 0.6, 0.42, 0.32, 0.25, 0.2, 0.17, 0.14, 0.12, 0.1]
const trueWeights = [3, 2, -2]
/** What ranked while the clicks were gathered: it overrates the first feature and does not know the second. */
const oldWeights = [4, 0.1, -0.1]
const appealOf = (values: readonly number[]) => 1 / (1 + Math.exp(4 - 2 * weigh(trueWeights, values)))

interface Person {
  readonly postings: readonly { readonly id: string; readonly values: readonly number[] }[]
  readonly shown: readonly ShownPosting[]
}

/** Ranked lists of the old weights, a little shaken from one request to the next, and the clicks on them. */
function simulate(people: number): Person[] {
  return Array.from({ length: people }, (_, n) => {
    const postings = Array.from({ length: 20 }, (_, i) => ({
      id: `g${n}p${i}`,
      values: [random(), random(), random()]
    }))
    const shown: ShownPosting[] = []
    for (let request = 0; request < 6; request++) {
      const order = postings
        .map(({ id, values }) => ({ id, values, score: weigh(oldWeights, values) + 1.5 * random() }))
        .sort((a, b) => b.score - a.score)
      for (const [i, look] of trueExamination.entries()) {
        const { id, values } = order[i] as (typeof order)[number]
        shown.push({ postingId: id, rank: i + 1, clicked: random() < look * appealOf(values) })
      }
    }
    return { postings, shown }
  })
}

/** Share of pairs in the order that people really want. */
function rightPairs(people: readonly Person[], w: readonly number[]): number {
  let right = 0
  let all = 0
  for (const { postings } of people) {
    for (const [i, a] of postings.entries()) {
      for (const b of postings.slice(i + 1)) {
        right += Number(
          weigh(w, a.values) > weigh(w, b.values) === weigh(trueWeights, a.values) > weigh(trueWeights, b.values)
        )
        all++
      }
    }
  }
  return right / all
}

t.test('learning from clicks finds the wanted order better when it knows what was looked at', async t => {
  const people = simulate(150)
  const unseen = simulate(60)
  const shown = people.flatMap(person => person.shown)
  const estimated = estimateExamination(shown, trueExamination.length)
  for (const [i, look] of trueExamination.entries())
    t.ok(Math.abs((estimated[i] as number) - look) < 0.16, `rank ${i + 1}: ${estimated[i]} for ${look}`)
  const learn = (examination: readonly number[] | null) =>
    fitWeights(
      people.map(({ postings, shown }) => {
        const gains = earned(shown, examination)
        const seen = postings.filter(({ id }) => gains.has(id))
        return { values: seen.map(({ values }) => values), gains: seen.map(({ id }) => gains.get(id) ?? 0) }
      }),
      { start: oldWeights, pull: 0.0001, steps: 300 }
    )
  const old = rightPairs(unseen, oldWeights)
  const naive = rightPairs(unseen, learn(null))
  const given = rightPairs(unseen, learn(trueExamination))
  const found = rightPairs(unseen, learn(estimated))
  t.comment(`pairs in the wanted order: old ${old}, naive ${naive}, given ${given}, estimated ${found}`)
  t.ok(given > naive + 0.01, `given examination ${given} against naive ${naive}`)
  t.ok(found > naive + 0.01, `estimated examination ${found} against naive ${naive}`)
  t.ok(naive > old)
})

t.test('one chance click at a place that nobody looks at does not rule; signs are kept', async t => {
  const gains = earned(
    [
      { postingId: 'a', rank: 50, clicked: true },
      { postingId: 'b', rank: 1, clicked: true },
      { postingId: 'c', rank: 1, clicked: false }
    ],
    [1, 0.001]
  )
  t.strictSame(
    [...gains],
    [
      ['a', 10],
      ['b', 1],
      ['c', 0]
    ]
  )
  const [kept = 0] = fitWeights([{ values: [[1], [0]], gains: [0, 1] }], { start: [0.5], pull: 0, steps: 200 })
  t.equal(kept, 0, 'a feature that helps does not come to hurt')
})
