import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { DatabaseLockedError } from '../../src/adapters/sqlite/database.ts'
import { createSqliteGraduateIndex } from '../../src/adapters/sqlite/graduate-index.ts'
import { createSqliteGraduateStore } from '../../src/adapters/sqlite/graduate-store.ts'
import { createSqliteImportStore } from '../../src/adapters/sqlite/import-store.ts'
import { createSqliteImpressionStore } from '../../src/adapters/sqlite/impression-store.ts'
import { createSqliteInteractionStore } from '../../src/adapters/sqlite/interaction-store.ts'
import { createSqlitePostingStore } from '../../src/adapters/sqlite/posting-store.ts'
import { createSqliteRankingStore } from '../../src/adapters/sqlite/ranking-store.ts'
import { graduateIndexSuite } from '../ports/graduate-index.suite.ts'
import { graduateRecord, graduateStoreSuite } from '../ports/graduate-store.suite.ts'
import { importStoreSuite } from '../ports/import-store.suite.ts'
import { impressionStoreSuite } from '../ports/impression-store.suite.ts'
import { interactionStoreSuite } from '../ports/interaction-store.suite.ts'
import { postingRecord, postingStoreSuite } from '../ports/posting-store.suite.ts'
import { rankingStoreSuite } from '../ports/ranking-store.suite.ts'

t.test('postings', t => {
  const directory = t.testdir()
  return postingStoreSuite(t, async () => createSqlitePostingStore(directory))
})

t.test('graduates', t => {
  const directory = t.testdir()
  return graduateStoreSuite(t, async () => createSqliteGraduateStore(directory))
})

t.test('graduate index', t => {
  const directory = t.testdir()
  return graduateIndexSuite(t, async modelId => createSqliteGraduateIndex({ directory, modelId, dimensions: 2 }))
})

t.test('interactions', t => {
  const directory = t.testdir()
  return interactionStoreSuite(t, async () => createSqliteInteractionStore(directory))
})

t.test('impressions', t => {
  const directory = t.testdir()
  return impressionStoreSuite(t, async () => createSqliteImpressionStore(directory))
})

t.test('rankings', t => {
  const directory = t.testdir()
  return rankingStoreSuite(t, async retentionMs => createSqliteRankingStore({ directory, retentionMs }))
})

t.test('imports', t => {
  const directory = t.testdir()
  return importStoreSuite(t, async () => createSqliteImportStore(directory))
})

t.test('erasure leaves no byte in any file while the store is open', async t => {
  const directory = t.testdir()
  const store = createSqliteGraduateStore(directory)
  const bytes = () => readdirSync(directory).map(name => readFileSync(join(directory, name), 'utf8'))
  const secret = '曾在某某大学附属医院实习'
  await store.put([graduateRecord('g1', 1, secret), graduateRecord('g2', 1, 'x'.repeat(20_000))])
  t.ok(bytes().some(text => text.includes(secret)))
  await store.put([graduateRecord('g1', 2, `${secret}；`.repeat(2_000))])
  await store.remove(['g1'])
  t.notOk(bytes().some(text => text.includes(secret)))
  t.equal(await store.count(), 1)
  await store.close()
})

t.test('a directory belongs to one store at a time; closing lets it go', async t => {
  const directory = t.testdir()
  const first = createSqlitePostingStore(directory)
  await first.put([postingRecord('a:1', 1)], { publish: true })
  t.throws(() => createSqlitePostingStore(directory), DatabaseLockedError)
  t.equal(await first.count(), 1, 'the first one is not disturbed')
  const pending = first.put([postingRecord('a:2', 1)], { publish: true })
  await first.close()
  await first.close()
  await pending
  const second = createSqlitePostingStore(directory)
  t.equal(await second.count(), 2)
  await second.close()
})
