import { families } from '@zhipei/shared/domain/screening/families'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import { createAccess, type FindCaller } from '@zhipei/shared/platform/access'
import type { Http } from '@zhipei/shared/platform/http'
import t from 'tap'
import { openTestSystem, submission, type TestSystem } from './support/system.ts'

const keys = { operator: 'operator-key-of-the-test', employer: 'employer-key-of-the-test' }
const findCaller: FindCaller = createAccess([
  { name: '张三', role: 'operator', key: keys.operator },
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

  t.equal((await decide(app, 'hnjob:2', { decision: 'approve', note: '复议后通过' })).json().state, 'live', 'corrected')
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
  await submit(system, submission('1', { description: `${doubtful.description}另需40岁以下。` }))
  t.equal(await state(), 'review', 'another text is read again')
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
    categories: { school: { added: 1, removed: 0 } },
    states: { 'live → review': 1 }
  }
  t.match(await after.service.rescreen({ apply: false }), { ...expected, applied: false })
  const state = async (id: string) =>
    (await after.app.inject({ url: `/v1/postings/${id}`, headers: as('operator') })).json().state
  t.equal(await state('hnjob:5'), 'live', 'a dry run writes nothing')
  t.match(await after.service.rescreen({ apply: true }), { ...expected, applied: true })
  await after.settled()
  t.strictSame(await Promise.all(['hnjob:1', 'hnjob:5', 'hnjob:6'].map(state)), ['live', 'review', 'review'])
  t.equal(after.screened.get('hnjob:5')?.data.state, 'review', 'and it is published')
  t.match(await after.service.rescreen({ apply: false }), { changed: 0 })
  await after.close()
})
