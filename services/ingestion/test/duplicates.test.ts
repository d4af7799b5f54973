import type { Http } from '@zhipei/shared/platform/http'
import t from 'tap'
import { openTestSystem, submission } from './support/system.ts'

const employer = { name: '豫测软件有限公司' }
const copy = (id: string, fields: Partial<ReturnType<typeof submission>> = {}) =>
  submission(id, { employer, ...fields })

async function send(app: Http, ...postings: unknown[]): Promise<void> {
  const answer = await app.inject({ method: 'POST', url: '/v1/postings', payload: postings as object[] })
  t.equal(answer.statusCode, 202)
}

t.test('a near-copy yields to the earliest, and comes back when that goes, changes or expires', async t => {
  const directory = t.testdir()
  let nowMs = Date.parse('2026-03-01T08:00:00+08:00')
  const clock = { nowMs: () => nowMs++ }
  let system = await openTestSystem(directory, { clock })
  const state = (id: string) => {
    const event = system.screened.get(`hnjob:${id}`)
    return event === null ? null : [event?.data.state, event?.data.duplicateOf]
  }

  await send(system.app, copy('1'))
  await system.settled()
  await send(
    system.app,
    copy('2', { salaryText: '9-14K' }),
    copy('3', { title: '会计', description: '整理凭证，登记台账。' })
  )
  await system.settled()
  t.same(state('2'), ['duplicate', 'hnjob:1'])
  t.same(state('3'), ['live', null])
  const view = (await system.app.inject('/v1/postings/hnjob:2')).json()
  t.match(view, { state: 'duplicate', duplicateOf: 'hnjob:1' })
  await system.close()

  system = await openTestSystem(directory, { clock })
  await send(system.app, copy('4'))
  await system.settled()
  t.same(state('4'), ['duplicate', 'hnjob:1'], 'found after a restart too')

  await system.app.inject({ method: 'DELETE', url: '/v1/postings/hnjob:1' })
  await system.settled()
  t.equal(state('1'), null)
  t.same(state('2'), ['live', null], 'the earliest copy is live again')
  t.same(state('4'), ['duplicate', 'hnjob:2'])

  await send(system.app, copy('2', { title: '前台（限女性）' }))
  await system.settled()
  t.match(state('2'), [/blocked|review/, null])
  t.same(state('4'), ['live', null], 'an original that may not be shown frees its copies')

  await send(system.app, copy('1'))
  await system.settled()
  t.same(state('1'), ['duplicate', 'hnjob:4'], 'what comes again after it was taken down is the later one')

  await send(system.app, copy('4', { validUntil: '2026-03-02' }))
  await system.settled()
  t.same(state('1'), ['duplicate', 'hnjob:4'])
  nowMs = Date.parse('2026-03-05T08:00:00+08:00')
  await system.service.releaseExpired()
  await system.settled()
  t.same(state('1'), ['live', null], 'an expired original frees its copies')
  await system.close()
})
