import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import t from 'tap'
import { openCallThread } from '../../src/adapters/threads/call-thread.ts'
import { createThreadPostingIndex } from '../../src/adapters/threads/posting-index.ts'
import { readPostingFacts } from '../../src/domain/understanding/posting-facts.ts'
import { makePosting } from '../ports/posting-index.oracle.ts'
import { postingIndexSuite, suiteDimensions, writeUntilKilled } from '../ports/posting-index.suite.ts'

const module = new URL('../support/posting-index-thread.js', import.meta.url)
/** Every search has a helper. */
const scan = { helpers: 1, plan: 'shared scan' } as const
const open = async (directory: string, modelId = 'model-1') => {
  const data = { directory, modelId, dimensions: suiteDimensions, scan }
  return createThreadPostingIndex(await openCallThread(module, () => data))
}

const [, , writerFolder, round = ''] = process.argv
if (writerFolder !== undefined) {
  await writeUntilKilled(await open(writerFolder), round)
} else {
  const folder = t.testdir()
  const facts = readPostingFacts(makePosting('p'))
  const vector = new Float32Array(suiteDimensions).fill(1)
  postingIndexSuite(t, {
    open: (name, modelId) => open(join(folder, name), modelId),
    writer: name => ({ file: import.meta.filename, args: [join(folder, name)] }),
    similarityTolerance: 1e-6,
    lexicalTolerance: 1e-9,
    rounds: 10
  })

  t.test('what is asked during a long write is answered before it', async t => {
    const index = await open(join(folder, 'long'))
    t.teardown(index.close)
    const long = Array.from({ length: 2000 }, (_, n) => makePosting(`p${n}`, { description: 'java '.repeat(200) }))
    const answered: string[] = []
    const written = index.upsert(long.map(posting => ({ posting, facts, vector }))).then(() => answered.push('write'))
    t.equal(await index.count(), 0)
    answered.push('count')
    await written
    t.same(answered, ['count', 'write'])
    t.equal(await index.count(), long.length)
  })

  t.test('a thread that dies is started again: calls are answered, nothing is lost', async t => {
    const threads: Worker[] = []
    const keep = (worker: Worker) => threads.push(worker)
    process.on('worker', keep)
    t.teardown(() => process.off('worker', keep))
    const index = await open(join(folder, 'dies'))
    t.teardown(index.close)
    const write = (n: number) => index.upsert([{ posting: makePosting(`p${n}`), facts, vector }])
    const { identity } = index
    for (let round = 0; round < 5; round++) {
      const under = [write(3 * round), write(3 * round + 1), index.count(), write(3 * round + 2)]
      if (round > 0) await threads.at(-1)?.terminate()
      await Promise.all(under)
      t.equal(await index.count(), 3 * round + 3)
    }
    t.equal(index.identity, identity)
    t.equal(threads.length, 5, 'one for each that died')
  })
}
