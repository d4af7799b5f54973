import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { shippedRankerFile } from '@zhipei/shared/adapters/ranker-file'
import { posting } from '@zhipei/shared/test/support/postings'
import t from 'tap'
import { openMatcherSystem } from './support/matcher-system.ts'
import { idsOf, javaGraduate, names } from './support/samples.ts'

const { graduateId: _id, ...profile } = javaGraduate
const at = '2026-11-24T10:00:00+08:00'

t.test('where the thread of the index dies, requests are answered by the next one as if nothing had been', async t => {
  const threads: Worker[] = []
  const keep = (worker: Worker) => threads.push(worker)
  process.on('worker', keep)
  t.teardown(() => process.off('worker', keep))
  const system = await openMatcherSystem()
  t.teardown(system.close)
  const seats = (id: string) => posting(id, { headcount: 1 })
  await system.screened(names('p', 40).map(seats))
  await system.changed(javaGraduate)
  const { requestId, items } = await system.recommend({ graduateId: 'g1' })
  const act = (type: string, n: number) => ({ requestId, postingId: items[n]?.id, graduateId: 'g1', type, at })
  await system.post('/v1/interactions', [act('offer', 0), act('dismiss', 1)])
  const first = await system.recommend({ graduateId: 'g1' })
  const second = await system.recommend({ graduateId: 'g1', cursor: first.nextCursor })
  t.notOk(
    first.items.some(({ id }) => id === items[0]?.id || id === items[1]?.id),
    'full, and dismissed'
  )

  for (let death = 1; death <= 3; death++) {
    const before = threads.length
    const asked = names('r', 20).map((_, n) =>
      system.recommend(n % 2 === 0 ? { graduateId: 'g1' } : { graduateId: 'g1', cursor: first.nextCursor })
    )
    const screened = system.screened([seats(`new${death}`)])
    await threads.at(-1)?.terminate()
    for (const [n, answer] of (await Promise.all(asked)).entries())
      t.same(answer.model, (n % 2 === 0 ? first : second).model)
    await screened
    t.equal(threads.length, before + 1, 'one is started again')
    await system.takenDown([`direct:new${death}`])
    t.same(await system.recommend({ graduateId: 'g1' }), first)
    t.same(await system.recommend({ graduateId: 'g1', cursor: first.nextCursor }), second)
  }
})

t.test('another ranker comes into force without a restart', async t => {
  const directory = t.testdir()
  const file = join(directory, 'ranker.json')
  const shipped = JSON.parse(readFileSync(shippedRankerFile, 'utf8'))
  const replace = (ranker: object) => {
    writeFileSync(`${file}.new`, JSON.stringify(ranker))
    renameSync(`${file}.new`, file)
  }
  replace(shipped)
  const system = await openMatcherSystem({ rankerFile: file })
  t.teardown(system.close)
  await system.screened([posting('java'), posting('teacher', { title: '幼儿教师', skills: ['钢琴'] })])
  const before = await system.recommend({ profile })
  t.equal(before.model.ranker, shipped.version)
  replace({ ...shipped, version: 'other-1', trees: [] })
  let after = before
  while (after.model.ranker !== 'other-1') after = await system.recommend({ profile })
  t.same(idsOf(after), idsOf(before))
  t.not(after.items[0]?.score, before.items[0]?.score)
})
