import t from 'tap'
import type { DegreeLevel, PostingKind } from '../../../src/contracts/posting.ts'
import { parseCreditCode } from '../../../src/domain/normalise/credit-code.ts'
import { isOpenEnded, parseInstant } from '../../../src/domain/normalise/dates.ts'
import { parseDegree } from '../../../src/domain/normalise/degree.ts'
import { employerKey } from '../../../src/domain/normalise/employer.ts'
import { parseExperience } from '../../../src/domain/normalise/experience.ts'
import { parseHeadcount } from '../../../src/domain/normalise/headcount.ts'
import { kindInTitle, parseKind } from '../../../src/domain/normalise/kind.ts'
import { parseWords } from '../../../src/domain/normalise/words.ts'

const endless = '本科3年郑州'.repeat(100_000)

t.test('degree: the lowest level that is asked', async t => {
  const table: Record<string, DegreeLevel | null> = {
    本科: '本科',
    统招本科: '本科',
    全日制本科及以上: '本科',
    '大专/本科': '大专',
    '本科，硕士优先': '本科',
    '本科及以上学历（硕士优先）': '本科',
    大专及以上: '大专',
    高职高专: '大专',
    '中专/技校': '中专',
    '中专、高中及以上': '高中',
    高中: '高中',
    初中及以下: 'none',
    高中以下: 'none',
    硕士研究生: '硕士',
    '硕士/博士': '硕士',
    MBA: '硕士',
    博士: '博士',
    专升本: '本科',
    本硕: '本科',
    学历不限: 'none',
    不限: 'none',
    不限学历: 'none',
    大专或学历不限: 'none',
    '本科 ': '本科',
    Ｂａｃｈｅｌｏｒ: '本科',
    '3-5年': null,
    其他: null,
    本科以下: null,
    '': null,
    [endless]: null
  }
  for (const [text, level] of Object.entries(table)) t.equal(parseDegree(text), level, text.slice(0, 30))
})

t.test('experience: years asked, and whether fresh graduates are named', async t => {
  const table: Record<string, readonly [number | null, number | null, boolean] | null> = {
    '1-3年': [1, 3, false],
    '1年-3年': [1, 3, false],
    '３－５年': [3, 5, false],
    一到三年: [1, 3, false],
    '3年以上': [3, null, false],
    三年及以上工作经验: [3, null, false],
    '5年以上相关工作经验': [5, null, false],
    '2年': [2, null, false],
    '1年以内': [0, 1, false],
    半年以上: [0.5, null, false],
    '6个月以上': [0.5, null, false],
    经验不限: [0, null, false],
    不限: [0, null, false],
    无经验: [0, null, false],
    无需经验: [0, null, false],
    应届: [0, 0, true],
    应届毕业生: [0, 0, true],
    '在校/应届': [0, 0, true],
    '2026届毕业生': [0, 0, true],
    '经验不限,可接收应届生': [0, null, true],
    '1-2年,可接收应届生': [1, 2, true],
    '1-3年,3-5年': [1, 5, false],
    应往届均可: [0, null, true],
    '10年以上': [10, null, false],
    '5天/周 3个月': null,
    本科: null,
    '3': null,
    '5-3年': null,
    '100年以上': null,
    [endless]: null
  }
  for (const [text, expected] of Object.entries(table)) {
    const found = parseExperience(text)
    t.strictSame(found && [found.minYears, found.maxYears, found.graduate], expected, text.slice(0, 30))
  }
})

t.test('dates become Beijing time; what names no day is refused', async t => {
  const table: Record<string, string | null> = {
    '2026-03-01': '2026-03-01T00:00:00+08:00',
    '2026/3/1': '2026-03-01T00:00:00+08:00',
    '2026.03.01': '2026-03-01T00:00:00+08:00',
    '2026年3月1日': '2026-03-01T00:00:00+08:00',
    '20260301': '2026-03-01T00:00:00+08:00',
    '２０２６－０３－０１': '2026-03-01T00:00:00+08:00',
    '2026-03-01 08:30': '2026-03-01T08:30:00+08:00',
    '2026-03-01 08:30:15': '2026-03-01T08:30:15+08:00',
    '2026年3月1日8时30分': '2026-03-01T08:30:00+08:00',
    '2026-03-01T00:30:00Z': '2026-03-01T08:30:00+08:00',
    '2026-03-01T08:30:00.123+08:00': '2026-03-01T08:30:00+08:00',
    '2026-02-28T23:00:00-05:00': '2026-03-01T12:00:00+08:00',
    '1772325000000': '2026-03-01T08:30:00+08:00',
    '1772325000': '2026-03-01T08:30:00+08:00',
    '46082': '2026-03-01T00:00:00+08:00',
    '2024-02-29': '2024-02-29T00:00:00+08:00',
    '2026-02-29': null,
    '2026-13-01': null,
    '2026-03-01 25:00': null,
    '2026-03': null,
    '04-16': null,
    昨天: null,
    '1889-01-01': null,
    '9999-12-31': null,
    [endless]: null
  }
  for (const [text, instant] of Object.entries(table)) t.equal(parseInstant(text), instant, text.slice(0, 40))
  t.equal(parseInstant('2026-03-01', true), '2026-03-01T23:59:59+08:00', 'a bare date ends with its day')
  t.equal(parseInstant('2026-03-01 08:00', true), '2026-03-01T08:00:00+08:00')
  for (const text of ['长期有效', '招满为止', '长期']) t.ok(isOpenEnded(text), text)
  t.notOk(isOpenEnded('2026-03-01'))
})

t.test('kind: the field, and what a title states outright', async t => {
  const fields: Record<string, PostingKind | null> = {
    公益性岗位: 'public-welfare',
    公益岗: 'public-welfare',
    政策性岗位: 'policy',
    三支一扶: 'policy',
    科研助理岗位: 'policy',
    见习岗位: 'internship',
    就业见习: 'internship',
    实习: 'internship',
    internship: 'internship',
    全职: 'job',
    校园招聘: 'job',
    job: 'job',
    'public-welfare': 'public-welfare',
    兼职: null,
    x: null,
    [endless]: null
  }
  for (const [text, kind] of Object.entries(fields)) t.equal(parseKind(text), kind, text.slice(0, 30))
  const titles: Record<string, PostingKind | null> = {
    前端实习生: 'internship',
    'Java开发（实习）': 'internship',
    行政见习岗: 'internship',
    'Marketing Intern': 'internship',
    实习生管理专员: null,
    International销售: null,
    社区公益性岗位: 'public-welfare',
    特岗教师: 'policy',
    会计: null
  }
  for (const [text, kind] of Object.entries(titles)) t.equal(kindInTitle(text), kind, text)
})

t.test('headcount, words, credit codes, employers', async t => {
  const counts: [string | number, number | null, boolean][] = [
    [5, 5, true],
    ['5', 5, true],
    ['5人', 5, true],
    ['招聘人数：10名', 10, true],
    ['若干', null, true],
    ['不限', null, true],
    ['3-5人', null, false],
    ['10人以上', null, false],
    [0, null, false],
    [1.5, null, false],
    ['很多', null, false]
  ]
  for (const [raw, count, understood] of counts) t.same(parseHeadcount(raw), { count, understood }, String(raw))

  t.same(parseWords('软件工程、计算机科学与技术，软件工程'), ['软件工程', '计算机科学与技术'])
  t.same(parseWords('Java/Spring Boot;TCP/IP，CI/CD'), ['Java', 'Spring Boot', 'TCP/IP', 'CI/CD'])
  t.same(parseWords('五险一金+双休', true), ['五险一金', '双休'])
  t.same(parseWords(['C++', 'C++', ' ', '不限']), ['C++'])
  t.same(parseWords(null), [])
  t.equal(parseWords(Array.from({ length: 1000 }, (_, n) => `词${n}`)).length, 200)

  t.equal(parseCreditCode('91350100M000100Y43'), '91350100M000100Y43', 'the example of GB 32100')
  t.equal(parseCreditCode(' 91350100m000100y43 '), '91350100M000100Y43')
  t.equal(parseCreditCode('91350100M000100Y44'), null, 'check character')
  t.equal(parseCreditCode('91350100M000100'), null)

  t.equal(employerKey('豫测（郑州）软件 有限公司', null), employerKey('豫测(郑州)软件有限公司', null))
  t.equal(employerKey('甲公司', '91350100M000100Y43'), '91350100M000100Y43')
  for (const name of ['未提供', '某公司', '保密', '知名互联网公司', '某大型国企', 'XX公司', '-', '匿名'])
    t.equal(employerKey(name, null), null, name)
})
