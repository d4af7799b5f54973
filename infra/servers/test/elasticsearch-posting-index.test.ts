import { randomUUID } from 'node:crypto'
import { createElasticsearchPostingIndex } from '@zhipei/shared/adapters/elasticsearch/posting-index'
import { readPostingFacts } from '@zhipei/shared/domain/understanding/posting-facts'
import { makePosting, wordTokenizer } from '@zhipei/shared/test/ports/posting-index.oracle'
import { postingIndexSuite, suiteDimensions, writeUntilKilled } from '@zhipei/shared/test/ports/posting-index.suite'
import t from 'tap'
import { connectionTo, deleteIndexes } from './support/elasticsearch.ts'

const url = process.env.ELASTICSEARCH_URL ?? ''
const open = (prefix: string, modelId = 'model-1') =>
  createElasticsearchPostingIndex({
    connection: connectionTo(url),
    prefix,
    modelId,
    dimensions: suiteDimensions,
    tokenizer: wordTokenizer,
    readsOwnWrites: true,
    limits: { replicas: 0 }
  })

const [, , writerPrefix, round = ''] = process.argv
if (writerPrefix !== undefined) {
  await writeUntilKilled(await open(writerPrefix), round)
} else {
  const run = `test-${randomUUID().slice(0, 8)}-`
  t.test('the port', { skip: url === '' && 'ELASTICSEARCH_URL is not set' }, async t => {
    t.teardown(() => deleteIndexes(url, run))
    postingIndexSuite(t, {
      open: (name, modelId) => open(`${run}${name}-`, modelId),
      writer: name => ({ file: import.meta.filename, args: [`${run}${name}-`] }),
      similarityTolerance: 1e-6,
      lexicalTolerance: 5e-7,
      rounds: 20
    })

    t.test('what another matcher wrote is read, not what this one kept', async t => {
      const [first, second] = await Promise.all([open(`${run}kept-`), open(`${run}kept-`)])
      const vector = new Float32Array(suiteDimensions)
      const title = async () => (await first.get(['a'])).get('a')?.posting.title
      const write = (revision: number, title: string) => {
        const posting = makePosting('a', { revision, title })
        return second.upsert([{ posting, facts: readPostingFacts(posting), vector }])
      }
      await write(1, 'one')
      t.equal(await title(), 'one')
      await write(1, 'one, again')
      t.equal(await title(), 'one, again')
      await second.remove(['a'])
      t.equal(await title(), undefined)
      await write(2, 'two')
      t.equal(await title(), 'two')
      await first.close()
      await second.close()
    })
  })
}
