import t from 'tap'
import { segmentRows } from '../../src/engine/row-layout.ts'
import { createTermLists, rowShift, type TermCounts, type TermLists } from '../../src/engine/term-lists.ts'
import { createRandom } from '../ports/posting-index.suite.ts'

const termsEnd = 20_000
const randomCounts = (random: ReturnType<typeof createRandom>): TermCounts => {
  const terms = Uint32Array.from(new Set(Array.from({ length: 8 }, () => random.below(termsEnd)))).sort()
  return { terms, frequencies: Uint8Array.from(terms, () => 1 + random.below(16)) }
}

/** By term, rows rising. */
function entriesOf(lists: TermLists): Map<number, number[]> {
  const found = new Map<number, number[]>()
  const put = (term: number, entry: number) => found.set(term, [...(found.get(term) ?? []), entry])
  for (const { terms, starts, entries } of lists.sealed)
    for (const [i, term] of terms.entries())
      for (const entry of entries.subarray(starts[i], starts[i + 1])) put(term, entry)
  for (let term = 0; term < termsEnd; term++)
    lists.visitFilling(term, (row, frequency) => put(term, (row << rowShift) | (frequency - 1)))
  for (const entries of found.values()) entries.sort((a, b) => a - b)
  return found
}

t.test('rows are all there at every step of their sealing, once each, and in what is saved meanwhile', async t => {
  const random = createRandom(4)
  const lists = createTermLists()
  const added = new Map<number, number[]>()
  let steps = 0
  let chunks = 0
  for (let row = 0; row < 1100; row++) {
    const counts = randomCounts(random)
    lists.add(row, counts)
    for (const [i, term] of counts.terms.entries()) {
      const entry = (row << rowShift) | ((counts.frequencies[i] as number) - 1)
      added.set(term, [...(added.get(term) ?? []), entry])
    }
    if (lists.sealed.length > chunks) chunks++
    else if (row >= 511 && chunks === 0) steps++
    if (row % 512 > 20 && row % 512 < 505) continue
    t.same(entriesOf(lists), added, `${row + 1} rows`)
  }
  t.equal(chunks, 2)
  t.ok(steps > 2, `a chunk is sealed in ${steps} steps, a row between two of them`)
  for (let row = 1100; row < 1536; row++) {
    const counts = randomCounts(random)
    lists.add(row, counts)
  }
  t.equal(lists.sealed.length, 2, 'the third chunk waits')
  const { terms, starts, entries } = await lists.whole(async () => undefined)
  t.equal(lists.sealed.length, 3)
  const saved = [...terms].map((term, i): [number, number[]] => [term, [...entries.subarray(starts[i], starts[i + 1])]])
  t.same(new Map(saved), entriesOf(lists))
})

t.test(
  'the lists of a full segment are merged and inverted in many steps, and say the same before and after',
  async t => {
    const random = createRandom(3)
    const rows = Array.from({ length: segmentRows }, () => randomCounts(random))
    const lists = createTermLists()
    for (const [row, counts] of rows.entries()) lists.add(row, counts)
    lists.seal()
    t.ok(lists.sealed.length > 1, 'sealing merges nothing')
    const before = entriesOf(lists)
    const terms = before.size
    let merges = 0
    const early = lists.invert()
    early.next()
    while (lists.mergeStep()) merges++
    t.equal(lists.sealed.length, 1)
    t.ok(merges >= terms / 1024 - 2, `${terms} terms are merged in ${merges} steps`)
    t.same(entriesOf(lists), before)
    t.equal(await lists.whole(async () => undefined), lists.sealed[0])

    let steps = 0
    let step = early.next()
    for (; !step.done; step = early.next()) steps++
    t.ok(steps >= terms / 1024 - 1, `${terms} terms are inverted in ${steps} steps`)
    const countsOf = step.value as (row: number) => TermCounts
    t.same(
      rows.map((_, row) => [...countsOf(row).terms]),
      rows.map(({ terms }) => [...terms])
    )
  }
)
