import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAccess } from '@zhipei/shared/platform/access'
import t from 'tap'
import { openProfileSystem } from './support/profile-system.ts'

const graduate = {
  graduateId: 'g1',
  major: '软件工程',
  degree: '本科',
  school: '某某大学',
  graduationYear: 2026,
  skills: ['Java', 'C/C++', '数据 分析'],
  certificates: ['初级会计'],
  experience: '在某公司实习三个月',
  intent: { titles: ['后端开发'], cities: ['郑州'], salaryMin: 6000, kinds: ['job'], industries: ['软件'] },
  status: 'seeking',
  registeredUnemployed: false,
  assistance: ['low-income'],
  consent: { personalised: true, push: true }
}

t.test('a profile is stored, changed, read and sent to the others', async t => {
  const system = await openProfileSystem()
  t.teardown(system.close)
  const put = await system.send('PUT', '/v1/graduates/g1', graduate)
  t.equal(put.statusCode, 200, put.body)
  const { revision } = put.json()
  t.match(put.json(), { graduateId: 'g1' })
  t.same((await system.send('GET', '/v1/graduates/g1')).json(), graduate)

  const again = await system.send('PUT', '/v1/graduates/g1', graduate)
  t.same(again.json(), { graduateId: 'g1', revision }, 'the same content again changes nothing')
  const changed = await system.send('PUT', '/v1/graduates/g1', { ...graduate, major: '会计学' })
  t.ok(changed.json().revision > revision)
  const values = (await system.replay()).map(({ value }) => value?.data.graduate.major)
  t.equal(values.at(-1), '会计学')

  const [one, two] = await Promise.all(
    ['法学', '历史学'].map(major => system.send('PUT', '/v1/graduates/g1', { ...graduate, major }))
  )
  t.ok(one?.statusCode === 200 && two?.statusCode === 200)
  const stored = (await system.send('GET', '/v1/graduates/g1')).json().major
  t.equal(stored, (await system.replay()).at(-1)?.value?.data.graduate.major, 'store and log agree on the last one')

  const { graduateId: _id, ...withoutId } = graduate
  t.equal((await system.send('PUT', '/v1/graduates/另一人', withoutId)).statusCode, 200, 'the path names the graduate')
  t.equal((await system.send('GET', '/v1/graduates/nobody')).statusCode, 404)
  t.equal((await system.send('GET', '/v1/graduates/nobody/tags')).statusCode, 404)
  t.equal((await system.send('PUT', '/v1/graduates/nobody/consent', { push: true })).statusCode, 404)
})

t.test('a consent stays as it was said until it is said otherwise', async t => {
  const system = await openProfileSystem()
  t.teardown(system.close)
  const { consent: _consent, ...silent } = graduate
  const consent = async () => (await system.send('GET', '/v1/graduates/g1')).json().consent
  await system.send('PUT', '/v1/graduates/g1', silent)
  t.same(await consent(), { personalised: true, push: false }, 'pushes need a yes')
  const answer = await system.send('PUT', '/v1/graduates/g1/consent', { personalised: false })
  t.same([answer.statusCode, answer.json()], [200, { personalised: false, push: false }])
  await system.send('PUT', '/v1/graduates/g1', { ...silent, major: '法学' })
  t.same(await consent(), { personalised: false, push: false }, 'a profile without consent takes nothing back')
  await system.send('PUT', '/v1/graduates/g1', { ...silent, consent: { push: true } })
  t.same(await consent(), { personalised: false, push: true })
  for (const body of [{}, { push: 'yes' }, { email: true }, [], null, '"x"'])
    t.equal((await system.send('PUT', '/v1/graduates/g1/consent', body)).statusCode, 400, JSON.stringify(body))
})

t.test('a graduate sees every tag and takes away any', async t => {
  const system = await openProfileSystem()
  t.teardown(system.close)
  await system.send('PUT', '/v1/graduates/g1', graduate)
  const tags = async () => (await system.send('GET', '/v1/graduates/g1/tags')).json().items as { tag: string }[]
  const all = await tags()
  t.match(all, [{ tag: 'major:软件工程', kind: 'major', text: '专业：软件工程' }])
  t.notMatch(JSON.stringify(all), /某某大学|low-income/, 'school and assistance never rank')
  for (const [n, { tag }] of all.entries()) {
    const url = `/v1/graduates/g1/tags/${encodeURIComponent(tag)}`
    t.equal((await system.send('DELETE', url)).statusCode, 204, tag)
    t.equal((await tags()).length, all.length - n - 1, tag)
    t.equal((await system.send('DELETE', url)).statusCode, 404, `${tag} is gone`)
  }
  const { intent, ...rest } = (await system.send('GET', '/v1/graduates/g1')).json()
  t.same(intent, { titles: [], cities: [], kinds: [], industries: [] })
  t.equal(rest.major, undefined)
  const long = '长'.repeat(100)
  await system.send('PUT', '/v1/graduates/g1', { ...graduate, skills: [long] })
  t.equal((await system.send('DELETE', `/v1/graduates/g1/tags/${encodeURIComponent(`skill:${long}`)}`)).statusCode, 204)
})

t.test('erasure: gone from the store, the log and every file', async t => {
  const system = await openProfileSystem()
  t.teardown(system.close)
  const secret = '曾在独一无二医院实习'
  const files = () =>
    readdirSync(system.directory, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  await system.send('PUT', '/v1/graduates/g1', { ...graduate, experience: secret })
  await system.send('PUT', '/v1/graduates/g1', { ...graduate, experience: `${secret}，后来` })
  await system.send('PUT', '/v1/graduates/g2', { ...graduate, graduateId: 'g2' })
  t.ok(files().some(text => text.includes(secret)))
  t.equal((await system.send('DELETE', '/v1/graduates/g1')).statusCode, 204)
  t.equal((await system.send('GET', '/v1/graduates/g1')).statusCode, 404)
  t.notOk(files().some(text => text.includes(secret)))
  const replayed = await system.replay()
  t.same(
    replayed.filter(({ key }) => key === 'g1').map(({ value }) => value),
    [null],
    'readers hear of the erasure, and of nothing before it'
  )
  t.equal(replayed.filter(({ key }) => key === 'g2').length, 1)
  t.equal((await system.send('DELETE', '/v1/graduates/g1')).statusCode, 204, 'again')
  t.equal((await system.send('DELETE', '/v1/graduates/nobody')).statusCode, 204)

  await system.send('PUT', '/v1/graduates/g1', graduate)
  t.same((await system.send('GET', '/v1/graduates/g1')).json(), graduate, 'who comes back is somebody new')
  const mine = (await system.replay()).filter(({ key }) => key === 'g1')
  t.same(mine.at(-1)?.value?.data.graduate, graduate)
})

t.test('protected traits are refused, with the reason, at any depth', async t => {
  const system = await openProfileSystem()
  t.teardown(system.close)
  const cases: readonly [object, string, string][] = [
    [{ gender: '女' }, '/gender', '性别'],
    [{ ethnicity: '汉族' }, '/ethnicity', '民族'],
    [{ age: 22 }, '/age', '年龄'],
    [{ birthDate: '2004-01-01' }, '/birthDate', '年龄'],
    [{ hukouType: '农业' }, '/hukouType', '户籍'],
    [{ 户口所在地: '河南' }, '/户口所在地', '户籍'],
    [{ religion: null }, '/religion', '宗教'],
    [{ marital_status: '未婚' }, '/marital_status', '婚育'],
    [{ health: { hbv: false } }, '/health', '健康'],
    [{ intent: { ...graduate.intent, 性别: '男' } }, '/intent/性别', '性别'],
    [{ consent: { personalised: true, push: true, extra: [{ Gender: 'f' }] } }, '/consent/extra/0/Gender', '性别']
  ]
  for (const [change, path, word] of cases) {
    const answer = await system.send('PUT', '/v1/graduates/g1', { ...graduate, ...change })
    t.equal(answer.statusCode, 400, path)
    t.match(answer.headers['content-type'], /^application\/problem\+json/)
    const error = (answer.json().errors as { path: string; message: string }[]).find(e => e.path === path)
    t.match(error?.message, new RegExp(`${word}.*不得作为匹配依据`), path)
  }
  t.equal((await system.send('GET', '/v1/graduates/g1')).statusCode, 404, 'nothing was stored')
})

t.test('faulty bodies get a 400 that names the field', async t => {
  const system = await openProfileSystem()
  t.teardown(system.close)
  const cases: readonly [unknown, string][] = [
    [{ ...graduate, graduateId: 'g2' }, '/graduateId'],
    [{ ...graduate, major: 5 }, '/major'],
    [{ ...graduate, skills: 'Java' }, '/skills'],
    [{ ...graduate, skills: ['', 'x'] }, '/skills/0'],
    [{ ...graduate, graduationYear: 2026.5 }, '/graduationYear'],
    [{ ...graduate, intent: { salaryMin: -1 } }, '/intent/salaryMin'],
    [{ ...graduate, intent: { kinds: ['job', 'any'] } }, '/intent/kinds/1'],
    [{ ...graduate, status: 'maybe' }, '/status'],
    [{ ...graduate, consent: { personalised: 'no' } }, '/consent/personalised'],
    [{ ...graduate, hobby: '篮球' }, '/hobby'],
    [{ ...graduate, experience: '字'.repeat(20_001) }, '/experience'],
    ['{"graduateId":"g1","intent":{"salaryMin":1e999}}', '/intent/salaryMin'],
    ['{"graduateId":"g1","experience":"\\ud83d"}', '/experience'],
    ['{"graduateId":"g1","skills":["ok","\\udc00x"]}', '/skills/1'],
    ['{"graduateId":"g1","salary":NaN}', ''],
    [`{"skills":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, '/skills/0'],
    ['{"graduateId":"g1"', ''],
    ['', ''],
    ['[]', ''],
    ['null', ''],
    [undefined, '']
  ]
  for (const [body, path] of cases) {
    const answer = await system.send('PUT', '/v1/graduates/g1', body)
    t.equal(answer.statusCode, 400, `${path}: ${answer.body}`)
    t.ok(
      (answer.json().errors as { path: string }[]).some(error => error.path === path),
      `${path}: ${answer.body}`
    )
  }
  for (const id of ['%20', 'a%2Fb', '%00', `${'x'.repeat(129)}`, '%C2%85'])
    t.equal((await system.send('PUT', `/v1/graduates/${id}`, { major: '法学' })).statusCode, 400, id)
  t.equal((await system.send('PUT', '/v1/graduates/%FF', { major: '法学' })).statusCode, 400)
  t.equal((await system.send('GET', '/v1/graduates/g1')).statusCode, 404, 'nothing was stored')
})

t.test('employers see no graduate; what was acknowledged is there after a restart', async t => {
  const directory = t.testdir()
  const findCaller = createAccess([
    { name: 'hnjob', role: 'employer', key: 'employer-key-0123456789' },
    { name: 'app', role: 'app', key: 'app-key-0123456789abcdef' }
  ])
  const first = await openProfileSystem({ directory, findCaller })
  const url = '/v1/graduates/g1'
  t.equal((await first.send('PUT', url, graduate)).statusCode, 401)
  t.equal((await first.send('PUT', url, graduate, 'employer-key-0123456789')).statusCode, 403)
  t.equal((await first.send('PUT', url, graduate, 'app-key-0123456789abcdef')).statusCode, 200)
  await first.close()
  const second = await openProfileSystem({ directory, findCaller })
  t.same((await second.send('GET', url, undefined, 'app-key-0123456789abcdef')).json(), graduate)
  await second.close()
})
