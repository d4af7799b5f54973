import type { Test } from 'tap'
import type { GraduateRecord } from '../../src/contracts/graduate.ts'
import type { GraduateStore } from '../../src/ports/graduate-store.ts'

export function graduateRecord(graduateId: string, revision: number, experience = ''): GraduateRecord {
  return { graduate: { graduateId, major: '软件工程', degree: '本科', experience }, revision }
}

/** @param open opens the same store again after a close */
export async function graduateStoreSuite(t: Test, open: () => Promise<GraduateStore>): Promise<void> {
  const store = await open()
  t.equal(await store.get('g1'), undefined)
  await store.put([graduateRecord('g1', 2, '实习于某公司'), graduateRecord('g2', 1)])
  t.same(await store.get('g1'), graduateRecord('g1', 2, '实习于某公司'))
  await store.put([graduateRecord('g1', 1, 'late')])
  t.equal((await store.get('g1'))?.revision, 2, 'an older revision has no effect')
  await store.put([graduateRecord('g1', 3)])
  t.equal((await store.get('g1'))?.revision, 3)
  t.equal(await store.count(), 2)
  t.same(await store.listById('', 1), [graduateRecord('g1', 3)])
  t.same(await store.listById('g1', 9), [graduateRecord('g2', 1)])
  t.same(await store.listById('g2', 9), [])

  await store.remove(['g1', 'unknown'])
  t.equal(await store.get('g1'), undefined)
  t.equal(await store.count(), 1)
  await store.put([graduateRecord('g1', 1)])
  t.equal((await store.get('g1'))?.revision, 1, 'who was erased may come back as somebody new')
  await store.close()

  const again = await open()
  t.same(await again.get('g2'), graduateRecord('g2', 1))
  t.equal(await again.count(), 2)
  await again.close()
}
