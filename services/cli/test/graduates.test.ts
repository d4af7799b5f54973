import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import type { RecommendationResponse } from '@zhipei/shared/contracts/recommendation'
import { localOperator } from '@zhipei/shared/platform/access'
import { createLogger } from '@zhipei/shared/platform/logger'
import t from 'tap'
import { openSystem } from '../src/system.ts'

const posting = (postingId: string, title: string, description: string, changes: object = {}) => ({
  postingId,
  title,
  employer: { name: `雇主${postingId}有限公司` },
  description,
  city: '郑州',
  salaryText: '6-9K',
  degree: '本科',
  experience: '应届',
  headcount: 5,
  ...changes
})

const graduate = {
  graduateId: 'g1',
  major: '软件工程',
  degree: '本科',
  skills: ['Java', 'MySQL'],
  experience: '独一无二的实习经历',
  intent: { titles: ['Java开发工程师'], cities: ['郑州'] }
}

t.test('a graduate through the whole system: registered, matched, withdrawn, erased', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'zhipei-system-'))
  const system = await openSystem({ directory, clock: createSystemClock(), logger: createLogger({ level: 'silent' }) })
  const app = await system.createApp({ findCaller: () => localOperator, requestsPerMinuteMax: 100_000 })
  t.teardown(async () => {
    await app.close()
    await system.close()
    rmSync(directory, { recursive: true, force: true })
  })
  const send = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object, headers = {}) =>
    app.inject({ method, url, headers, ...(payload !== undefined && { payload }) })
  const recommend = async (body: object): Promise<RecommendationResponse> =>
    (await send('POST', '/v1/recommendations', body)).json()

  await send('POST', '/v1/postings', [
    posting('java', 'Java开发工程师', '负责后端服务开发，熟悉 Java、Spring Boot 与 MySQL。'),
    posting('teacher', '幼儿教师', '负责幼儿园带班教学，组织游戏与家园沟通。'),
    posting('accountant', '会计', '负责账务处理、凭证审核与纳税申报。'),
    posting('unlawful', 'Java开发工程师', '负责后端服务开发，熟悉 Java。只招男性。')
  ])
  await system.settled()

  t.equal((await send('PUT', '/v1/graduates/g1', graduate)).statusCode, 200)
  const first = await recommend({ graduateId: 'g1' })
  t.equal(first.items[0]?.postingId, 'java', 'seen at once')
  t.ok((first.items[0]?.reasons.length ?? 0) > 0, 'with reasons')
  t.notOk(first.items.some(item => item.postingId === 'unlawful'))
  t.same(await recommend({ graduateId: 'g1' }), first)
  for (const { reasons, posting: display } of first.items) {
    for (const { evidence } of reasons) if (evidence?.field === 'title') t.ok(display.title.includes(evidence.quote))
  }

  for (const tag of ['skill:Java', 'skill:MySQL', 'intent-title:Java开发工程师', 'experience', 'major:软件工程'])
    t.equal((await send('DELETE', `/v1/graduates/g1/tags/${encodeURIComponent(tag)}`)).statusCode, 204, tag)
  const without = await recommend({ graduateId: 'g1' })
  const why = without.items.flatMap(item => item.reasons.map(reason => reason.text)).join()
  t.notMatch(why, /Java|MySQL|软件工程/, 'what was withdrawn is no reason')
  t.notOk(
    without.items.some(item => item.score === first.items.find(before => before.id === item.id)?.score),
    'and enters no score'
  )

  t.equal((await send('PUT', '/v1/graduates/g1/consent', { personalised: false })).statusCode, 200)
  t.equal(
    (await send('PUT', '/v1/graduates/g2', { major: '学前教育', consent: { personalised: false } })).statusCode,
    200
  )
  const [one, two] = [await recommend({ graduateId: 'g1' }), await recommend({ graduateId: 'g2' })]
  t.same([one.personalised, one.items], [false, two.items])

  t.equal((await send('PUT', '/v1/graduates/g1', { ...graduate, consent: { personalised: true } })).statusCode, 200)
  const again = await recommend({ graduateId: 'g1' })
  const [top] = again.items
  const at = new Date().toISOString()
  const dismiss = { requestId: again.requestId, postingId: top?.id, graduateId: 'g1', type: 'dismiss', at }
  const key = { 'idempotency-key': 'dismiss-1' }
  const taken = await send('POST', '/v1/interactions', dismiss, key)
  t.equal(taken.statusCode, 202)
  t.equal((await send('POST', '/v1/interactions', dismiss, key)).body, taken.body)
  t.equal((await send('POST', '/v1/interactions', { ...dismiss, type: 'view' }, key)).statusCode, 422)
  t.notOk((await recommend({ graduateId: 'g1' })).items.some(item => item.id === top?.id))
  const reverse = async () => (await send('GET', '/v1/postings/direct%3Ajava/graduates')).json().items
  t.same(await reverse(), [], 'who said no does not hear of it again')
  t.equal((await send('PUT', '/v1/graduates/g3', { ...graduate, graduateId: 'g3' })).statusCode, 200)
  t.equal((await recommend({ graduateId: 'g3' })).personalised, true)
  t.match(await reverse(), [{ graduateId: 'g3', rank: 1 }])

  const files = () =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  t.ok(files().some(text => text.includes(graduate.experience)))
  for (const id of ['g1', 'g3']) t.equal((await send('DELETE', `/v1/graduates/${id}`)).statusCode, 204)
  t.equal((await send('POST', '/v1/recommendations', { graduateId: 'g1' })).statusCode, 404)
  await system.settled()
  t.notOk(
    files().some(text => text.includes(graduate.experience)),
    'no byte is left in any file'
  )
  t.same(await reverse(), [])
})
