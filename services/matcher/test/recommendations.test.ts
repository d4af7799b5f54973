import { posting } from '@zhipei/shared/test/support/postings'
import t from 'tap'
import { openMatcherSystem } from './support/matcher-system.ts'

t.test('a posting and a graduate meet', async t => {
  const system = await openMatcherSystem()
  t.teardown(system.close)
  await system.screened([
    posting('p1'),
    posting('p2', { title: '幼儿教师', skills: ['教育'], description: '带班教学' })
  ])
  await system.changed({ graduateId: 'g1', major: '软件工程', degree: '本科', skills: ['Java'] })
  const answer = await system.recommend({ graduateId: 'g1' })
  t.equal(answer.items[0]?.postingId, 'p1')
  t.equal(answer.items.length, 2)
})
