import type { PostingSubmission } from '@zhipei/shared/contracts/posting'
import { normalisePosting } from '@zhipei/shared/domain/normalise/posting'
import { recordFindings } from '@zhipei/shared/domain/screening/record/record-findings'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import t from 'tap'

const nowMs = Date.parse('2026-11-24T12:00:00+08:00')
const findings = (fields: Partial<PostingSubmission>) => {
  const submission = {
    postingId: '1',
    title: '客服专员',
    employer: { name: '某公司' },
    description: '接听电话',
    city: '郑州',
    ...fields
  }
  return recordFindings(normalisePosting(submission, { id: 's:1', source: 's', revision: 1 }), submission, nowMs)
}

t.test('pay far outside the pool is found with its figures, ordinary and leading pay is not', async t => {
  const cases: [string, Partial<PostingSubmission>, string[]][] = [
    ['ordinary', { salaryText: '4000-6000元/月' }, []],
    ['high but possible', { salaryText: '8-15K' }, []],
    ['impossible', { salaryText: '30000-50000元/月' }, ['fraud-bait.pay-above-pool']],
    ['impossible in figures', { salary: { min: 30_000, max: 50_000 } }, ['fraud-bait.pay-above-pool']],
    ['leading', { title: '客服总监', salaryText: '30000-50000元/月' }, []],
    ['unknown title', { title: '量子催乳师', salaryText: '30000-50000元/月' }, []],
    ['too little', { salary: { min: 100, max: 200 } }, ['missing.pay-below-pool']],
    ['not stated', { salaryText: '面议' }, []]
  ]
  for (const [name, fields, rules] of cases)
    t.strictSame(
      findings(fields).map(({ rule }) => rule),
      rules,
      name
    )
  const [found] = findings({ salaryText: '30000-50000元/月' })
  t.match(found, {
    field: 'salaryText',
    quote: '30000-50000元/月',
    severity: 'review',
    suggestion: /30000 元起.*\d+ 个“客服”/
  })
})

t.test('a credit code with a wrong check character counts as absent, an old end is told', async t => {
  const code = (creditCode: string) => findings({ employer: { name: '某公司', creditCode } })
  t.strictSame(code('91350100M000100Y43'), [], 'the example of GB 32100')
  t.match(code('91350100M000100Y44'), [{ rule: 'missing.credit-code', quote: '91350100M000100Y44' }])
  t.strictSame(code(''), [])
  t.match(findings({ validUntil: '2026-11-01' }), [{ rule: 'missing.expired', suggestion: /2026-11-01/ }])
  t.strictSame(findings({ validUntil: '2026-12-01' }), [])
})

t.test('fields that contradict each other are told with their figures', async t => {
  t.match(findings({ salary: { min: 8000, max: 5000 } }), [
    { rule: 'missing.pay-order', suggestion: /8000 元高于最高月薪 5000 元/ }
  ])
  t.strictSame(findings({ salary: { min: 5000, max: 5000 } }), [])
  const dates = { publishedAt: '2026-12-20', validUntil: '2026-12-10' }
  t.match(findings(dates), [{ rule: 'missing.validity-order', suggestion: /2026-12-10 早于发布日 2026-12-20/ }])
  t.strictSame(findings({ publishedAt: '2026-12-10', validUntil: '2026-12-10' }), [])
  const submission = { title: '文员', description: '性别：女。男女不限。' }
  t.ok(
    createScreener()
      .screen(submission)
      .findings.some(({ category }) => category === 'gender'),
    '不限 elsewhere lifts no demand'
  )
})
