import t from 'tap'
import { segmentRows } from '../../src/engine/row-layout.ts'
import { createTermLists, type SealedLists, type TermCounts } from '../../src/engine/term-lists.ts'
import { createRandom } from '../ports/posting-index.suite.ts'

t.test(
  'the lists of a full segment are merged and inverted in many steps, and say the same before and after',
  async t => {
    const random = createRandom(3)
    const rows = Array.from({ length: segmentRows }, (): TermCounts => {
      const terms = Uint32Array.from(new Set(Array.from({ length: 8 }, () => random.below(20_000)))).sort()
      return { terms, frequencies: Uint8Array.from(terms, () => 1 + random.below(16)) }
    })
    const lists = createTermLists()
    for (const [row, counts] of rows.entries()) lists.add(row, counts)
    const entriesOf = (sealed: readonly SealedLists[]) => {
      const found = new Map<number, number[]>()
      for (const { terms, starts, entries } of sealed)
        for (const [i, term] of terms.entries())
          found.set(term, [...(found.get(term) ?? []), ...entries.subarray(starts[i], starts[i + 1])])
      return found
    }
    lists.seal()
    t.ok(lists.sealed.length > 1, 'sealing merges nothing')
    const before = entriesOf(lists.sealed)
    const terms = before.size
    let merges = 0
    const early = lists.invert()
    early.next()
    while (lists.mergeStep()) merges++
    t.equal(lists.sealed.length, 1)
    t.ok(merges >= terms / 1024 - 2, `${terms} terms are merged in ${merges} steps`)
    t.same(entriesOf(lists.sealed), before)
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
