import { createEmbeddedPostingIndex } from '@zhipei/shared/adapters/embedded-posting-index/embedded-posting-index'
import { createJiebaTokenizer } from '@zhipei/shared/adapters/jieba-tokenizer'
import { readPostingFacts } from '@zhipei/shared/domain/understanding/posting-facts'
import { createManualClock } from '@zhipei/shared/test/support/manual-clock'
import { posting } from '@zhipei/shared/test/support/postings'
import t from 'tap'
import { createPageMaker, type FirstPage } from '../src/pages.ts'
import { createWarmUp, warmUpPages, warmUpPostingsMin } from '../src/thread/warm-up.ts'
import { startMs } from './support/matcher-system.ts'
import { names } from './support/samples.ts'

const dimensions = 4

t.test('pages are made ahead where nobody asks, so many for a pool, and again when it has doubled', async t => {
  const tokenizer = createJiebaTokenizer()
  const index = await createEmbeddedPostingIndex({ directory: t.testdir(), modelId: 'm', dimensions, tokenizer })
  const vector = Float32Array.of(1, 0, 0, 0)
  const add = (prefix: string) =>
    index.upsert(
      names(prefix, warmUpPostingsMin)
        .map(id => posting(id))
        .map(posting => ({ posting, facts: readPostingFacts(posting), vector }))
    )
  await add('a')

  const maker = createPageMaker({ index, tokenizer, offers: new Map() })
  const made: FirstPage[] = []
  let wanted = { pages: 0, reached: () => {} }
  const pagesReach = (pages: number) => new Promise<void>(reached => (wanted = { pages, reached }))
  const first: typeof maker.first = async query => {
    const page = await maker.first(query)
    if (made.push(page) === wanted.pages) wanted.reached()
    return page
  }
  let reached = pagesReach(10)
  const warmUp = createWarmUp({ index, pages: { first }, clock: createManualClock(startMs) })
  await reached
  // Somebody asks for a page: one less to make ahead.
  warmUp.busy(true)
  reached = pagesReach(warmUpPages - 1)
  await reached
  t.ok(made.every(({ page }) => page.shown.length === 10))

  reached = pagesReach(2 * warmUpPages - 1)
  await add('b')
  warmUp.busy(false)
  await reached
  await warmUp.close()
  await index.close()
  t.equal(made.length, 2 * warmUpPages - 1)
})
