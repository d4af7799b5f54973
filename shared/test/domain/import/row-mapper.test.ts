import { createHash } from 'node:crypto'
import t from 'tap'
import { columnOf, isHeader } from '../../../src/domain/import/columns.ts'
import { createRowMapper } from '../../../src/domain/import/row-mapper.ts'

const mapper = () =>
  createRowMapper({
    source: 'fair',
    hash: text => createHash('sha256').update(text).digest('hex')
  })

t.test('a fair sheet row in Chinese becomes a submission', t => {
  const rows = mapper()
  t.strictSame(
    rows.map({
      '编号*': '17',
      岗位名称: ' 会计助理 ',
      单位名称: '豫测财税有限公司',
      统一社会信用代码: '91410100MA40000000',
      工作地点: '郑州市金水区',
      '薪资（元/月）': '4000-6000',
      学历要求: '大专',
      经验要求: '应届',
      '招聘人数(人)': '3',
      岗位职责: '整理凭证',
      工作内容: '登记台账',
      任职要求: '细心',
      福利待遇: '五险一金、双休',
      发布日期: '2026-10-01',
      联系人: '某某'
    }),
    {
      submission: {
        postingId: '17',
        source: 'fair',
        title: '会计助理',
        employer: { name: '豫测财税有限公司', creditCode: '91410100MA40000000' },
        description: '整理凭证\n登记台账',
        requirements: '细心',
        city: '郑州市金水区',
        salaryText: '4000-6000元/月',
        degree: '大专',
        experience: '应届',
        headcount: '3',
        benefits: '五险一金、双休',
        publishedAt: '2026-10-01'
      }
    }
  )
  t.strictSame(rows.ignored(), ['联系人'], 'a column that is not ours is passed over and reported')
  t.end()
})

t.test('an English feed, flat or nested, becomes the same submission', t => {
  const expected = {
    submission: {
      postingId: 'a1',
      source: 'fair',
      title: 'Java开发',
      employer: { name: '某软件公司' },
      description: '写代码',
      city: '武汉',
      salaryText: '8-13K',
      skills: ['Java', 'SQL']
    }
  }
  const common = { jobTitle: 'Java开发', description: '写代码', city: '武汉', skills: ['Java', 'SQL'], extra: { a: 1 } }
  t.strictSame(mapper().map({ id: 'a1', company: '某软件公司', salaryText: '8-13K', ...common }), expected)
  t.strictSame(mapper().map({ id: 'a1', company: { name: '某软件公司' }, salary: '8-13K', ...common }), expected)
  t.strictSame(mapper().map({ jobId: 'a1', 'employer.name': '某软件公司', pay: '8-13K', ...common }), expected)
  t.end()
})

t.test('what a feed leaves out is filled only where nothing is invented', t => {
  const row = { 职位名称: '出纳', 岗位描述: '记账', 工作地点: '河南省郑州市' }
  const first = mapper().map(row)
  t.match(first, { submission: { postingId: /^h[0-9a-f]{24}$/, employer: { name: '未提供' }, city: '河南省郑州市' } })
  t.strictSame(mapper().map({ ...row }), first, 'the derived id is the same at every import')
  t.not(
    (mapper().map({ ...row, 岗位描述: '收款' }) as typeof first & { submission: object }).submission,
    (first as typeof first & { submission: object }).submission
  )
  t.strictSame(
    mapper().map({ id: 'x', title: '出纳', description: '记账', district: '408室' }),
    { errors: [{ field: 'city', message: 'city（城市）：缺少必填字段' }] },
    'a place without a city is no city'
  )
  t.end()
})

t.test('the contract form is judged as over HTTP', t => {
  const posting = {
    postingId: 'p1',
    title: '出纳',
    employer: { name: '某公司' },
    description: '记账',
    city: '郑州',
    salary: { min: 4000, max: 6000 }
  }
  t.strictSame(mapper().map(posting), { submission: { source: 'fair', ...posting } })
  t.strictSame(mapper().map({ ...posting, source: 'own' }), { submission: { ...posting, source: 'own' } })
  t.strictSame(mapper().map({ ...posting, salery: '4K' }), {
    errors: [{ field: 'salery', message: 'salery：未知字段' }]
  })
  const { employer, ...unnamed } = posting
  t.strictSame(mapper().map(unnamed), {
    errors: [{ field: 'employer', message: 'employer（公司名称）：缺少必填字段' }]
  })
  t.strictSame(mapper().map({ ...posting, employer: { name: '' }, title: 5, headcount: -1 }), {
    errors: [
      { field: 'title', message: 'title（职位名称）：类型应为 文本' },
      { field: 'employer.name', message: 'employer.name（公司名称）：不得少于 1 个字符' },
      { field: 'headcount', message: 'headcount（招聘人数）：不得小于 0' }
    ]
  })
  t.ok('errors' in mapper().map({}), 'an empty row is refused')
  t.end()
})

t.test('columns are found by name without case, blanks, markers and brackets', t => {
  t.strictSame(columnOf('薪资（千元/月）'), { field: 'salaryText', unit: '千元/月' })
  t.strictSame(columnOf(' 岗 位 名 称 *'), { field: 'title', unit: null })
  t.strictSame(columnOf('Company_Name'), { field: 'employerName', unit: null })
  t.equal(columnOf('备注'), undefined)
  t.ok(isHeader(['序号', '招聘岗位', '用人单位']))
  t.notOk(isHeader(['2026年秋季招聘会岗位表', '', '']))
  t.end()
})
