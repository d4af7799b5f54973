import type { Test } from 'tap'
import type { ImpressionStore } from '../../src/ports/impression-store.ts'

/** @param open opens the same store again after a close */
export async function impressionStoreSuite(t: Test, open: () => Promise<ImpressionStore>): Promise<void> {
  const store = await open()
  const count = async (from: number, before: number, least = 1, of = store) =>
    Object.fromEntries(await of.count(from, before, least))
  t.same(await count(0, 100), {})
  await Promise.all([store.add(1, new Map([['p1', 2]]), 0), store.add(2, new Map([['p1', 3]]), 0)])
  await store.add(
    2,
    new Map([
      ['p1', 1],
      ['p2', 1]
    ]),
    0
  )
  await store.add(2, new Map(), 0)
  t.same(await count(1, 3), { p1: 6, p2: 1 })
  t.same(await count(1, 2), { p1: 2 }, 'before the second day')
  t.same(await count(1, 3, 2), { p1: 6 }, 'twice or more')
  const many = new Map(Array.from({ length: 1234 }, (_, n) => [`m${n}`, n + 1]))
  await store.add(3, many, 0)
  t.same(await store.count(3, 4, 1), many)
  const odd = new Map([
    ['feed:"岗位"\\1', 2],
    ['12', 1]
  ])
  await store.add(4, odd, 0)
  t.same(await count(4, 5), Object.fromEntries(odd), 'whatever an id holds')
  const { identity } = store
  await store.close()

  const again = await open()
  t.equal(again.identity, identity)
  t.same(await count(1, 3, 1, again), { p1: 6, p2: 1 })
  await again.add(5, new Map([['p3', 1]]), 2)
  t.same(await count(1, 3, 1, again), { p1: 4, p2: 1 }, 'the first day is forgotten')
  await again.close()
}
