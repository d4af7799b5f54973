import t from 'tap'
import { createJiebaTokenizer } from '../../src/adapters/jieba-tokenizer.ts'
import { createOnnxEmbedder, shippedModelFolder } from '../../src/adapters/onnx-embedder/onnx-embedder.ts'
import { openCallThread, ThreadEndedError } from '../../src/adapters/threads/call-thread.ts'
import { createThreadPostingAssessor } from '../../src/adapters/threads/posting-assessor.ts'
import { createThreadPostingReader } from '../../src/adapters/threads/posting-reader.ts'
import { assess, type Submitted } from '../../src/domain/assessment.ts'
import { postingText } from '../../src/domain/matching/texts.ts'
import { createScreener } from '../../src/domain/screening/screener.ts'
import { readPostingFacts } from '../../src/domain/understanding/posting-facts.ts'
import { postingTokens } from '../../src/engine/posting-tokens.ts'

const nowMs = Date.parse('2026-11-24T10:00:00+08:00')
const submitted: readonly Submitted[] = ['熟悉 Java，限男性。', '负责账务处理，五险一金。', ''].map(
  (description, n) => ({
    id: `s:p${n}`,
    source: 's',
    revision: n + 1,
    submission: {
      postingId: `p${n}`,
      title: '软件工程师',
      employer: { name: '豫测软件有限公司' },
      city: '郑州市',
      description: `岗位职责：${description}`
    }
  })
)

t.test('a thread assesses as the caller would', async t => {
  const screener = createScreener()
  const thread = createThreadPostingAssessor()
  const expected = submitted.map(one => assess(screener, one, nowMs))
  t.same(await thread.assess(submitted, nowMs), expected)
  t.same(await thread.assess([], nowMs), [])
  const wordings = submitted.map(({ submission }) => submission)
  t.same(
    await thread.screen(wordings),
    wordings.map(wording => screener.screen(wording))
  )
  await thread.close()
  await t.rejects(thread.assess(submitted, nowMs), /closed/)
  await t.rejects(thread.screen(wordings), /closed/)
})

t.test('a thread reads postings as the caller would; a model that is not the index’s is refused', async t => {
  const screener = createScreener()
  const postings = submitted.map(one => assess(screener, one, nowMs).posting)
  const embedder = await createOnnxEmbedder({ folder: shippedModelFolder })
  const tokenizer = createJiebaTokenizer()
  const reader = createThreadPostingReader({ modelFolder: shippedModelFolder, modelId: embedder.modelId })
  const vectors = await embedder.embed(postings.map(postingText), 'document')
  const read = await reader.read(postings)
  for (const [n, posting] of postings.entries()) {
    t.equal(read[n]?.posting, posting)
    t.same(read[n]?.facts, readPostingFacts(posting))
    t.equal(read[n]?.factsJson, JSON.stringify(readPostingFacts(posting)))
    t.same(read[n]?.tokens, postingTokens(posting, tokenizer))
    t.same(read[n]?.vector, vectors[n])
  }
  await reader.close()
  await embedder.close()
  const other = createThreadPostingReader({ modelFolder: shippedModelFolder, modelId: 'another' })
  for (let times = 0; times < 2; times++) await t.rejects(other.read(postings), /another was expected/)
  await other.close()
})

t.test('a failing call fails alone; a thread that dies is started again', async t => {
  const module = new URL('../support/echo-thread.js', import.meta.url)
  const deaths: Error[] = []
  const thread = await openCallThread<string, string>(
    module,
    () => null,
    error => deaths.push(error)
  )
  const calls = ['a', 'fail', 'b'].map(text => thread.call(text))
  await t.rejects(calls[1] as Promise<string>, { name: 'RangeError', message: 'told to fail' })
  t.same([await calls[0], await calls[2]], ['a', 'b'])
  await t.rejects(thread.call('die'), ThreadEndedError)
  t.equal(await thread.call('c'), 'c')
  await thread.close()
  t.equal(deaths.length, 1, 'told to end is no death')
})
