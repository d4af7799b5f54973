import type { Category, Finding, Screening } from '@zhipei/shared/contracts/screening'
import { employerNotice } from '@zhipei/shared/domain/screening/notice'
import { reviewStands, stateAfter } from '@zhipei/shared/domain/screening/review'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import t from 'tap'

const review = (decision: 'approve' | 'reject') => ({ decision, note: '', actor: '', at: '', rulesVersion: '' })
const found = (...categories: Category[]): Screening => ({
  decision: 'review',
  rulesVersion: '',
  findings: categories.map(
    (category): Finding => ({
      category,
      severity: category === 'appearance' ? 'advise' : 'review',
      field: 'description',
      rule: '',
      law: [],
      suggestion: '',
      confidence: 1
    })
  )
})

t.test('a decision holds for later rules as far as the person saw what they find', async t => {
  const approval = review('approve')
  t.ok(reviewStands(approval, found('age'), found('age')))
  t.ok(reviewStands(approval, found('age'), found('age', 'appearance')), 'advice needs no person')
  t.notOk(reviewStands(approval, found('age'), found('age', 'school')))
  t.ok(reviewStands(review('reject'), found('age'), found()))
  t.equal(stateAfter(found('age'), approval), 'live')
  t.equal(stateAfter({ ...found(), decision: 'pass' }, review('reject')), 'blocked')
  t.equal(stateAfter({ ...found(), decision: 'advise' }, undefined), 'live')
})

t.test('the letter says what, where, under which article, and how to word it; the gravest first', async t => {
  const screening = createScreener().screen({
    title: '保安',
    description: '35岁以下，限男性。',
    salaryText: '日入过千',
    benefits: ['双休', '入职需交押金300元']
  })
  const letter = employerNotice({ title: '保安', employer: '某物业公司', screening })
  const lines = letter.split('\n')
  t.equal(lines[0], '某物业公司：')
  t.match(lines[1], /岗位“保安”未能发布/)
  t.match(letter, /1\. .*（岗位描述）：“限男性”.*《妇女权益保障法》第四十三条.*建议：/)
  t.match(letter, /（福利）：“.*押金300元”.*《劳动合同法》第九条/)
  t.match(letter, /（薪资）：“日入过千”/)
  t.ok(letter.indexOf('限男性') < letter.indexOf('35岁以下'), 'blocking before doubtful')
  t.equal(
    employerNotice({ title: '', employer: '', screening: { decision: 'pass', findings: [], rulesVersion: '' } }),
    ''
  )
  t.match(
    employerNotice({ title: '', employer: '', screening, note: '请补充依据' }),
    /复核未通过.*\n复核意见：请补充依据/
  )
})
