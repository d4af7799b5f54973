import { createAccess } from '@zhipei/shared/platform/access'
import type { Http } from '@zhipei/shared/platform/http'
import t from 'tap'
import { openTestSystem, submission } from './support/system.ts'

const post = (app: Http, payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/v1/postings',
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload)
  })
const get = (app: Http, id: string, headers: Record<string, string> = {}) =>
  app.inject({ url: `/v1/postings/${id}`, headers })
const unlawful = { title: '前台', description: '限女性，身高165以上，五官端正，负责前台接待与电话转接。' }

t.test('a posting goes from HTTP to the screened topic, and can be read at every step', async t => {
  const system = await openTestSystem(t.testdir())
  const { app, screened } = system
  const accepted = await post(app, submission('1'))
  t.equal(accepted.statusCode, 202)
  t.strictSame(accepted.json(), { accepted: 1, ids: ['hnjob:1'], rejected: [] })
  const early = await get(app, 'hnjob:1')
  t.equal(early.statusCode, 200)
  t.ok(['pending', 'live'].includes(early.json().state), 'from the moment it is acknowledged')
  await system.settled()

  const view = (await get(app, 'hnjob:1')).json()
  t.match(view, {
    id: 'hnjob:1',
    postingId: '1',
    source: 'hnjob',
    state: 'live',
    cityCode: '410100',
    salary: { min: 8000, max: 13000, months: 14 },
    degree: '本科',
    headcount: 2,
    screening: { decision: /pass|advise/ },
    duplicateOf: null,
    submission: submission('1')
  })
  t.strictSame((await get(app, '1')).json(), view, 'by its bare id too')
  t.match(screened.get('hnjob:1'), { data: { state: 'live', posting: { id: 'hnjob:1', title: 'Java开发工程师' } } })
  const traceIds = await new Promise(resolve => {
    const handle = async (batch: readonly { value: { traceId: string } | null }[]) => {
      resolve(batch.map(({ value }) => value?.traceId))
    }
    void system.bus.subscribe({ topic: 'postings.submitted', group: 'trace', batchEventsMax: 10, handle })
  })
  t.same(traceIds, [screened.get('hnjob:1')?.traceId], 'the outcome carries the trace of its submission')

  await post(app, { ...submission('2'), ...unlawful })
  await system.settled()
  t.match(screened.get('hnjob:2'), { data: { state: /blocked|review/ } }, 'stored, and not live')
  t.match((await get(app, 'hnjob:2')).json().screening.findings, [{ category: 'gender', law: [{}] }])

  await post(app, submission('2', { title: '前台' }))
  await system.settled()
  t.equal((await get(app, 'hnjob:2')).json().state, 'live', 'corrected and re-sent')
  const count = system.counts.get('hnjob:2')
  await post(app, submission('2', { title: '前台' }))
  await system.settled()
  t.equal(system.counts.get('hnjob:2'), count, 're-sent unchanged: nobody has to hear of it')

  await post(app, { ...submission('1'), source: 'other' })
  await system.settled()
  t.equal((await get(app, '1')).statusCode, 409, 'a bare id that two sources use')
  t.equal((await get(app, 'nobody:1')).statusCode, 404)
  const metrics = (await app.inject('/metrics')).body
  t.match(metrics, /zhipei_postings_screened_total\{state="live"\} \d/)
  t.match(metrics, 'zhipei_ingestion_lag_events 0')
  t.equal((await get(app, 'unknown')).statusCode, 404)
  await system.close()
})

t.test('taking down: a tombstone, idempotent, and the posting can come again', async t => {
  const system = await openTestSystem(t.testdir())
  const { app, screened } = system
  await post(app, submission('1'))
  const remove = () => app.inject({ method: 'DELETE', url: '/v1/postings/hnjob:1' })
  t.equal((await remove()).statusCode, 204, 'even before it was screened')
  t.equal((await get(app, 'hnjob:1')).json().state, 'taken-down', 'seen at once')
  await system.settled()
  t.equal(screened.get('hnjob:1'), null)
  t.equal((await remove()).statusCode, 204)
  await system.settled()
  t.equal((await get(app, 'hnjob:1')).json().state, 'taken-down')
  await post(app, submission('1'))
  await system.settled()
  t.equal((await get(app, 'hnjob:1')).json().state, 'live')
  t.match(screened.get('hnjob:1'), { data: { state: 'live' } })
  t.equal((await app.inject({ method: 'DELETE', url: '/v1/postings/hnjob:none' })).statusCode, 404)
  await post(app, submission('old', { validUntil: '2020-01-01' }))
  await system.settled()
  t.equal((await get(app, 'hnjob:old')).json().state, 'expired')
  await system.close()
})

t.test('a posting that ends after it was screened says so: state, finding and decision', async t => {
  let nowMs = Date.UTC(2026, 10, 24)
  const system = await openTestSystem(t.testdir(), { clock: { nowMs: () => nowMs } })
  const { app } = system
  await post(app, submission('1', { validUntil: '2026-12-01' }))
  await system.settled()
  const before = (await get(app, 'hnjob:1')).json()
  t.equal(before.state, 'live')
  nowMs = Date.UTC(2026, 11, 9)
  const { state, screening } = (await get(app, 'hnjob:1')).json()
  t.equal(state, 'expired')
  t.match(screening.findings.at(-1), { rule: 'missing.expired', field: 'validUntil', suggestion: /2026-12-01/ })
  t.same(screening.findings.slice(0, -1), before.screening.findings)
  t.not(screening.decision, 'pass')
  await system.close()
})

t.test('bad input is refused with a problem that names the field; nothing of it is taken', async t => {
  const system = await openTestSystem(t.testdir())
  const { app } = system
  const { title, ...untitled } = submission('x')
  const cases: [string, unknown, number, string][] = [
    ['missing field', untitled, 400, '/title'],
    ['wrong type', { ...submission('x'), title: 5 }, 400, '/title'],
    ['unknown field', { ...submission('x'), salery: 1 }, 400, '/salery'],
    ['unknown nested field', { ...submission('x'), employer: { name: 'a', boss: 'b' } }, 400, '/employer/boss'],
    ['blank', { ...submission('x'), city: '  ' }, 400, '/city'],
    ['lone surrogate', JSON.stringify({ ...submission('x'), skills: ['a', '\ud800'] }), 400, '/skills/1'],
    ['control character in the id', { ...submission('x'), postingId: 'a\u0085' }, 400, '/postingId'],
    ['colon in the source', { ...submission('x'), source: 'a:b' }, 400, '/source'],
    ['NaN', '{"postingId":"x","headcount":NaN}', 400, ''],
    ['infinite', JSON.stringify(submission('x')).replace('"headcount":2', '"headcount":1e999'), 400, '/headcount'],
    ['not JSON', '{"a":', 400, ''],
    ['no object', '5', 400, ''],
    ['null', 'null', 400, ''],
    ['empty list', [], 400, ''],
    ['501 items', Array.from({ length: 501 }, (_, n) => ({ postingId: `${n}` })), 400, ''],
    ['10 MB', `{"description":"${'x'.repeat(10 * 1024 * 1024)}"}`, 413, '']
  ]
  for (const [name, body, status, path] of cases) {
    const answer = await post(app, body)
    t.equal(answer.statusCode, status, name)
    t.match(answer.headers['content-type'], 'application/problem+json', name)
    t.match(answer.json(), { status, errors: [{ path, message: /./ }], requestId: /./ }, name)
  }
  t.equal((await post(app, 'a=b', { 'content-type': 'application/xml' })).statusCode, 415)

  const mixed = await post(app, [submission('ok'), untitled, { ...submission('x'), headcount: -1 }])
  t.equal(mixed.statusCode, 202)
  t.match(mixed.json(), {
    accepted: 1,
    ids: ['hnjob:ok'],
    rejected: [
      { index: 1, errors: [{ path: '/title', message: '缺少必填字段' }] },
      { index: 2, errors: [{ path: '/headcount' }] }
    ]
  })
  t.match((await post(app, [untitled, 7])).json(), { accepted: 0, ids: [], rejected: [{ index: 0 }, { index: 1 }] })
  await system.settled()
  t.equal(system.screened.size, 1)
  const description = '岗位职责：整理资料。'.repeat(9_000)
  const long = Array.from({ length: 5 }, (_, n) => submission(`l${n}`, { description, employer: { name: '豫测软件' } }))
  t.equal((await post(app, long)).statusCode, 202)
  await system.settled()
  t.equal((await get(app, 'hnjob:l4')).json().state, 'duplicate', 'a batch larger than one of the bus')
  await system.close()
})

t.test('keys: an employer writes and sees its own source only; a repeated key repeats the answer', async t => {
  const key = (n: number) => `${n}`.repeat(32)
  const findCaller = createAccess([
    { name: 'one', role: 'employer', key: key(1) },
    { name: 'two', role: 'employer', key: key(2), source: 'hnjob' },
    { name: 'app', role: 'app', key: key(3) },
    { name: 'boss', role: 'operator', key: key(4) }
  ])
  const system = await openTestSystem(t.testdir(), { findCaller })
  const { app } = system
  const as = (n: number, more: Record<string, string> = {}) => ({ authorization: `Bearer ${key(n)}`, ...more })
  const { source, ...sourceless } = submission('1')
  t.equal((await post(app, submission('1'))).statusCode, 401)
  t.equal((await post(app, submission('1'), as(3))).statusCode, 403)
  t.match((await post(app, submission('1'), as(1))).json(), { status: 403, errors: [{ path: '/source' }] })
  t.match((await post(app, sourceless, as(1))).json(), { ids: ['one:1'] }, 'its own source is filled in')
  t.match((await post(app, [submission('1'), sourceless], as(1))).json(), { accepted: 1, rejected: [{ index: 0 }] })
  t.match((await post(app, sourceless, as(4))).json(), { ids: ['direct:1'] })
  t.match((await post(app, submission('1'), as(2))).json(), { ids: ['hnjob:1'] })
  await system.settled()
  t.equal((await get(app, 'hnjob:1', as(1))).statusCode, 404, "another's posting is not there")
  t.match((await get(app, '1', as(1))).json(), { id: 'one:1' }, 'the bare id means its own')
  t.equal((await get(app, 'one:1', as(4))).statusCode, 200)
  const remove = { method: 'DELETE' as const, url: '/v1/postings/hnjob:1', headers: as(1) }
  t.equal((await app.inject(remove)).statusCode, 404)

  const once = as(2, { 'idempotency-key': 'k1' })
  const first = await post(app, submission('9'), once)
  const again = await post(app, submission('9'), once)
  t.strictSame(again.json(), first.json())
  t.equal(again.headers['idempotent-replayed'], 'true')
  t.equal((await post(app, submission('8'), once)).statusCode, 422)
  await system.settled()
  t.equal(system.counts.get('hnjob:9'), 1)
  await system.close()
})

t.test('a failing bus loses nothing: what was stored is published when it is back', async t => {
  const directory = t.testdir()
  let away = 3
  const system = await openTestSystem(directory, {
    wrap: bus => ({
      ...bus,
      async publish(topic, records) {
        if (topic === 'postings.screened' && away-- > 0) throw new Error('the bus is away')
        await bus.publish(topic, records)
      }
    })
  })
  await post(system.app, [submission('1'), submission('2')])
  await system.settled()
  t.same([...system.screened.keys()].sort(), ['hnjob:1', 'hnjob:2'])
  t.same(await system.bus.deadLetters('postings.submitted', 10), [])
  await system.close()

  const again = await openTestSystem(directory)
  await again.settled()
  t.equal(again.screened.get('hnjob:1')?.id, system.screened.get('hnjob:1')?.id, 'not published again')
  t.equal((await get(again.app, 'hnjob:1')).json().state, 'live', 'and is there after a restart')
  await again.close()
})
