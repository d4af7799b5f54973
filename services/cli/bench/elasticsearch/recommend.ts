import { createPerson } from '@zhipei/matcher/person'
import { candidatesMax } from '@zhipei/matcher/ranking'
import { createRecommender } from '@zhipei/matcher/recommender'
import { createElasticsearchPostingIndex } from '@zhipei/shared/adapters/elasticsearch/posting-index'
import { createJiebaTokenizer } from '@zhipei/shared/adapters/jieba-tokenizer'
import { queryTerms } from '@zhipei/shared/domain/matching/query-terms'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import type { PostingHit } from '@zhipei/shared/ports/posting-index'
import { fillPool, poolGraduates } from '../request/pool.ts'
import { measure, type Node } from './node.ts'

export interface RecommendOptions {
  readonly url: string
  readonly node: Node
  readonly embedder: Embedder
  readonly postings: number
  readonly requests: number
}

const pageLength = 10
const prefix = 'zhipei-bench-'

/** The stages of a first page that talk to the node, over generated postings that stay in the node for the next run. */
export async function benchRecommend({ url, node, embedder, postings, requests }: RecommendOptions): Promise<void> {
  const tokenizer = createJiebaTokenizer()
  const { modelId, dimensions } = embedder
  const content = { modelId, dimensions, tokenizer, prefix: `${prefix}${postings}-` }
  const index = await createElasticsearchPostingIndex({
    ...content,
    connection: { nodes: [url] },
    limits: { replicas: 0 }
  })
  await fillPool(index, postings, embedder)
  const bytes = await node.storeBytes(index.name)
  const nowMs = Date.now()
  const people = poolGraduates(2 * requests)
    .map(graduate => createPerson(null, graduate).facts)
    .filter(facts => facts !== null)
    .slice(0, requests)
  const recommender = createRecommender({ index, embedder, tokenizer })
  const hits: (readonly PostingHit[])[] = []
  console.log(
    `\n${postings} postings, ${people.length} graduates; ${Math.round(bytes / postings)} bytes a posting on disk`
  )
  console.log('| ms | p50 | p99 | CPU here | CPU of the node |\n|---|---|---|---|---|')
  await measure(node, 'search without gates', people.length, async n => {
    const facts = people[n] as NonNullable<(typeof people)[number]>
    const terms = queryTerms(facts, text => tokenizer.queryTokens(text))
    const [vector = null] = await embedder.embed([facts.profile.major ?? ''], 'query')
    hits[n] = (await index.search({ vector, terms, filter: { nowMs }, limit: candidatesMax })).hits
  })
  const unkept = await createElasticsearchPostingIndex({
    ...content,
    connection: { nodes: [url] },
    limits: { replicas: 0, keptPostingsMax: 1 }
  })
  await measure(node, 'read the candidates, none kept', people.length, n =>
    unkept.get((hits[n] ?? []).map(({ id }) => id))
  )
  await unkept.close()
  await measure(node, 'read the candidates', people.length, n => index.get((hits[n] ?? []).map(({ id }) => id)))
  await measure(node, 'first page, all gate steps', people.length, async n => {
    const facts = people[n] ?? null
    const list = await recommender.rank({ facts, filters: {}, limit: pageLength, nowMs })
    await recommender.explainPage(facts, list.slice(0, pageLength))
  })
  await index.close()
}
