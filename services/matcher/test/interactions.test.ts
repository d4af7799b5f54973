import { posting } from '@zhipei/shared/test/support/postings'
import t from 'tap'
import { openMatcherSystem } from './support/matcher-system.ts'
import { names, replay } from './support/samples.ts'

const graduate = { graduateId: 'g1', major: '软件工程', degree: '本科', skills: ['Java'] }
const at = '2026-11-24T10:00:00+08:00'

t.test('interactions belong to what was served, last, and count once', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  await system.screened([...names('p', 20).map(id => posting(id)), posting('p1', { source: 'hnjob' })])
  await system.changed(graduate)
  await system.changed({ ...graduate, graduateId: 'g2' })
  const { requestId, items } = await system.recommend({ graduateId: 'g1', limit: 5 })
  const seen = { requestId, postingId: items[0]?.id, graduateId: 'g1', type: 'view', at }
  const send = (body: unknown) => system.post('/v1/interactions', body)
  const ok = await send(seen)
  t.same([ok.statusCode, ok.json()], [202, { accepted: 1, rejected: [] }])
  t.equal((await send({ ...seen, postingId: items[1]?.id, type: 'save' })).statusCode, 202)
  t.equal((await send({ ...seen, postingId: 'p19' })).statusCode, 202, 'the id of the source will do where it is one')

  const faults: readonly [unknown, number, string][] = [
    [{ ...seen, requestId: 'unknown' }, 404, '/requestId'],
    [{ ...seen, requestId: 5 }, 400, '/requestId'],
    [{ ...seen, postingId: 'direct:nothing' }, 400, '/postingId'],
    [{ ...seen, postingId: 'p1' }, 400, '/postingId'],
    [{ ...seen, graduateId: 'g2' }, 400, '/graduateId'],
    [{ ...seen, type: 'like' }, 400, '/type'],
    [{ ...seen, at: 'yesterday' }, 400, '/at'],
    [{ ...seen, at: '2026-13-45T99:00:00+08:00' }, 400, '/at'],
    [{ ...seen, gender: '女' }, 400, '/gender'],
    [{ requestId }, 400, '/postingId'],
    ['{"requestId":"\\ud800"}', 400, '/requestId'],
    [[], 400, ''],
    [Array(501).fill(seen), 400, ''],
    ['null', 400, '']
  ]
  for (const [body, status, path] of faults) {
    const answer = await send(body)
    t.equal(answer.statusCode, status, `${JSON.stringify(body).slice(0, 80)}: ${answer.body}`)
    t.ok(
      (answer.json().errors as { path: string }[]).some(error => error.path === path),
      answer.body
    )
  }
  const batch = await send([seen, { ...seen, postingId: 'nothing' }, { ...seen, type: 'click' }])
  t.equal(batch.statusCode, 202)
  t.match(batch.json(), { accepted: 2, rejected: [{ index: 1, errors: [{ path: '/postingId' }] }] })

  const recorded = await replay(system, 'interactions.recorded')
  t.equal(new Set(recorded.map(({ id }) => id)).size, 4, 'the same interaction is the same event')
  t.ok(recorded.every(({ data }) => data.id.includes(':') && data.requestId === requestId))
})

t.test('a dismissed posting never returns, a full one neither', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  await system.screened([posting('two-seats', { headcount: 2 }), posting('open'), posting('unwanted')])
  for (const graduateId of ['g1', 'g2', 'g3']) await system.changed({ ...graduate, graduateId })
  const list = async (graduateId: string) => {
    const answer = await system.recommend({ graduateId })
    return { requestId: answer.requestId, ids: answer.items.map(item => item.postingId).sort() }
  }
  const act = async (graduateId: string, type: string, postingId: string, requestId?: string) => {
    const body = { requestId: requestId ?? (await list(graduateId)).requestId, postingId, graduateId, type, at }
    t.equal((await system.post('/v1/interactions', body)).statusCode, 202, `${graduateId} ${type} ${postingId}`)
  }
  await act('g1', 'dismiss', 'unwanted')
  t.same((await list('g1')).ids, ['open', 'two-seats'])
  await system.screened([posting('unwanted', { revision: 2, title: '换了标题' })])
  t.same((await list('g1')).ids, ['open', 'two-seats'], 'nor when it changes')
  t.same((await list('g2')).ids, ['open', 'two-seats', 'unwanted'])

  const before = await list('g2')
  await act('g1', 'offer', 'two-seats')
  await act('g1', 'offer', 'two-seats', (await list('g1')).requestId)
  t.same((await list('g3')).ids, ['open', 'two-seats', 'unwanted'], 'a graduate fills one seat')
  await act('g2', 'offer', 'two-seats', before.requestId)
  t.same((await list('g3')).ids, ['open', 'unwanted'], 'full')
  await system.screened([posting('two-seats', { revision: 2, headcount: 3 })])
  t.same((await list('g3')).ids, ['open', 'two-seats', 'unwanted'], 'another seat')
})

t.test('where full postings crowd the best, those behind them come up', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  const first = names('full', 450).map(id => posting(id, { headcount: 1, publishedAt: '2026-11-23T09:00:00+08:00' }))
  await system.screened([...first, ...names('behind', 3).map(id => posting(id, { publishedAt: null }))])
  const consent = { personalised: false, push: false }
  await system.changed({ ...graduate, consent })
  const left = async () => (await system.recommend({ graduateId: 'g1', limit: 100 })).items.map(item => item.postingId)
  for (let round = 0; round < 9; round++) {
    const { requestId, items } = await system.recommend({ graduateId: 'g1', limit: 100 })
    const full = items.filter(item => item.postingId.startsWith('full'))
    const offers = full.map(({ id }) => ({ requestId, postingId: id, graduateId: 'g1', type: 'offer', at }))
    if (offers.length > 0) await system.post('/v1/interactions', offers)
  }
  t.same((await left()).sort(), ['behind0', 'behind1', 'behind2'])
})
