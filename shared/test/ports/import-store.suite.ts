import type { Test } from 'tap'
import type { ImportJob, ImportStore } from '../../src/ports/import-store.ts'

function importJob(id: string, state: ImportJob['progress']['state'], startedAt: string): ImportJob {
  const counts = { bytesRead: 10, bytesTotal: null, rows: 2, accepted: 1, rejected: 1 }
  const errors = [{ row: 2, field: '/city', message: '必填' }]
  const progress = {
    id,
    state,
    format: 'csv',
    ...counts,
    errors,
    startedAt,
    ignoredColumns: [],
    finishedAt: null,
    error: null
  }
  const upload = { file: id, fileName: '岗位.csv', contentType: 'text/csv', source: null, boundSource: null }
  return { progress, ...upload, revision: 7 }
}

/** @param open opens the same store again after a close */
export async function importStoreSuite(t: Test, open: () => Promise<ImportStore>): Promise<void> {
  const store = await open()
  const late = importJob('late', 'running', '2026-03-01T09:00:00Z')
  const early = importJob('early', 'running', '2026-03-01T08:00:00Z')
  await store.put(late)
  await store.put(early)
  await store.put(importJob('done', 'done', '2026-03-01T07:00:00Z'))
  t.equal(await store.get('unknown'), undefined)
  t.same(await store.get('late'), late)
  await store.close()

  const again = await open()
  t.same(await again.unfinished(), [early, late], 'oldest first')
  await again.put(importJob('early', 'failed', '2026-03-01T08:00:00Z'))
  t.same(await again.unfinished(), [late])
  const many = Array.from({ length: 1_001 }, (_, n) => importJob(`n${n}`, 'done', '2026-03-02T00:00:00Z'))
  await Promise.all(many.map(job => again.put(job)))
  t.equal(await again.get('done'), undefined, 'the oldest finished ones are forgotten')
  t.ok(await again.get('late'))
  await again.close()
}
