import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createEmbeddedPostingIndex } from '@zhipei/shared/adapters/embedded-posting-index/embedded-posting-index'
import { createJiebaTokenizer } from '@zhipei/shared/adapters/jieba-tokenizer'
import type { Graduate } from '@zhipei/shared/contracts/graduate'
import type { Posting } from '@zhipei/shared/contracts/posting'
import { platformId } from '@zhipei/shared/domain/identity'
import { postingText } from '@zhipei/shared/domain/matching/texts'
import { normalisePosting } from '@zhipei/shared/domain/normalise/posting'
import { factsVersion, type PostingFacts, readPostingFacts } from '@zhipei/shared/domain/understanding/posting-facts'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import type { PostingIndex } from '@zhipei/shared/ports/posting-index'
import type { Tokenizer } from '@zhipei/shared/ports/tokenizer'
import { generateGraduates } from '../../src/generate/graduates.ts'
import { generatePostings } from '../../src/generate/postings.ts'

const seed = 7
const batch = 512

export interface IndexedPool {
  readonly index: PostingIndex
  readonly tokenizer: Tokenizer
}

/** The embedded index with the first `count` generated postings, from the folder where an earlier run has left it there. */
export async function openIndexedPool(directory: string, count: number, embedder: Embedder): Promise<IndexedPool> {
  const folder = join(directory, `postings-${count}`)
  await mkdir(folder, { recursive: true })
  const tokenizer = createJiebaTokenizer()
  const { dimensions } = embedder
  const modelId = `${embedder.modelId} facts-${factsVersion}`
  const index = await createEmbeddedPostingIndex({ directory: folder, modelId, dimensions, tokenizer })
  await fillPool(index, count, embedder)
  return { index, tokenizer }
}

/** Adds the first `count` generated postings where they are not there. */
export async function fillPool(index: PostingIndex, count: number, embedder: Embedder): Promise<void> {
  if ((await index.count()) === count) return
  let postings: Posting[] = []
  for (const submission of generatePostings({ count, seed })) {
    const source = submission.source ?? 'direct'
    postings.push(normalisePosting(submission, { id: platformId(source, submission.postingId), source, revision: 1 }))
    if (postings.length < batch) continue
    await add(index, embedder, postings)
    postings = []
  }
  await add(index, embedder, postings)
}

async function add(index: PostingIndex, embedder: Embedder, postings: readonly Posting[]): Promise<void> {
  const vectors = await embedder.embed(postings.map(postingText), 'document')
  const facts: PostingFacts[] = postings.map(readPostingFacts)
  await index.upsert(
    postings.map((posting, n) => ({
      posting,
      facts: facts[n] as PostingFacts,
      vector: vectors[n] as Float32Array
    }))
  )
}

export const poolGraduates = (count: number): Graduate[] => [...generateGraduates({ count, seed })]
