import { posting } from '@zhipei/shared/test/support/postings'
import t from 'tap'
import { type MatcherSystem, openMatcherSystem } from './support/matcher-system.ts'
import { idsOf, javaGraduate, names } from './support/samples.ts'

const { graduateId: _id, ...profile } = javaGraduate
const at = '2026-11-24T10:00:00+08:00'

/** First pages that were given again so far. */
async function keptIn({ app }: MatcherSystem): Promise<number> {
  const { body } = await app.inject('/metrics')
  return Number(/^zhipei_recommendation_pages_kept_total (\d+)$/m.exec(body)?.[1])
}

t.test('a first page is given again, byte by byte, until anything changes that it stands on', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  const seats = (id: string) => posting(id, { headcount: 1 })
  await system.screened([...names('p', 12).map(seats), posting('brief', { validUntil: '2026-11-24T11:00:00+08:00' })])
  await system.changed(javaGraduate)
  const ask = (more: object = {}) => system.recommend({ graduateId: 'g1', limit: 20, ...more })
  let kept = 0
  /** Asks twice: only the second answer may be a kept one, and it is the same. */
  async function isAnew(what: string) {
    const first = await ask()
    t.equal(await keptIn(system), kept, `${what}: ranked anew`)
    t.same(await ask(), first)
    t.equal(await keptIn(system), ++kept, `${what}: and kept`)
    return first
  }

  const { requestId, items } = await isAnew('the first request')
  t.equal(items.length, 13)
  const [dull, taken] = items.filter(({ postingId }) => postingId !== 'brief')
  await ask({ limit: 5 })
  await ask({ filters: { cities: ['410100'] } })
  await system.recommend({ profile })
  t.equal(await keptIn(system), kept, 'another question')
  await system.recommend({ profile })
  t.equal(await keptIn(system), ++kept, 'the same anonymous profile')

  await system.screened([seats('new')])
  t.ok(idsOf(await isAnew('a new posting')).includes('new'))
  await system.takenDown(['direct:new'])
  t.notOk(idsOf(await isAnew('a posting taken down')).includes('new'))
  const act = (type: string, id = '') => ({ requestId, postingId: id, graduateId: 'g1', type, at })
  await system.post('/v1/interactions', [act('dismiss', dull?.id)])
  await system.caughtUp()
  t.notOk(idsOf(await isAnew('a dismissal')).includes(dull?.postingId ?? ''))
  await system.post('/v1/interactions', [act('offer', taken?.id)])
  await system.caughtUp()
  t.notOk(idsOf(await isAnew('a post that is filled')).includes(taken?.postingId ?? ''))
  await system.changed({ ...javaGraduate, skills: ['Go'] })
  await system.caughtUp()
  await isAnew('a profile that changed')

  system.clock.advance(3_600_000)
  t.ok(idsOf(await ask()).includes('brief'), 'valid to the last moment')
  t.equal(await keptIn(system), ++kept, 'no validity has ended')
  system.clock.advance(1)
  t.notOk(idsOf(await isAnew('a validity that ended')).includes('brief'))
  system.clock.advance(24 * 3_600_000)
  await isAnew('the next day')
})

t.test('nothing is kept where no memory is given for it', async t => {
  const system = await openMatcherSystem({ pagesKeptMb: 0 })
  t.teardown(system.close)
  await system.screened([posting('p')])
  t.same(await system.recommend({ profile }), await system.recommend({ profile }))
  t.equal(await keptIn(system), 0)
})

t.test('later answers carry the security headers of the first', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  await system.screened([posting('a')])
  const headers = async () => {
    const { date: _, ...rest } = (await system.post('/v1/recommendations', { profile: { skills: ['Java'] } })).headers
    return rest
  }
  const first = await headers()
  t.match(first, { 'content-security-policy': /default-src 'self'/, 'x-content-type-options': 'nosniff' })
  t.same(await headers(), first)
})
