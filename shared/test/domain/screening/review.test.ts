import type { PostingState } from '@zhipei/shared/contracts/posting'
import type { PostingReview } from '@zhipei/shared/contracts/review'
import type { Category, Finding, Screening, Severity } from '@zhipei/shared/contracts/screening'
import { decide } from '@zhipei/shared/domain/screening/engine'
import { employerNotice } from '@zhipei/shared/domain/screening/notice'
import { stateAfter } from '@zhipei/shared/domain/screening/review'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import t from 'tap'

const review = (decision: 'approve' | 'reject', ...seen: string[]): PostingReview => {
  return { decision, note: '', actor: '', at: '', rulesVersion: '', seen }
}
const found = (...rules: [rule: string, severity: Severity][]): Screening => {
  const findings = rules.map(([rule, severity]): Finding => {
    const category = rule.slice(0, rule.indexOf('.')) as Category
    return { category, severity, field: 'description', rule, law: [], suggestion: '', confidence: 1 }
  })
  return { decision: decide(findings), rulesVersion: '', findings }
}

t.test('what a person decided stands, whatever later rules doubt, but for what the person could not know', async t => {
  const approval = review('approve', 'age.upper')
  const cases: [string, Screening, PostingReview | undefined, PostingState][] = [
    ['nobody decided: pass', found(), undefined, 'live'],
    ['nobody decided: advise', found(['appearance.looks', 'advise']), undefined, 'live'],
    ['nobody decided: doubt', found(['age.upper', 'review']), undefined, 'review'],
    ['nobody decided: ban', found(['gender.reserved', 'block']), undefined, 'blocked'],
    ['approved: the same', found(['age.upper', 'review']), approval, 'live'],
    ['approved: nothing is left', found(), approval, 'live'],
    ['approved: another doubt of newer rules', found(['school.elite', 'review']), approval, 'live'],
    ['approved: a ban that nothing pointed to', found(['gender.reserved', 'block']), approval, 'review'],
    ['approved: a ban of what was seen', found(['age.born', 'block']), approval, 'live'],
    ['approved: a phone of many since', found(['fraud-bait.repeat-contact', 'review']), approval, 'review'],
    ['approved: advice since', found(['fraud-bait.repeat-contact', 'advise']), approval, 'live'],
    [
      'approved with the phone seen',
      found(['fraud-bait.repeat-contact', 'review']),
      review('approve', 'fraud-bait.repeat-contact'),
      'live'
    ],
    ['rejected: nothing is left', found(), review('reject', 'age.upper'), 'blocked']
  ]
  for (const [name, screening, decided, state] of cases) t.equal(stateAfter(screening, decided), state, name)
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
  t.match(letter, /依据：《就业促进法》第三条、第二十六条。/, 'a statute is named once')
  const twice = createScreener().screen({ title: '文员', description: '35岁以下。', requirements: '年龄40岁以下。' })
  const [, , only, last] = employerNotice({ title: '文员', employer: '某公司', screening: twice }).split('\n')
  t.match(
    only,
    /^1\. 年龄限制（岗位描述）：“35岁以下”、（任职要求）：“年龄40岁以下”。/,
    'the same advice is given once'
  )
  t.match(last, /申请复核/)
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
