import type { PostingSubmission } from '@zhipei/shared/contracts/posting'
import t from 'tap'
import { openTestSystem, submission, type TestSystem } from './support/system.ts'

const contact = { description: '负责线上资料整理，时间自由，有意者加微信：hr_2026zz 详聊。' }
const clean = { description: '负责公司财务核算与报税，按月编制报表，配合年度审计。' }

async function submit(system: TestSystem, ...postings: PostingSubmission[]): Promise<void> {
  const response = await system.app.inject({ method: 'POST', url: '/v1/postings', payload: postings })
  if (response.statusCode !== 202) throw new Error(response.body)
  await system.settled()
}

async function view(system: TestSystem, id: string) {
  const { state, screening } = (await system.app.inject({ url: `/v1/postings/hnjob:${id}` })).json()
  const repeats = screening.findings.filter(({ rule }: { rule: string }) => rule.includes('.repeat-'))
  return { state, repeats }
}
const states = (system: TestSystem, ...ids: string[]) =>
  Promise.all(ids.map(async id => (await view(system, id)).state))
const decide = (system: TestSystem, id: string, decision: 'approve' | 'reject') =>
  system.app.inject({ method: 'POST', url: `/v1/reviews/hnjob:${id}`, payload: { decision, note: '已核实' } })

t.test('the fifth employer with a contact brings the earlier four into review; one approval clears all', async t => {
  const directory = t.testdir()
  const system = await openTestSystem(directory)
  const ids = ['1', '2', '3', '4', '5']
  for (const id of ids.slice(0, 4)) await submit(system, submission(id, contact))
  await submit(system, submission('other', clean))
  t.strictSame(await states(system, ...ids.slice(0, 4)), ['live', 'live', 'live', 'live'])
  await submit(system, submission('5', contact))
  t.strictSame(await states(system, ...ids, 'other'), ['review', 'review', 'review', 'review', 'review', 'live'])
  t.equal(system.screened.get('hnjob:1')?.data.state, 'review', 'published')
  t.match(await view(system, '1'), {
    repeats: [{ rule: 'fraud-bait.repeat-contact', quote: 'hr_2026zz', suggestion: /同一微信号.*5 家单位/ }]
  })
  const published = system.counts.get('hnjob:1')
  await submit(system, ...ids.map(id => submission(id, contact)))
  t.strictSame(await states(system, ...ids), ['review', 'review', 'review', 'review', 'review'], 'sent again')
  t.equal(system.counts.get('hnjob:1'), published, 'which is no news')
  await system.close()

  const again = await openTestSystem(directory)
  t.equal((await decide(again, '3', 'approve')).json().state, 'live')
  await again.settled()
  t.strictSame(await states(again, ...ids), ['live', 'live', 'live', 'live', 'live'])
  await submit(again, submission('6', contact))
  t.match(await view(again, '6'), {
    state: 'live',
    repeats: [{ severity: 'advise', suggestion: /6 家.*1 个经人工核实/ }]
  })
  await again.close()
})

t.test('all in one batch see each other, in whatever order', async t => {
  const system = await openTestSystem(t.testdir())
  await submit(system, ...['3', '1', '5', '2', '4'].map(id => submission(id, contact)))
  t.strictSame(await states(system, '1', '2', '3', '4', '5'), ['review', 'review', 'review', 'review', 'review'])
  await system.close()
})

t.test('a rejected employer is known again under another name; wording alone marks nobody', async t => {
  const system = await openTestSystem(t.testdir())
  const named = (id: string, name: string, fields: Partial<PostingSubmission>) =>
    submission(id, { employer: { name }, ...fields })
  const bait = { description: `${contact.description}日入过千，在家躺赚。` }
  await submit(system, named('1', '郑州飞腾信息科技有限公司', bait), named('2', '洛阳迅达商贸有限公司', contact))
  await decide(system, '1', 'reject')
  await system.settled()
  t.match(
    await view(system, '2'),
    { state: 'review', repeats: [{ rule: 'fraud-bait.repeat-blocked' }] },
    'who was there before'
  )
  await submit(system, named('3', '开封万象商贸有限公司', contact), named('4', '河南飞腾信息科技有限公司', clean))
  t.match(await view(system, '3'), {
    state: 'review',
    repeats: [{ suggestion: /^联系方式与.* 1 个岗位/, related: ['hnjob:1'] }]
  })
  t.match(await view(system, '4'), { state: 'review', repeats: [{ suggestion: /^单位名称/ }] })
  const unlawful = { description: '前台接待，仅限女性，电话13812345678。' }
  await submit(
    system,
    named('5', '焦作甲子餐饮有限公司', unlawful),
    named('6', '许昌乙丑餐饮有限公司', { description: '前台接待，电话13812345678。' })
  )
  t.strictSame(await states(system, '5', '6'), ['blocked', 'live'])
  await system.close()
})
