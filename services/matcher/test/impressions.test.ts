import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { posting } from '@zhipei/shared/test/support/postings'
import t from 'tap'
import { type MatcherSystem, openMatcherSystem } from './support/matcher-system.ts'
import { idsOf, javaGraduate, names } from './support/samples.ts'

const dayMs = 24 * 3_600_000

/** So many people are shown the first place of the same ranking. */
const crowd = names('g', 120)

async function first(system: MatcherSystem, graduateId = 'g1'): Promise<string | undefined> {
  return idsOf(await system.recommend({ graduateId, limit: 1 }))[0]
}

t.test('what was shown to many yields to its equal from the next day on, for as many days as count', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'zhipei-matcher-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  let system = await openMatcherSystem({ directory })
  const { clock } = system
  await system.screened(['a', 'b', 'c'].map(id => posting(id)))
  for (const graduateId of crowd) await system.changed({ ...javaGraduate, graduateId })
  await system.changed({ ...javaGraduate, graduateId: 'plain', consent: { personalised: false, push: false } })
  t.equal(await first(system), 'a', 'ties by id')

  for (let again = 0; again < 100; again++) await first(system)
  await system.caughtUp()
  clock.advance(dayMs)
  t.equal(await first(system), 'a', 'an answer that is repeated was shown once')

  for (const graduateId of crowd) t.equal(await first(system, graduateId), 'a')
  const before = await system.post('/v1/recommendations', { graduateId: 'g1' })
  await system.caughtUp()
  t.equal((await system.post('/v1/recommendations', { graduateId: 'g1' })).body, before.body, 'the same all day')
  clock.advance(dayMs)
  t.equal(await first(system), 'b', 'yields on the next day')
  t.equal(await first(system, 'plain'), 'a', 'newest first stays what it is')

  const after = await system.post('/v1/recommendations', { graduateId: 'g1' })
  await system.close()
  system = await openMatcherSystem({ directory, clock })
  t.equal((await system.post('/v1/recommendations', { graduateId: 'g1' })).body, after.body, 'survives a restart')
  clock.advance(8 * dayMs)
  t.equal(await first(system), 'a', 'and is forgotten')
  await system.close()
})
