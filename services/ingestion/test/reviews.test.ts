import { families } from '@zhipei/shared/domain/screening/families'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import { createAccess, type FindCaller } from '@zhipei/shared/platform/access'
import type { Http } from '@zhipei/shared/platform/http'
import t from 'tap'
import { openTestSystem, submission, type TestSystem, until } from './support/system.ts'

const keys = {
  operator: 'operator-key-of-the-test',
  second: 'second-operator-of-the-test',
  employer: 'employer-key-of-the-test'
}
const findCaller: FindCaller = createAccess([
  { name: '张三', role: 'operator', key: keys.operator },
  { name: '李四', role: 'operator', key: keys.second },
  { name: 'hnjob', role: 'employer', key: keys.employer }
])
const as = (role: keyof typeof keys) => ({ authorization: `Bearer ${keys[role]}` })
const doubtful = { description: '负责仓库收发货，要求35岁以下，能适应倒班，计件工资按月发放。' }
const unlawful = { description: '前台接待与电话转接，仅限女性，负责来访登记和文件收发。' }

async function submit(system: TestSystem, ...bodies: unknown[]): Promise<void> {
  const response = await system.app.inject({
    method: 'POST',
    url: '/v1/postings',
    headers: as('operator'),
    payload: bodies as object
  })
  if (response.statusCode !== 202) throw new Error(response.body)
  await system.settled()
}

const list = (app: Http, query = '', role: keyof typeof keys = 'operator') =>
  app.inject({ url: `/v1/reviews${query}`, headers: as(role) })
const decide = (app: Http, id: string, payload: object, role: keyof typeof keys = 'operator') =>
  app.inject({ method: 'POST', url: `/v1/reviews/${id}`, headers: as(role), payload })

t.test('doubtful postings wait in order, are decided by a named person, and the decision is published', async t => {
  const system = await openTestSystem(t.testdir(), { findCaller })
  const { app, screened } = system
  await submit(
    system,
    submission('1', doubtful),
    submission('2', { ...doubtful, title: '仓管员' }),
    submission('3', unlawful)
  )

  const first = (await list(app, '?limit=1')).json()
  t.equal(first.items.length, 1)
  t.match(first.items[0], { id: 'hnjob:1', state: 'review', review: null, employer: '豫测软件1有限公司' })
  t.match(first.items[0].notice, /35岁以下.*就业促进法/s)
  const second = (await list(app, `?limit=5&cursor=${first.nextCursor}`)).json()
  t.strictSame(
    second.items.map(({ id }: { id: string }) => id),
    ['hnjob:2'],
    'blocked ones do not wait'
  )
  t.equal(second.nextCursor, null)

  const approved = await decide(app, 'hnjob:1', { decision: 'approve', note: '岗位有法定年龄要求' })
  t.equal(approved.statusCode, 200)
  t.match(approved.json(), {
    state: 'live',
    review: { decision: 'approve', actor: '张三', note: '岗位有法定年龄要求' }
  })
  const rejected = await decide(app, '2', { decision: 'reject', note: '请删除年龄条件' })
  t.match(rejected.json(), { state: 'blocked', notice: /请删除年龄条件/ })
  await system.settled()
  t.equal(screened.get('hnjob:1')?.data.state, 'live')
  t.equal(screened.get('hnjob:2')?.data.state, 'blocked')
  t.equal((await list(app)).json().items.length, 0)

  const correction = { decision: 'approve', note: '复议后通过' }
  const refused = await decide(app, 'hnjob:2', correction, 'second')
  t.equal(refused.statusCode, 409, 'the first of two decides')
  t.match(refused.json().detail ?? refused.json().title, /张三 已于 .*决定“不通过”；如需更正/)
  t.equal((await decide(app, 'hnjob:2', { decision: 'reject', note: '请删除年龄条件' })).statusCode, 200, 'said twice')
  const corrects = rejected.json().review.at
  t.equal((await decide(app, 'hnjob:2', { ...correction, corrects: '2026-01-01T00:00:00Z' }, 'second')).statusCode, 409)
  t.equal((await decide(app, 'hnjob:2', { ...correction, corrects }, 'second')).json().state, 'live', 'corrected')
  await system.settled()
  t.match(
    screened.get('hnjob:2')?.data,
    { state: 'live', review: { actor: '李四', note: '复议后通过' } },
    'and published'
  )

  const log = async (query: string) =>
    (await app.inject({ url: `/v1/reviews/decisions${query}`, headers: as('operator') })).json()
  const entries = (await log('?limit=2')) as { items: unknown[]; nextCursor: string }
  t.match(entries.items, [
    { id: 'hnjob:2', actor: '李四', decision: 'approve', stateBefore: 'blocked', stateAfter: 'live' },
    {
      id: 'hnjob:2',
      actor: '张三',
      decision: 'reject',
      note: '请删除年龄条件',
      stateBefore: 'review',
      seen: [/^age\./]
    }
  ])
  t.match((await log(`?limit=2&cursor=${entries.nextCursor}`)).items, [{ id: 'hnjob:1', actor: '张三' }])
  t.equal((await log('?actor=李四')).items.length, 1)
  t.equal((await log('?id=hnjob:1')).items.length, 1)
  t.equal((await app.inject({ url: '/v1/reviews/decisions', headers: as('employer') })).statusCode, 403)
  await system.close()
})

t.test('a decision holds for the submission it was made on, and for no other', async t => {
  const system = await openTestSystem(t.testdir(), { findCaller })
  const { app } = system
  await submit(system, submission('1', doubtful))
  await decide(app, 'hnjob:1', { decision: 'approve', note: '同意' })
  await submit(system, submission('1', doubtful))
  const state = async () => (await app.inject({ url: '/v1/postings/hnjob:1', headers: as('operator') })).json().state
  t.equal(await state(), 'live', 'the same text again')
  const view = async (id: string) => (await app.inject({ url: `/v1/postings/${id}`, headers: as('operator') })).json()
  await submit(system, submission('2', doubtful))
  const [seen] = (await list(app)).json().items
  await submit(system, submission('2', doubtful))
  const answer = await decide(app, 'hnjob:2', { decision: 'reject', note: '不符', revision: seen.revision })
  t.equal(answer.statusCode, 200, 'what was sent again, unchanged, is what was looked at')
  await submit(system, submission('2', { description: `${doubtful.description}有意者请投简历。` }))
  t.match(await view('hnjob:2'), { state: 'review', review: null })
  const late = await decide(app, 'hnjob:2', { decision: 'approve', note: '同意', revision: seen.revision })
  t.match([late.statusCode, late.body], [409, /在您查看之后已被修改/])
  await submit(system, submission('1', { description: `${doubtful.description}另需40岁以下。` }))
  t.equal(await state(), 'review', 'another text is read again')
  await system.close()
})

t.test('the queue is filtered by category, city, employer and age', async t => {
  const nowMs = Date.parse('2026-11-20T08:00:00+08:00')
  const clock = { nowMs: () => nowMs }
  const system = await openTestSystem(t.testdir(), { findCaller, clock })
  const school = { description: '负责公司前端开发，要求全日制本科，熟悉组件化开发。' }
  await submit(
    system,
    submission('1', doubtful),
    submission('2', { ...school, city: '洛阳市' }),
    submission('3', school)
  )
  const cases: [string, string[]][] = [
    ['?category=school', ['hnjob:2', 'hnjob:3']],
    ['?category=school&city=洛阳市', ['hnjob:2']],
    ['?city=开封', []],
    ['?employer=软件3', ['hnjob:3']],
    ['?olderThanHours=1', []],
    ['?olderThanHours=0', ['hnjob:1', 'hnjob:2', 'hnjob:3']]
  ]
  for (const [query, ids] of cases) {
    const { items, total } = (await list(system.app, query)).json()
    t.strictSame(
      items.map(({ id }: { id: string }) => id),
      ids,
      query
    )
    t.equal(total, ids.length, query)
  }
  t.match((await list(system.app, '?category=nonsense')).json(), { status: 400, errors: [{ path: '/category' }] })
  t.match((await list(system.app)).json().items[0], { receivedAt: '2026-11-20T00:00:00.000Z', city: '郑州' })
  await system.close()
})

t.test('faults name what is wrong and change nothing', async t => {
  const system = await openTestSystem(t.testdir(), { findCaller })
  const { app } = system
  await submit(system, submission('1', doubtful), submission('3', unlawful))
  t.equal((await list(app, '', 'employer')).statusCode, 403)
  t.equal((await decide(app, 'hnjob:1', { decision: 'approve', note: '好' }, 'employer')).statusCode, 403)
  t.match((await list(app, '?cursor=abc')).json(), { status: 400, errors: [{ path: '/cursor' }] })
  t.equal((await list(app, '?limit=101')).statusCode, 400)
  t.match((await decide(app, 'hnjob:1', { decision: 'maybe', note: '好' })).json(), {
    status: 400,
    errors: [{ path: '/decision' }]
  })
  t.equal((await decide(app, 'hnjob:1', { decision: 'approve', note: ' ' })).statusCode, 400)
  t.equal((await decide(app, 'hnjob:9', { decision: 'approve', note: '好' })).statusCode, 404)
  t.equal((await decide(app, 'hnjob:3', { decision: 'approve', note: '好' })).statusCode, 409, 'blocked by the law')
  t.equal((await decide(app, 'hnjob:1', { decision: 'approve', note: '好', revision: 1 })).statusCode, 409)
  t.equal((await list(app)).json().items.length, 1)
  await system.close()
})

t.test('the employer reads what to change, of own postings only', async t => {
  const system = await openTestSystem(t.testdir(), { findCaller })
  const { app } = system
  await submit(system, submission('3', unlawful), submission('4', { ...unlawful, source: 'other' }))
  const notice = (id: string) => app.inject({ url: `/v1/postings/${id}/notice`, headers: as('employer') })
  const { notice: text } = (await notice('3')).json()
  t.match(text, /豫测软件3有限公司：\n.*未能发布/)
  t.match(text, /性别限制.*“仅限女性”.*《妇女权益保障法》第四十三条|性别.*“仅限女性”/s)
  t.equal((await notice('other:4')).statusCode, 404)
  await system.close()
})

t.test('other rules: a dry run says what would change, and applying it keeps what people decided', async t => {
  const directory = t.testdir()
  const before = await openTestSystem(directory, {
    findCaller,
    screener: createScreener({ families: families.filter(({ category }) => category !== 'school') })
  })
  const school = { description: '负责公司前端开发，要求全日制本科，熟悉组件化开发。' }
  await submit(before, submission('1', doubtful), submission('5', school), submission('6', doubtful))
  await decide(before.app, 'hnjob:1', { decision: 'approve', note: '同意' })
  t.match(await before.service.rescreen({ apply: false }), { postings: 3, changed: 0 }, 'the same rules change nothing')
  await before.close()

  const after = await openTestSystem(directory, { findCaller })
  const expected = {
    postings: 3,
    changed: 1,
    categories: { school: { added: 1, removed: 0, examples: ['hnjob:5'] } },
    states: { 'live → review': 1 }
  }
  t.match(await after.service.rescreen({ apply: false }), { ...expected, applied: false })
  const state = async (id: string) =>
    (await after.app.inject({ url: `/v1/postings/${id}`, headers: as('operator') })).json().state
  t.equal(await state('hnjob:5'), 'live', 'a dry run writes nothing')
  const rescreenings = async (method: 'GET' | 'POST', apply?: boolean) => {
    const url = method === 'GET' ? '/v1/rescreenings/latest' : '/v1/rescreenings'
    return after.app.inject({ method, url, headers: as('operator'), ...(method === 'POST' && { payload: { apply } }) })
  }
  t.equal((await rescreenings('GET')).statusCode, 404)
  const [first, second] = await Promise.all([rescreenings('POST', true), rescreenings('POST', true)])
  t.strictSame([first.statusCode, second.statusCode].sort(), [202, 409], 'one at a time')
  await until(async () => (await rescreenings('GET')).json().state !== 'running')
  t.match((await rescreenings('GET')).json(), { state: 'done', total: 3, report: { ...expected, applied: true } })
  await after.settled()
  t.strictSame(await Promise.all(['hnjob:1', 'hnjob:5', 'hnjob:6'].map(state)), ['live', 'review', 'review'])
  t.equal(after.screened.get('hnjob:5')?.data.state, 'review', 'and it is published')
  t.match(await after.service.rescreen({ apply: false }), { changed: 0 })
  await after.close()
})
