import {
  createElasticsearchPostingIndex,
  type ElasticsearchPostingIndex
} from '@zhipei/shared/adapters/elasticsearch/posting-index'
import type { PostingFacts } from '@zhipei/shared/domain/understanding/posting-facts'
import type { IndexedPosting } from '@zhipei/shared/ports/posting-index'
import { makePosting, wordTokenizer } from '@zhipei/shared/test/ports/posting-index.oracle'
import { createRandom } from '@zhipei/shared/test/ports/posting-index.suite'
import type { Node } from './node.ts'

export interface RecallOptions {
  readonly url: string
  readonly node: Node
  readonly vectors: number
}

const dimensions = 256
/** Postings gather around occupations: vectors around this many centres, some with many. */
const clusters = 500
const spread = 0.9
const seed = 20_261_124
/** Each holds a thousandth of the postings, whatever their vectors. */
const cityCount = 1000
const shares = [1, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.001]
const limits = [50, 400]
const queries = 30
const batch = 2_000

/** Vectors of generated postings, the same in every run. */
function createVectors() {
  const random = createRandom(seed)
  const noise = () => random.next() + random.next() + random.next() - 1.5
  const centres = Array.from({ length: clusters }, () => Float32Array.from({ length: dimensions }, noise))
  return {
    next(): Float32Array {
      const centre = centres[Math.floor(random.next() ** 2 * clusters)] as Float32Array
      const row = centre.map(value => value + spread * noise())
      const norm = Math.hypot(...row)
      return row.map(value => value / norm)
    },
    city: () => `city-${Math.floor(random.next() * cityCount)}`
  }
}

/**
 * Recall of the graph over int8 vectors, and of what the adapter chooses, against exact scores of all, under filters of ten
 * shares; with the node's processor time. The vectors stay in the node for the next run.
 */
export async function benchRecall({ url, node, vectors }: RecallOptions): Promise<void> {
  const open = (exactPassingMax?: number) =>
    createElasticsearchPostingIndex({
      connection: { nodes: [url], requestTimeoutMs: 60_000 },
      prefix: `zhipei-bench-recall-${vectors}-`,
      modelId: 'clusters',
      dimensions,
      tokenizer: wordTokenizer,
      limits: { replicas: 0, snapshotAgeMsMax: 100_000, ...(exactPassingMax !== undefined && { exactPassingMax }) }
    })
  const [chosen, graph, exact] = await Promise.all([open(), open(0), open(Number.POSITIVE_INFINITY)])
  const source = createVectors()
  const rows = Array.from({ length: queries }, () => source.next())
  await fill(chosen, vectors, source)
  console.log(`\n${vectors} vectors of ${dimensions} dimensions, ${queries} queries`)
  console.log(
    '| share that passes | hits asked | recall of the graph | of what is chosen | node CPU ms: exact | graph | chosen |'
  )
  console.log('|---|---|---|---|---|---|---|')
  for (const share of shares)
    for (const limit of limits) {
      const expected = await run(exact, node, rows, share, limit)
      const found = [await run(graph, node, rows, share, limit), await run(chosen, node, rows, share, limit)]
      const recalls = found.map(({ lists }) => recall(lists, expected.lists).toFixed(4))
      const costs = [expected, ...found].map(({ cpuMs }) => cpuMs.toFixed(1))
      console.log(`| ${100 * share} % | ${limit} | ${[...recalls, ...costs].join(' | ')} |`)
    }
  for (const index of [chosen, graph, exact]) await index.close()
}

async function fill(
  index: ElasticsearchPostingIndex,
  count: number,
  source: ReturnType<typeof createVectors>
): Promise<void> {
  if ((await index.count()) === count) return
  for (let at = 0; at < count; at += batch) {
    const length = Math.min(batch, count - at)
    await index.upsert(
      Array.from({ length }, (_, n): IndexedPosting => {
        const vector = source.next()
        const posting = makePosting(`v${at + n}`, { cityCode: source.city(), title: 'posting' })
        return { posting, facts: { requiredYears: null, degreeRank: null } as PostingFacts, vector }
      })
    )
  }
}

async function run(
  index: ElasticsearchPostingIndex,
  node: Node,
  rows: readonly Float32Array[],
  share: number,
  limit: number
): Promise<{ lists: readonly string[][]; cpuMs: number }> {
  const cities = share === 1 ? [] : Array.from({ length: cityCount * share }, (_, n) => `city-${n}`)
  const filter = { nowMs: Date.now(), cities }
  const before = await node.cpuMs()
  const lists: string[][] = []
  for (const vector of rows)
    lists.push((await index.search({ vector, terms: new Map(), filter, limit })).hits.map(({ id }) => id))
  return { lists, cpuMs: ((await node.cpuMs()) - before) / rows.length }
}

function recall(found: readonly string[][], expected: readonly string[][]): number {
  const hits = found.map((ids, n) => ids.filter(id => expected[n]?.includes(id)).length)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  return sum(hits) / sum(expected.map(ids => ids.length))
}
