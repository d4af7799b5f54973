import { join } from 'node:path'
import { createSqliteRankingStore } from '@zhipei/shared/adapters/sqlite/ranking-store'
import type { RecommendationResponse } from '@zhipei/shared/contracts/recommendation'
import { posting } from '@zhipei/shared/test/support/postings'
import t from 'tap'
import { openMatcherSystem, startMs } from './support/matcher-system.ts'
import { javaGraduate as graduate, idsOf, names } from './support/samples.ts'

const { graduateId: _id, ...profile } = graduate

t.test('pages of one ranking: no overlap, no skip, the same bytes again', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  await system.screened(names('p', 60).map((id, n) => posting(id, { description: `岗位 ${n} 负责 Java 开发` })))
  await system.changed(graduate)

  const ask = (body: object) => system.post('/v1/recommendations', { graduateId: 'g1', limit: 7, ...body })
  const first = await ask({})
  const [again, beside] = await Promise.all([ask({}), ask({})])
  t.equal(again.body, first.body, 'the same inputs on the same index')
  t.equal(beside.body, first.body)
  system.clock.advance(5_000)
  t.equal((await ask({})).body, first.body, 'also some seconds later')

  const seen: string[] = []
  const pages: { cursor: string; body: string }[] = []
  let answer: RecommendationResponse = first.json()
  for (;;) {
    t.equal(answer.requestId, first.json().requestId)
    t.same(
      answer.items.map(item => item.rank),
      answer.items.map((_, n) => seen.length + n + 1)
    )
    seen.push(...idsOf(answer))
    if (answer.nextCursor === null) break
    const page = await ask({ cursor: answer.nextCursor })
    pages.push({ cursor: answer.nextCursor, body: page.body })
    answer = page.json()
  }
  t.equal(new Set(seen).size, 60)
  t.equal(seen.length, 60)

  await system.screened(names('new', 20).map(id => posting(id)))
  for (const { cursor, body } of pages) t.equal((await ask({ cursor })).body, body, 'whatever came in meanwhile')
})

t.test('what goes between two pages is passed over', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  const soon = new Date(system.clock.nowMs() + 60_000).toISOString()
  await system.screened(names('p', 12).map((id, n) => posting(id, n === 9 ? { validUntil: soon } : {})))
  await system.changed(graduate)
  const first = await system.recommend({ graduateId: 'g1', limit: 4, filters: { cities: ['郑州'] } })
  const rest = await system.recommend({ graduateId: 'g1', limit: 50, cursor: first.nextCursor })
  const [down, dismissed, moved] = rest.items.filter(item => item.postingId !== 'p9')
  await system.takenDown([down?.id ?? ''])
  await system.screened([posting(moved?.postingId ?? '', { revision: 2, city: '武汉', cityCode: '420100' })])
  const { requestId } = first
  const interaction = {
    requestId,
    postingId: dismissed?.id,
    graduateId: 'g1',
    type: 'dismiss',
    at: '2026-11-24T10:00:00+08:00'
  }
  t.equal((await system.post('/v1/interactions', interaction)).statusCode, 202)
  system.clock.advance(120_000)
  const gone = [down?.postingId, dismissed?.postingId, moved?.postingId, 'p9']
  const later = await system.recommend({ graduateId: 'g1', limit: 50, cursor: first.nextCursor })
  t.same(
    later.items.map(({ id, rank, score }) => ({ id, rank, score })),
    rest.items.filter(item => !gone.includes(item.postingId)).map(({ id, rank, score }) => ({ id, rank, score }))
  )
  const anew = await system.recommend({ graduateId: 'g1', limit: 50 })
  t.notOk(idsOf(anew).includes(dismissed?.postingId ?? ''), 'a dismissed posting never returns')
})

t.test('a cursor that is broken, foreign or expired is a 400 that names it', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  await system.screened(names('p', 30).map(id => posting(id)))
  for (const graduateId of ['g1', 'g2']) await system.changed({ ...graduate, graduateId })
  const { nextCursor: cursor } = await system.recommend({ graduateId: 'g1', filters: { cities: ['郑州'] } })
  const anonymous = await system.recommend({ profile })
  const refused = async (body: object, message: string) => {
    const answer = await system.post('/v1/recommendations', body)
    t.equal(answer.statusCode, 400, message)
    t.equal(answer.json().errors[0].path, '/cursor', message)
  }
  const encode = (text: string) => Buffer.from(text).toString('base64url')
  for (const broken of ['x', '!!!', cursor?.slice(1), `${cursor}A`, encode('a:-1'), encode(':10'), '%', '游标'])
    await refused({ graduateId: 'g1', cursor: broken }, `broken: ${broken}`)
  const requestId = Buffer.from(cursor ?? '', 'base64url')
    .toString()
    .split(':')[0]
  await refused({ graduateId: 'g1', cursor: encode(`${requestId}:999`) }, 'beyond the list')
  await refused({ graduateId: 'g1', cursor: encode('0123456789012345678901:10') }, 'unknown ranking')
  await refused({ graduateId: 'g2', cursor }, 'of another graduate')
  await refused({ profile, cursor }, 'of a graduate, for an anonymous profile')
  await refused({ graduateId: 'g1', cursor: anonymous.nextCursor }, 'of an anonymous profile')
  await refused({ profile: { ...profile, major: '法学' }, cursor: anonymous.nextCursor }, 'of another profile')
  await refused({ graduateId: 'g1', cursor, filters: { cities: ['洛阳'] } }, 'with other filters')
  t.equal((await system.recommend({ graduateId: 'g1', cursor, filters: { cities: ['郑州'] } })).items.length, 10)
  const { items } = await system.recommend({ profile, cursor: anonymous.nextCursor })
  t.equal(items.length, 10, 'an anonymous profile pages too')

  await system.changed({ ...graduate, consent: { personalised: true, push: true }, school: '另一所大学' })
  t.equal((await system.recommend({ graduateId: 'g1', cursor })).items.length, 10, 'what does not rank changes nothing')
  await system.changed({ ...graduate, skills: ['Java'] })
  await refused({ graduateId: 'g1', cursor }, 'of traits since withdrawn')
  await system.changed(graduate)
  t.equal((await system.recommend({ graduateId: 'g1', cursor })).items.length, 10)
  system.clock.advance(9 * 24 * 3_600_000)
  for (const major of names('专业', 5)) await system.recommend({ profile: { major } })
  await refused({ graduateId: 'g1', cursor }, 'expired')
})

t.test('a list that an earlier version stored is refused, and erased with its graduate', async t => {
  const directory = t.testdir()
  const first = await openMatcherSystem({ directory })
  await first.screened(names('p', 30).map(id => posting(id)))
  await first.changed(graduate)
  const { requestId, items } = await first.recommend({ graduateId: 'g1' })
  await first.close()
  const openStore = () =>
    createSqliteRankingStore({ directory: join(directory, 'matcher'), retentionMs: 24 * 3_600_000 })
  const store = openStore()
  const known = await store.get(requestId)
  if (known === undefined) throw new Error('not stored')
  const list = known.list.slice()
  // The count alone, then nothing that tells the format.
  list.fill(0, 4, 8)
  await store.put({ ...known, requestId: 'earlier', list }, startMs)
  await store.close()

  const system = await openMatcherSystem({ directory })
  const cursor = Buffer.from('earlier:10').toString('base64url')
  const page = await system.post('/v1/recommendations', { graduateId: 'g1', cursor })
  t.equal(page.statusCode, 400)
  t.match(page.json().errors, [{ path: '/cursor', message: /已过期/ }])
  const interaction = { postingId: items[0]?.id, graduateId: 'g1', type: 'view', at: '2026-11-24T10:00:00+08:00' }
  const post = (of: string) => system.post('/v1/interactions', { ...interaction, requestId: of })
  t.equal((await post('earlier')).statusCode, 404)
  t.equal((await post(requestId)).statusCode, 202)
  await system.erased('g1')
  await system.caughtUp()
  await system.close()
  const after = openStore()
  t.same(await after.requestsOf('g1'), [])
  await after.close()
})
