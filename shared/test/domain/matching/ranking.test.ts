import t from 'tap'
import type { Profile } from '../../../src/contracts/graduate.ts'
import type { Posting, PostingSubmission } from '../../../src/contracts/posting.ts'
import { failedGates, type GateStep, gateSteps } from '../../../src/domain/matching/gates.ts'
import { createOutlineReader, encodeOutline } from '../../../src/domain/matching/outline.ts'
import { readGateFacts, readProfileFacts } from '../../../src/domain/matching/profile-facts.ts'
import { type Candidate, diversify, explain, type RankedCandidate, rank } from '../../../src/domain/matching/rank.ts'
import { profileText } from '../../../src/domain/matching/texts.ts'
import { candidate, javaProfile, nowMs, ranker } from '../../support/match-candidate.ts'

const scoreOf = (profile: Profile, c: Candidate): number =>
  rank(readProfileFacts(profile), [c], { nowMs, ranker })[0]?.score ?? Number.NEGATIVE_INFINITY

const featuresOf = (profile: Profile, c: Candidate): string[] =>
  explain(readProfileFacts(profile), c, ranker).reasons.map(({ feature }) => feature)

const gapsOf = (profile: Profile, c: Candidate): string[] =>
  explain(readProfileFacts(profile), c, ranker).gaps.map(g => g.text)

t.test('a reason stands on what the posting says; without that, score and reason fall together', async t => {
  const base = candidate({ description: '负责后台接口开发。熟悉Java、MySQL。软件工程专业。欢迎应届毕业生。' })
  const cases: readonly [string, Candidate, Profile?][] = [
    ['occupation', candidate({ title: '行政前台', description: base.posting.description })],
    ['skills', candidate({ description: '负责后台接口开发。软件工程专业。欢迎应届毕业生。', title: '开发工程师' })],
    ['major', candidate({ title: '行政前台', description: '熟悉Java、MySQL。护理专业。欢迎应届毕业生。' })],
    [
      'graduates',
      candidate({ description: '负责后台接口开发。熟悉Java、MySQL。软件工程专业。', experience: '1年以上' })
    ]
  ]
  for (const [feature, without] of cases) {
    t.ok(featuresOf(javaProfile, base).includes(feature), `${feature} is a reason`)
    t.notOk(featuresOf(javaProfile, without).includes(feature), `${feature} is none without its evidence`)
    t.ok(scoreOf(javaProfile, without) < scoreOf(javaProfile, base), `${feature} counts in the score`)
  }
})

t.test('evidence is a span of the normalised posting', async t => {
  const c = candidate({
    title: '【急聘】Ｊava开发工程师（应届生）',
    requirements: '1、熟悉 MySQL 数据库；\r\n2、软件工程专业'
  })
  const { reasons } = explain(readProfileFacts(javaProfile), c)
  t.ok(reasons.length >= 3)
  for (const { feature, evidence } of reasons) {
    if (evidence === null) continue
    const text = c.posting[evidence.field as keyof Posting]
    t.type(text, 'string', feature)
    t.equal((text as string).slice(evidence.start, evidence.end), evidence.quote, feature)
    t.not(evidence.quote, '', feature)
  }
})

t.test('what falls short always hurts, and is said', async t => {
  const base = candidate({})
  const cases: readonly [string, Partial<PostingSubmission>, RegExp][] = [
    ['years in the field', { experience: '3-5年' }, /要求3年经验/],
    ['years in the text', { description: `${base.posting.description}3年以上Java开发经验。` }, /要求3年经验/],
    ['a degree in the field', { degree: '硕士' }, /要求硕士及以上学历/],
    ['a degree in the text', { description: `${base.posting.description}硕士及以上学历。` }, /要求硕士及以上学历/],
    ['a rank', { title: '高级Java开发工程师' }, /职级偏高：高级/],
    ['a certificate', { description: `${base.posting.description}须持有教师资格证。` }, /要求持有教师资格证/],
    ['pay', { salaryText: '3-4K' }, /薪资低于期望/],
    ['an internship', { title: 'Java开发实习生' }, /实习/],
    ['experience', { description: `${base.posting.description}须有丰富的项目经验。` }, /要求有相关经验/],
    ['the rank of a heading', { description: `Java技术主管 岗位职责：${base.posting.description}` }, /职级偏高：主管/]
  ]
  for (const [what, fields, gap] of cases) {
    const worse = candidate(fields)
    t.ok(scoreOf(javaProfile, worse) < scoreOf(javaProfile, base), what)
    t.ok(
      gapsOf(javaProfile, worse).some(text => gap.test(text)),
      `${what} is a gap: ${gapsOf(javaProfile, worse)}`
    )
  }
  const experiences = ['经验不限', '1年', '2年', '3年', '4年', '5年', '8年']
  const scores = experiences.map(experience => scoreOf(javaProfile, candidate({ experience })))
  t.strictSame(
    scores,
    scores.toSorted((a, b) => b - a),
    'each further year hurts or leaves alone'
  )
})

t.test('a further skill never hurts, and the advice keeps its promise', async t => {
  const c = candidate({})
  const skills = ['Java', 'MySQL', 'Redis', 'Linux', '钢琴', 'Vue', '不存在的技能']
  let last = scoreOf({ ...javaProfile, skills: [] }, c)
  for (let n = 1; n <= skills.length; n++) {
    const score = scoreOf({ ...javaProfile, skills: skills.slice(0, n) }, c)
    t.ok(score >= last, `with ${skills[n - 1]}`)
    last = score
  }
  const advice = gapsOf(javaProfile, c).find(text => text.startsWith('再掌握 Redis'))
  const promised = Number(/提高 ([\d.]+)/.exec(advice ?? '')?.[1])
  const gained = scoreOf({ ...javaProfile, skills: ['Java', 'MySQL', 'Redis'] }, c) - scoreOf(javaProfile, c)
  t.ok(Math.abs(gained - promised) < 0.006, `${advice}: ${gained}`)
})

t.test('posts out of reach are never ranked', async t => {
  for (const title of ['技术总监', '首席架构师', '执业医师', '律师', '货运司机'])
    t.strictSame(rank(readProfileFacts(javaProfile), [candidate({ title })], { nowMs }), [], title)
  const unsaid: Profile = { major: '护理学', degree: '大专', intent: { titles: ['护士'] } }
  const nurse: Profile = { ...unsaid, certificates: [] }
  const post = candidate({ title: '门诊护士', description: '基础护理工作', degree: '大专' })
  t.equal(rank(readProfileFacts(nurse), [post], { nowMs }).length, 0, 'without the licence')
  const licensed = { ...nurse, certificates: ['护士执业资格证'] }
  t.equal(rank(readProfileFacts(licensed), [post], { nowMs }).length, 1, 'with the licence')
  t.ok(featuresOf(licensed, post).includes('certificate'))
  t.equal(rank(readProfileFacts(unsaid), [post], { nowMs }).length, 1, 'a nurse who says nothing of certificates')
  t.match(gapsOf(unsaid, post).join(), /要求持有护士执业证/)
})

t.test(
  'a speciality’s licence opens its own speciality; unstated pay is no wish; no item is without a reason',
  async t => {
    const dentist: Profile = { major: '口腔医学', degree: '大专', certificates: ['口腔执业助理医师'] }
    const physician: Profile = { major: '临床医学', degree: '本科', certificates: ['执业医师资格证'] }
    const ranks = (profile: Profile, title: string) =>
      rank(
        readProfileFacts(profile),
        [candidate({ title, degree: '大专', description: '门诊工作，须持有医师资格证' })],
        {
          nowMs,
          ranker
        }
      ).length
    const rows: readonly [string, number, number][] = [
      ['口腔医生', 1, 0],
      ['皮肤科医生', 0, 1],
      ['中医师', 0, 0]
    ]
    for (const [title, forDentist, forPhysician] of rows) {
      t.equal(ranks(dentist, title), forDentist, `dentist as ${title}`)
      t.equal(ranks(physician, title), forPhysician, `physician as ${title}`)
    }
    const { intent: _, ...unwished } = javaProfile
    const poor = gapsOf(unwished, candidate({ salaryText: '2-3K' })).join()
    t.match(poor, /薪资低于同等学历的常见水平/)
    t.notMatch(poor, /期望/)
    const strange = candidate({ title: '岗位', description: '面谈', experience: '1-3年', degree: '博士' })
    t.strictSame(featuresOf(javaProfile, strange), ['similarity'])
  }
)

t.test('English bars those whose course teaches another language in its place, and nobody else', async t => {
  const trade = candidate({ title: '外贸业务员', description: '开发国外客户。要求英语口语流利，六级以上。' })
  const preferred = candidate({ title: '外贸业务员', description: '开发国外客户。英语六级者优先。' })
  const either = candidate({ title: '客服（日语或英语）', description: '接待国外客户。' })
  const graduate = (major: string, more: Profile = {}): Profile => ({
    major,
    degree: '本科',
    intent: { titles: ['外贸业务员'] },
    ...more
  })
  const gap = (profile: Profile, c: Candidate) => gapsOf(profile, c).includes('要求英语能力')
  t.ok(gap(graduate('日语'), trade))
  t.ok(gap(graduate('日语', { certificates: ['N1'] }), trade))
  t.notOk(gap(graduate('日语', { certificates: ['英语六级'] }), trade), 'who says so has it')
  t.notOk(gap(graduate('日语', { skills: ['英语'] }), trade))
  t.notOk(gap(graduate('日语'), preferred))
  t.notOk(gap(graduate('日语'), either))
  for (const major of ['国际经济与贸易', '商务英语', '翻译', '法学', '计算机科学与技术'])
    t.notOk(gap(graduate(major), trade), major)
  t.notOk(featuresOf(graduate('国际经济与贸易'), trade).includes('certificate'), 'nor is it said to be proved')
  t.ok(scoreOf(graduate('日语', { skills: ['英语'] }), trade) > scoreOf(graduate('日语'), trade))
})

t.test('a title of many trades is read by the field of study', async t => {
  const wishes = (major: string) =>
    readProfileFacts({ major, intent: { titles: ['检验员'] } }).occupations.map(({ group }) => group)
  t.equal(wishes('医学检验技术')[0], '医学技术')
  t.equal(wishes('机械制造与自动化')[0], '质量管理')
  const research = readProfileFacts({ major: '生物技术', intent: { titles: ['研发助理'] } })
  t.equal(research.occupations[0]?.group, '生物技术', 'not software')
})

t.test('protected traits in free text change nothing that ranking sees', async t => {
  const additions = [
    '姓名：张伟，性别：男，民族：汉族，年龄：22岁，户籍：河南周口',
    '我叫李娜，女，回族，22岁，河南周口人',
    '本人未婚未育，中共党员，身体健康，身高170cm',
    '女生，2003年出生，家住郑州市金水区',
    '毕业于郑州大学，985院校',
    '农村户口，信仰佛教，残疾人证三级',
    '张伟，男，22岁',
    '电话13812345678，邮箱abc@example.com',
    '张伟',
    '欧阳娜娜，维吾尔族',
    '李秀英，壮族，广西人',
    '王芳、政治面貌：共青团员、已婚已育',
    '男，37岁，1988年生，籍贯湖南，体重75kg，色弱',
    'Gender: I am a female'
  ]
  const plain = readProfileFacts(javaProfile)
  const c = candidate({})
  for (const text of additions) {
    for (const experience of [`${text}。${javaProfile.experience}`, `${javaProfile.experience}；${text}。`]) {
      const told = { ...javaProfile, experience }
      t.equal(profileText(told), profileText(javaProfile), `embedded text: ${text}`)
      t.strictSame(readProfileFacts(told), plain, `facts: ${text}`)
      t.equal(scoreOf(told, c), scoreOf(javaProfile, c))
    }
  }
  for (const name of ['张伟', '王秀英', '李娜'])
    t.equal(profileText({ experience: `${name}，做过收银` }), '做过收银', 'a name that stands alone')
  const kept = '负责机器人调试，做过女装设计与民族舞编排，带队获得二等奖'
  t.equal(profileText({ experience: kept }), kept, 'words of work stay')
})

t.test('an outline scores, passes gates and is spread as the whole posting', async t => {
  const read = createOutlineReader()
  const whole = [
    candidate({}),
    candidate({ title: '高级Java开发（双休）\n急聘', skills: ['Java', '"引号"'], headcount: 3, salaryText: '面议' }),
    candidate({ title: '护士', description: '需护士执业资格证，倒班，接受应届生', majors: ['护理学'], kind: '见习' }),
    candidate({ title: '会计', employer: { name: '未提供' }, description: '保险代理，销售提成', degree: '硕士' })
  ]
  const outlined = whole.map(({ posting, facts, ...numbers }) => ({
    ...read(posting.id, encodeOutline(posting, facts)),
    ...numbers
  }))
  const widest = gateSteps(readProfileFacts(javaProfile), {})[0] as GateStep
  for (const profile of [javaProfile, { major: '护理学', degree: '大专' }, {}, null]) {
    const facts = profile === null ? null : readProfileFacts(profile)
    const scores = (candidates: readonly RankedCandidate[]) =>
      diversify(rank(facts, candidates, { nowMs })).map(({ candidate: { posting }, score }) => [posting.title, score])
    t.strictSame(scores(outlined), scores(whole))
  }
  for (const [n, { posting, facts }] of outlined.entries())
    t.strictSame(failedGates(widest, posting, facts), failedGates(widest, whole[n]?.posting as Posting, facts))
})

t.test('an order without anything personal', async t => {
  const fresh = candidate({ postingId: 'new', publishedAt: '2026-11-23' })
  const old = candidate({ postingId: 'old', publishedAt: '2026-01-01' })
  t.strictSame(
    rank(null, [old, fresh], { nowMs }).map(s => s.candidate.posting.postingId),
    ['new', 'old']
  )
  t.strictSame(explain(null, fresh).reasons, [])
})

t.test('at most two of ten go to one employer; employers without a name are not one', async t => {
  const facts = readProfileFacts(javaProfile)
  const of = (name: string, n: number) =>
    Array.from({ length: n }, (_, i) =>
      candidate({ postingId: `${name}${i}`, employer: { name }, title: `Java开发${i}` })
    )
  const ranked = rank(facts, [...of('甲公司', 12), ...of('乙公司', 3), ...of('未提供', 8)], { nowMs })
  const order = diversify(ranked).map(s => s.candidate.posting.employer.name)
  t.equal(order.length, 23)
  for (const name of ['甲公司', '乙公司']) t.ok(order.slice(0, 10).filter(n => n === name).length <= 2, name)
  t.ok(order.slice(0, 10).filter(n => n === '未提供').length > 2)
  t.strictSame(
    diversify(diversify(ranked)).map(s => s.candidate.posting.id),
    diversify(ranked).map(s => s.candidate.posting.id)
  )
})

t.test('gates widen in the documented order and never to what a graduate cannot reach', async t => {
  const steps = gateSteps(readProfileFacts({ ...javaProfile, degree: '大专' }), {})
  const [strictest] = steps as [GateStep]
  const widest = steps.at(-1) as GateStep
  t.strictSame(widest.widened, ['salary', 'kind', 'city', 'degree'])
  t.equal(strictest.requiredYearsMax, 4, 'five years and more are out')
  t.equal(widest.requiredYearsMax, 4, 'and stay out')
  const above = (degree: string) => candidate({ degree })
  const fails = (step: GateStep, c: Candidate) => failedGates(step, c.posting, c.facts)
  t.strictSame(fails(strictest, above('本科')), ['degree'])
  t.strictSame(fails(widest, above('本科')), [])
  t.strictSame(fails(widest, above('硕士')), ['degree'])
  t.strictSame(fails(strictest, candidate({ salaryText: '3-4K', degree: '大专' })), ['salary'])
})

t.test('gates are the same whether they are read alone or with all the rest', async t => {
  const profiles: readonly Profile[] = [
    {},
    javaProfile,
    { degree: '博士研究生', school: '某大学', intent: { titles: ['女文员，限本地户口'], cities: ['苏州', '火星'] } },
    { degree: '没有', intent: { cities: ['长三角'], kinds: ['internship'], salaryMin: 6000 } }
  ]
  for (const profile of profiles)
    t.strictSame(gateSteps(readGateFacts(profile), {}), gateSteps(readProfileFacts(profile), {}))
})
