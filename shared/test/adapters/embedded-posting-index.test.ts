import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { createEmbeddedPostingIndex } from '../../src/adapters/embedded-posting-index/embedded-posting-index.ts'
import { wordTokenizer } from '../ports/posting-index.oracle.ts'
import { postingIndexSuite, suiteDimensions, writeUntilKilled } from '../ports/posting-index.suite.ts'

const open = (directory: string, modelId = 'model-1') =>
  createEmbeddedPostingIndex({ directory, modelId, dimensions: suiteDimensions, tokenizer: wordTokenizer })

const [, , writerFolder, round = ''] = process.argv
if (writerFolder !== undefined) {
  await writeUntilKilled(await open(writerFolder), round)
} else {
  const folder = t.testdir()
  postingIndexSuite(t, {
    open: (name, modelId) => open(join(folder, name), modelId),
    writer: name => ({ file: import.meta.filename, args: [join(folder, name)] }),
    similarityTolerance: 1e-6,
    lexicalTolerance: 1e-9,
    rounds: 40
  })
  t.test('one process at a time, and one store of another model kept', async t => {
    const directory = join(folder, 'lock')
    const index = await open(directory)
    await t.rejects(open(directory), /open already/)
    await index.close()
    for (const model of ['model-2', 'model-3', 'model-4']) await (await open(directory, model)).close()
    const stores = (await readdir(directory)).filter(name => name.endsWith('.sqlite'))
    t.equal(stores.length, 2)
  })

  t.test('without a folder nothing is kept', async t => {
    const memory = { directory: null, modelId: 'm', dimensions: suiteDimensions, tokenizer: wordTokenizer }
    const index = await createEmbeddedPostingIndex(memory)
    t.equal(await index.count(), 0)
    await index.close()
    await t.rejects(createEmbeddedPostingIndex({ ...memory, dimensions: 5000 }), { name: 'RangeError' })
  })
}
