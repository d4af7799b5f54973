import type { PostingSubmission } from '@zhipei/shared/contracts/posting'
import { employerCore } from '@zhipei/shared/domain/normalise/employer'
import { normalisePosting } from '@zhipei/shared/domain/normalise/posting'
import { contactsIn } from '@zhipei/shared/domain/screening/record/contacts'
import {
  employerSigns,
  type SignEntry,
  type Standing,
  signEntries,
  standingOf,
  standings
} from '@zhipei/shared/domain/screening/record/employer-signs'
import { isNews, repeatFindings, withEntries } from '@zhipei/shared/domain/screening/record/repeats'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import t from 'tap'

const description =
  '负责应用的体验与反馈，按要求完成任务并提交结果，时间自由，服从项目组安排，按月结算报酬，提供线上培训和带教，' +
  '表现突出者可以转为长期合作，工作内容以项目组通知为准。'
const submit = (name: string, fields: Partial<PostingSubmission> = {}): PostingSubmission => {
  return { postingId: '1', title: '体验员', employer: { name }, description, city: '郑州', ...fields }
}
const signsOf = (submission: PostingSubmission) =>
  employerSigns(normalisePosting(submission, { id: 's:1', source: 's', revision: 1 }), submission)
const today = 20_781

/** Findings in the last of the submissions, judged beside the others; each with how it stands. */
function judged(...submissions: (readonly [PostingSubmission, Standing?])[]) {
  const arrivals = submissions.map(([submission, standing = standings.open], at): [string, SignEntry[]] => [
    `s:${at}`,
    signEntries(signsOf(submission), today - submissions.length + at + 1, standing)
  ])
  const [last] = submissions.at(-1) ?? []
  if (last === undefined) return []
  return repeatFindings(last, signsOf(last), withEntries(new Map(), arrivals))
}
const employers = (count: number, fields: Partial<PostingSubmission> = {}, standing: Standing = standings.open) =>
  Array.from(
    { length: count },
    (_, at) => [submit(`${'甲乙丙丁戊己庚辛'[at]}方信息科技有限公司`, fields), standing] as const
  )

t.test('contacts are found however they are written, and words about 微信 name nobody', async t => {
  const cases: [string, string[]][] = [
    ['联系电话 138-1234-5678 或 0371-61234567', ['phone 13812345678', 'phone 037161234567']],
    ['电话：１３８１２３４５６７８', ['phone 13812345678']],
    ['请拨一三八一二三四五六七八', ['phone 13812345678']],
    ['热线400-812-3456，+86 13812345678', ['phone 4008123456', 'phone 13812345678']],
    ['编号20260101123456，身份证41010119900101123X', []],
    ['加微信：Zhaopin_88 详聊', ['wechat zhaopin_88']],
    ['加我vx zhaopin88', ['wechat zhaopin88']],
    ['薇信号hr2026zz', ['wechat hr2026zz']],
    ['微信号13812345678', ['phone 13812345678']],
    ['QQ群：123456789，扣扣 87654321', ['qq 123456789', 'qq 87654321']],
    ['熟悉微信小程序、微信公众号与 wxpython 开发', []],
    ['微信开发：熟悉 javascript', []],
    ['熟悉 vue+vue-router+vuex，微信 webview', []],
    ['加v：hr2026zz', ['wechat hr2026zz']],
    ['通过QQ、微信联系客户', []]
  ]
  for (const [text, expected] of cases) {
    const found = contactsIn(text)
    t.strictSame(
      found.map(({ kind, key }) => `${kind} ${key}`),
      expected,
      text
    )
  }
  const text = 'hr：１３８ １２３４ ５６７８。'
  const [{ start, end } = { start: 0, end: 0 }] = contactsIn(text)
  t.equal(text.slice(start, end), '１３８ １２３４ ５６７８', 'offsets lead into the text as submitted')
})

t.test('branches and daughters of a house are one employer', async t => {
  const cases: [string, string][] = [
    ['河南鑫达人力资源有限公司洛阳分公司', '鑫达人力资源'],
    ['郑州市鑫达人力资源有限责任公司', '鑫达人力资源'],
    ['中国平安人寿保险股份有限公司河南分公司', '平安人寿保险'],
    ['北京公司', '北京公司'],
    ['字节跳动', '字节跳动']
  ]
  for (const [name, core] of cases) t.equal(employerCore(name), core, name)
})

t.test('from the fifth employer on, one text or contact is a finding with its figures', async t => {
  t.strictSame(judged(...employers(4)), [])
  t.match(judged(...employers(5)), [
    {
      rule: 'fraud-bait.repeat-text',
      severity: 'review',
      suggestion: /2026-11-20 至 2026-11-24出现在 5 家单位/,
      related: ['s:0', 's:1', 's:2', 's:3', 's:4']
    }
  ])
  const contact = { description: '工作轻松，电话13812345678' }
  t.match(judged(...employers(5, contact)), [
    { rule: 'fraud-bait.repeat-contact', severity: 'review', field: 'description', quote: '13812345678' }
  ])
  t.match(judged(...employers(5, { description: '受委托单位委托代招，电话13812345678' })), [{ severity: 'advise' }])
  const branches = ['郑州', '洛阳', '开封', '新乡', '许昌', '焦作'].map(
    city => [submit(`鑫达服务有限公司${city}分公司`)] as const
  )
  t.strictSame(judged(...branches), [], 'one house')
  t.strictSame(judged(...employers(6).map(() => [submit('某公司')] as const)), [], 'nobody is named')
  const others = employers(5).map(
    ([{ employer }], at) =>
      [submit(employer.name, { description: `${employer.name}诚聘，月薪${at}000元。${description}` })] as const
  )
  t.equal(judged(...others).length, 1, 'own names and figures do not make another text')
})

t.test('what a person has verified once is advice for all who carry the sign', async t => {
  const [first, ...rest] = employers(5)
  t.match(judged([first?.[0] as PostingSubmission, standings.verified], ...rest), [
    { severity: 'advise', suggestion: /其中 1 个经人工核实/ }
  ])
})

t.test('a blocked employer is known again under another name, by code, contact, text or name', async t => {
  const code = { name: '甲方信息科技有限公司', creditCode: '91350100M000100Y43' }
  const other = '与此无关的岗位，负责门店日常接待。'
  const cases: [string, PostingSubmission, PostingSubmission, RegExp | undefined][] = [
    [
      'code',
      submit('', { employer: code }),
      submit('', { employer: { ...code, name: '乙方商贸有限公司' }, description: other }),
      /^统一社会信用代码与.* 1 个岗位/
    ],
    [
      'contact',
      submit('甲方公司', { description: '加微信：hr_2026' }),
      submit('乙方公司', { description: '微信号hr_2026' }),
      /^联系方式与/
    ],
    ['text', submit('甲方信息公司'), submit('乙方商贸公司'), /^岗位描述与/],
    [
      'name',
      submit('河南鑫达人力资源有限公司'),
      submit('湖北鑫达人力资源有限公司', { description: other }),
      /^单位名称/
    ],
    ['the same employer again', submit('甲方信息公司'), submit('甲方信息公司'), undefined],
    ['nothing in common', submit('甲方信息公司'), submit('乙方商贸公司', { description: other }), undefined]
  ]
  for (const [name, before, now, expected] of cases) {
    const found = judged([before, standings.blocked], [now])
    t.equal(found.length, expected === undefined ? 0 : 1, name)
    if (expected !== undefined)
      t.match(found, [
        { rule: 'fraud-bait.repeat-blocked', severity: 'review', suggestion: expected, related: ['s:0'] }
      ])
  }
  t.strictSame(
    judged(
      [submit('甲方信息公司'), standings.blocked],
      [submit('乙方商贸公司'), standings.verified],
      [submit('乙方商贸公司')]
    ),
    []
  )
})

t.test('fraud and rejection speak of the employer, unlawful wording of the posting only', async t => {
  const screener = createScreener()
  const of = (text: string) => screener.screen({ title: '文员', description: text })
  const review = { note: '', actor: '', at: '', rulesVersion: '', seen: [] }
  t.equal(standingOf(of('入职需交押金300元。'), undefined), standings.blocked)
  t.equal(standingOf(of('仅限女性。'), undefined), standings.open)
  t.equal(standingOf(of('仅限女性。'), { ...review, decision: 'reject' }), standings.blocked)
  t.equal(standingOf(of('要求35岁以下。'), { ...review, decision: 'approve' }), standings.open)
})

t.test('a sign is news once it crosses the bound, or its first posting is blocked or verified', async t => {
  const use = (count: number, ...marks: Standing[]) => {
    const entries = employers(count).map(([submission], at): [string, SignEntry[]] => {
      return [`s:${at}`, signEntries(signsOf(submission), today, marks[at] ?? standings.open)]
    })
    const sign = signsOf(submit('甲方信息公司')).text
    return withEntries(new Map(), entries).get(sign ?? 0)
  }
  const cases: [string, ReturnType<typeof use>, ReturnType<typeof use>, boolean][] = [
    ['fourth', use(3), use(4), false],
    ['fifth', use(4), use(5), true],
    ['all at once', undefined, use(5), true],
    ['sixth', use(5), use(6), false],
    ['first blocked', use(2), use(2, standings.blocked), true],
    ['second blocked', use(2, standings.blocked), use(2, standings.blocked, standings.blocked), false],
    ['first verified', use(5), use(5, standings.verified), true]
  ]
  for (const [name, before, now, expected] of cases) t.equal(now !== undefined && isNews(before, now), expected, name)
})
