/**
 * What recommendations cost on Elasticsearch: `npm run bench:elasticsearch [-- --postings N] [--requests N] [--vectors N]`
 * on the node that ELASTICSEARCH_URL names (`npm run servers -- start elasticsearch`). Recall against exact scoring over
 * `--vectors` synthetic vectors; 0 of postings or vectors leaves that half out. CPU time of both processes beside wall time, since machines are shared.
 */
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { createOnnxEmbedder, shippedModelFolder } from '@zhipei/shared/adapters/onnx-embedder/onnx-embedder'
import { integer } from '../src/usage.ts'
import { connectNode } from './elasticsearch/node.ts'
import { benchRecall } from './elasticsearch/recall.ts'
import { benchRecommend } from './elasticsearch/recommend.ts'

const { values } = parseArgs({
  options: {
    postings: { type: 'string', default: '20000' },
    requests: { type: 'string', default: '100' },
    vectors: { type: 'string', default: '120000' }
  }
})
const url = process.env.ELASTICSEARCH_URL
if (url === undefined) throw new Error('ELASTICSEARCH_URL is not set')
const node = connectNode(url)
console.log(`load of the machine ${loadavg()[0]?.toFixed(1)}`)
const countMax = 10_000_000
const [postings, requests, vectors] = (['postings', 'requests', 'vectors'] as const).map(name =>
  integer(values[name], name, 0, countMax)
) as [number, number, number]
if (postings > 0) {
  const embedder = await createOnnxEmbedder({ folder: shippedModelFolder })
  await benchRecommend({ url, node, embedder, postings, requests })
  await embedder.close()
}
if (vectors > 0) await benchRecall({ url, node, vectors })
