import { createAccess } from '@zhipei/shared/platform/access'
import { posting } from '@zhipei/shared/test/support/postings'
import t from 'tap'
import { openMatcherSystem } from './support/matcher-system.ts'
import { javaGraduate as graduate, idsOf, names } from './support/samples.ts'

const { graduateId: _id, ...profile } = graduate

t.test('gates close, and open one by one where too few pass, which the gaps say', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  const hour = 3_600_000
  const at = (ms: number) => new Date(system.clock.nowMs() + ms).toISOString()
  await system.screened([
    posting('fits'),
    posting('unstated', {
      salary: { min: null, max: null, months: null, negotiable: true, text: '面议' },
      degree: null
    }),
    posting('pays-less', { salary: { min: 3000, max: 4000, months: null, negotiable: false, text: '3-4K' } }),
    posting('internship', { kind: 'internship' }),
    posting('elsewhere', { city: '武汉', cityCode: '420100' }),
    posting('senior', { experience: { minYears: 5, maxYears: null, graduate: false, text: '5年以上' } }),
    posting('master', { degree: '硕士' }),
    posting('expired', { validUntil: at(-hour) }),
    posting('valid', { validUntil: at(hour) })
  ])
  await system.screened([posting('blocked')], 'blocked')
  await system.screened([posting('reviewed')], 'review')
  await system.screened([posting('copy')], 'duplicate')
  await system.changed(graduate)

  const few = await system.recommend({ graduateId: 'g1', limit: 3 })
  t.same(idsOf(few).sort(), ['fits', 'unstated', 'valid'])
  t.ok(few.items.every(({ gaps }) => !gaps.some(gap => gap.feature === 'widened')))
  t.equal(few.nextCursor, null, 'nothing is widened where enough pass')

  const four = await system.recommend({ graduateId: 'g1', limit: 4 })
  t.same(idsOf(four).sort(), ['fits', 'pays-less', 'unstated', 'valid'], 'pay opens first')
  const all = await system.recommend({ graduateId: 'g1', limit: 50 })
  t.equal(all.items.length, 7)
  t.same(
    idsOf(all).filter(id => ['expired', 'blocked', 'reviewed', 'copy', 'senior'].includes(id)),
    []
  )
  const opened = Object.fromEntries(all.items.map(item => [item.postingId, item.gaps.map(gap => gap.text).join()]))
  for (const [id, gate] of Object.entries({
    'pays-less': '薪资低于期望',
    internship: '岗位类型与意向不同',
    elsewhere: '工作城市不在意向城市内',
    master: '学历要求高于你的学历'
  }))
    t.ok(opened[id]?.includes(gate), `${id} says ${gate}`)
  t.same(
    all.items.map(item => item.rank),
    all.items.map((_, n) => n + 1)
  )
  t.ok(all.items.every(item => item.posting.title !== '' && item.id === `direct:${item.postingId}`))

  system.clock.advance(2 * hour)
  t.notOk(idsOf(await system.recommend({ graduateId: 'g1', limit: 3 })).includes('valid'), 'expires by the clock')
})

t.test('other cities are let in where too few posts of the wished work pass, however much else does', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  const elsewhere = { city: '武汉', cityCode: '420100' }
  const strange = { title: '行政前台', description: '接待来访客人，收发快递。', skills: [] }
  await system.screened([
    ...names('near', 3).map(id => posting(id)),
    ...names('far', 5).map(id => posting(id, elsewhere)),
    posting('far-master', { ...elsewhere, degree: '硕士' }),
    ...names('strange', 20).map(id => posting(id, strange))
  ])
  await system.changed(graduate)
  const page = await system.recommend({ graduateId: 'g1' })
  const kinds = idsOf(page).map(id => id.replace(/\d/, ''))
  t.same(kinds, ['near', 'near', 'near', 'far', 'far', 'far', 'far', 'far', 'strange', 'strange'], 'own city first')
  for (const { postingId, gaps } of page.items) {
    const said = gaps.some(({ text }) => text.includes('工作城市不在意向城市内'))
    t.equal(said, postingId.startsWith('far'), postingId)
  }
  const rest = await system.recommend({ graduateId: 'g1', limit: 50, cursor: page.nextCursor })
  t.notOk(idsOf(rest).includes('far-master'), 'a degree is no gate that opens for want of fitting posts')
  const filtered = await system.recommend({ graduateId: 'g1', filters: { cities: ['郑州'] } })
  t.notOk(
    idsOf(filtered).some(id => id.startsWith('far')),
    'a filter stays'
  )

  await system.screened(names('more', 7).map(id => posting(id)))
  const enough = await system.recommend({ graduateId: 'g1' })
  const later = await system.recommend({ graduateId: 'g1', limit: 50, cursor: enough.nextCursor })
  t.notOk(
    [...idsOf(enough), ...idsOf(later)].some(id => id.startsWith('far')),
    'ten of the wished work are enough'
  )
})

t.test('filters of the request are hard', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  await system.screened([
    posting('zhengzhou', { fairId: 'fair-1' }),
    posting('luoyang', { city: '洛阳', cityCode: '410300' }),
    posting('wuhan', { city: '武汉', cityCode: '420100', degree: '硕士' }),
    posting('intern', {
      kind: 'internship',
      salary: { min: 2000, max: 3000, months: null, negotiable: false, text: null }
    })
  ])
  const cases: readonly [object, string[]][] = [
    [{ cities: ['洛阳市'] }, ['luoyang']],
    [{ cities: ['河南'] }, ['intern', 'luoyang', 'zhengzhou']],
    [{ cities: ['不存在的地方'] }, []],
    [{ cities: [] }, ['intern', 'luoyang', 'wuhan', 'zhengzhou']],
    [{ kinds: ['internship'] }, ['intern']],
    [{ degree: '本科' }, ['intern', 'luoyang', 'zhengzhou']],
    [{ salaryMin: 5000 }, ['luoyang', 'wuhan', 'zhengzhou']],
    [{ fairId: 'fair-1' }, ['zhengzhou']],
    [{ fairId: 'fair-2' }, []]
  ]
  for (const [filters, expected] of cases) {
    for (const who of [{ profile }, { profile: {} }, { profile: { consent: { personalised: false, push: false } } }]) {
      const answer = await system.recommend({ ...who, filters, limit: 50 })
      t.same(idsOf(answer).sort(), expected, JSON.stringify(filters))
    }
  }
})

t.test('a graduate is ranked by what was said last, at once', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  await system.screened([
    posting('java'),
    posting('teacher', {
      title: '幼儿教师',
      description: '幼儿园带班、家园沟通',
      skills: ['钢琴'],
      majors: ['学前教育']
    })
  ])
  const unknown = await system.post('/v1/recommendations', { graduateId: 'g1' })
  t.equal(unknown.statusCode, 404)
  const plain = { graduateId: 'g1', degree: '本科' }
  for (let round = 0; round < 20; round++) {
    await system.changed({ ...plain, skills: ['Java'], major: '软件工程' })
    t.equal(idsOf(await system.recommend({ graduateId: 'g1' }))[0], 'java')
    await system.changed({ ...plain, skills: ['钢琴'], major: '学前教育' })
    t.equal(idsOf(await system.recommend({ graduateId: 'g1' }))[0], 'teacher')
  }
  const withTag = await system.recommend({ graduateId: 'g1' })
  await system.changed(plain)
  const without = await system.recommend({ graduateId: 'g1' })
  t.notMatch(JSON.stringify(without), '钢琴、', 'a withdrawn tag is no reason')
  t.not(without.requestId, withTag.requestId)
})

t.test('without consent the order uses no trait of the person', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  const cities = [
    { city: '郑州', cityCode: '410100' },
    { city: '武汉', cityCode: '420100' }
  ]
  await system.screened(
    names('p', 40).map((id, n) =>
      posting(id, {
        ...cities[n % 2],
        degree: n % 3 === 0 ? '硕士' : '大专',
        title: n % 2 === 0 ? 'Java开发工程师' : '会计',
        publishedAt: new Date(Date.parse('2026-11-01T00:00:00Z') + ((n * 7) % 40) * 3_600_000).toISOString()
      })
    )
  )
  const consent = { personalised: false, push: false }
  await system.changed({ ...graduate, consent })
  await system.changed({ graduateId: 'g2', major: '会计学', degree: '大专', intent: { cities: ['武汉'] }, consent })
  const one = await system.recommend({ graduateId: 'g1', limit: 40 })
  const two = await system.recommend({ graduateId: 'g2', limit: 40 })
  t.equal(one.personalised, false)
  t.equal(one.items.length, 40, 'no personal gate')
  t.same(one.items, two.items)
  t.same((await system.recommend({ profile: { consent }, limit: 40 })).items, one.items)

  await system.changed({ ...graduate, consent: { personalised: true, push: false } })
  const personalised = await system.recommend({ graduateId: 'g1', limit: 40 })
  t.equal(personalised.personalised, true)
  t.notSame(idsOf(personalised), idsOf(one))
  const { nextCursor } = await system.recommend({ graduateId: 'g1', limit: 5 })
  await system.changed({ ...graduate, consent })
  t.equal((await system.post('/v1/recommendations', { graduateId: 'g1', cursor: nextCursor })).statusCode, 400)
})

t.test('school, assistance and registration are no input of the order', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  await system.screened(names('p', 20).map((id, n) => posting(id, { description: `清华大学附近 低保 Java 岗位 ${n}` })))
  const plain = await system.recommend({ profile })
  for (const change of [{ school: '清华大学' }, { assistance: ['低保'] }, { registeredUnemployed: true }])
    t.same(await system.recommend({ profile: { ...profile, ...change } }), plain, JSON.stringify(change))
})

t.test('faulty requests get a 400 that names the field', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  await system.changed(graduate)
  const cases: readonly [unknown, string][] = [
    [{}, '/graduateId'],
    [{ graduateId: 'g1', profile }, '/graduateId'],
    [{ graduateId: 7 }, '/graduateId'],
    [{ graduateId: 'a b' }, '/graduateId'],
    [{ graduateId: null }, '/graduateId'],
    [{ profile: 'x' }, '/profile'],
    [{ profile: { ...profile, gender: '女' } }, '/profile/gender'],
    [{ profile: { ...profile, graduateId: 'g1' } }, '/profile/graduateId'],
    [{ profile: { skills: [1] } }, '/profile/skills/0'],
    [{ graduateId: 'g1', limit: 0 }, '/limit'],
    [{ graduateId: 'g1', limit: 101 }, '/limit'],
    [{ graduateId: 'g1', limit: '10' }, '/limit'],
    [{ graduateId: 'g1', limit: 2.5 }, '/limit'],
    [{ graduateId: 'g1', cursor: '' }, '/cursor'],
    [{ graduateId: 'g1', filters: { degree: '文凭' } }, '/filters/degree'],
    [{ graduateId: 'g1', filters: { salaryMin: -5 } }, '/filters/salaryMin'],
    [{ graduateId: 'g1', filters: { kinds: ['all'] } }, '/filters/kinds/0'],
    [{ graduateId: 'g1', filters: { gender: '女' } }, '/filters/gender'],
    [{ graduateId: 'g1', surface: 'email' }, '/surface'],
    [{ graduateId: 'g1', page: 2 }, '/page'],
    ['{"graduateId":"g1","filters":{"cities":["\\ud800"]}}', '/filters/cities/0'],
    ['{"profile":{"experience":"\\udfff"}}', '/profile/experience'],
    ['{"graduateId":"g1","limit":NaN}', ''],
    ['[1]', ''],
    ['null', ''],
    ['', '']
  ]
  for (const [body, path] of cases) {
    const answer = await system.post('/v1/recommendations', body)
    t.equal(answer.statusCode, 400, `${JSON.stringify(body)}: ${answer.body}`)
    t.match(answer.headers['content-type'], /^application\/problem\+json/)
    t.ok(
      (answer.json().errors as { path: string }[]).some(error => error.path === path),
      `${path}: ${answer.body}`
    )
  }
  const text = await system.app.inject({ method: 'POST', url: '/v1/recommendations', payload: 'x' })
  t.equal(text.statusCode, 415)
  t.equal((await system.recommend({ profile: {} })).items.length, 0, 'an empty index has an empty answer')
})

t.test('where too many wait, more are sent away with Retry-After; who waits is answered in full', async t => {
  const system = await openMatcherSystem({ waitingMax: 3 })
  t.teardown(system.close)
  await system.screened(names('p', 20).map(id => posting(id)))
  const alone = await system.recommend({ profile })
  const answers = await Promise.all(names('r', 60).map(() => system.post('/v1/recommendations', { profile })))
  const answered = answers.filter(({ statusCode }) => statusCode === 200)
  const shed = answers.filter(({ statusCode }) => statusCode === 503)
  t.equal(answered.length + shed.length, answers.length)
  t.ok(answered.length >= 3, `${answered.length} answered`)
  t.ok(shed.length > 0, `${shed.length} sent away`)
  for (const answer of answered) t.same(answer.json(), alone)
  for (const { headers, body } of shed) {
    t.equal(headers['retry-after'], '1')
    t.match(headers['content-type'], /^application\/problem\+json/)
    t.match(JSON.parse(body).detail, /请求过多/)
  }
  t.same(await system.recommend({ profile }), alone, 'and then all is as before')
  const metrics = (await system.app.inject('/metrics')).body
  t.match(metrics, `zhipei_recommendations_shed_total ${shed.length}`)
  t.match(metrics, 'zhipei_recommendations_waiting 0')
})

t.test('apps ask for graduates, operators for postings, employers for neither', async t => {
  const findCaller = createAccess([
    { name: 'hnjob', role: 'employer', key: 'employer-key-0123456789' },
    { name: 'app', role: 'app', key: 'app-key-0123456789abcdef' },
    { name: 'ops', role: 'operator', key: 'operator-key-0123456789' }
  ])
  const system = await openMatcherSystem({ findCaller })
  t.teardown(system.close)
  await system.screened([posting('p1')])
  const status = async (method: 'GET' | 'POST', url: string, key: string) => {
    const headers = { authorization: `Bearer ${key}` }
    const body = method === 'POST' ? { payload: { profile: {} } } : {}
    return (await system.app.inject({ method, url, headers, ...body })).statusCode
  }
  for (const [key, recommend, reverse] of [
    ['employer-key-0123456789', 403, 403],
    ['app-key-0123456789abcdef', 200, 403],
    ['operator-key-0123456789', 200, 200],
    ['unknown', 401, 401]
  ] as const) {
    t.equal(await status('POST', '/v1/recommendations', key), recommend, key)
    t.equal(await status('GET', '/v1/postings/direct:p1/graduates', key), reverse, key)
  }
})
