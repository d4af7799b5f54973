import { readFileSync } from 'node:fs'
import {
  createElasticsearchClient,
  type ElasticsearchClient
} from '../../src/adapters/elasticsearch/elasticsearch-client.ts'
import { base64 } from '../../src/adapters/elasticsearch/posting-document.ts'
import { type BenchData, cityOfRow, dimensions, k, vectorOf } from './data.ts'
import type { Peer, PeerType } from './peers.ts'

/** A build or a merge of a million rows may take minutes. */
const requestTimeoutMs = 1_800_000
const bulkBytes = 2_000_000
const bulksAtOnce = 2
/** As the product asks its graph: docs/BENCHMARKS.md has recall with them. */
const candidates = 500
const oversample = 2
/** Linux counts processor time in these. */
const tickMs = 10

/** Both kinds of int8 vectors of a node, with the product's settings: a graph, and all that pass scored. */
export function elasticsearchPeers(url: string): readonly PeerType[] {
  const type = (key: string, kind: 'int8_hnsw' | 'int8_flat'): PeerType => ({
    key,
    name: `elasticsearch ${kind}`,
    open: data => open(url, kind, data)
  })
  return [type('es-flat', 'int8_flat'), type('es-hnsw', 'int8_hnsw')]
}

async function open(url: string, kind: 'int8_hnsw' | 'int8_flat', data: BenchData): Promise<Peer> {
  const client = createElasticsearchClient({ nodes: [url], requestTimeoutMs })
  const index = `zhipei-bench-${kind}`
  const pid = await processOf(client)
  const document = (row: number) => ({ city: cityOfRow(data, row), vector: base64(vectorOf(data, row)) })
  const cpuBefore = cpuMsOf(pid)
  const isGraph = kind === 'int8_hnsw'
  await client.indices.delete({ index, ignore_unavailable: true })
  await client.indices.create({
    index,
    settings: {
      number_of_shards: 1,
      number_of_replicas: 0,
      refresh_interval: '1s',
      'index.dense_vector.hnsw_filter_heuristic': 'fanout'
    },
    mappings: {
      _source: { excludes: ['vector'] },
      properties: {
        city: { type: 'keyword' },
        vector: {
          type: 'dense_vector',
          dims: dimensions,
          similarity: 'max_inner_product',
          index_options: isGraph ? { type: kind, m: 16, ef_construction: 100 } : { type: kind }
        }
      }
    }
  })
  await client.helpers.bulk({
    datasource: Array.from({ length: data.rows }, (_, row) => row),
    onDocument: row => [{ index: { _index: index, _id: String(row) } }, document(row)],
    flushBytes: bulkBytes,
    concurrency: bulksAtOnce,
    onDrop({ error }) {
      throw new Error(`Elasticsearch took a row not: ${JSON.stringify(error)}`)
    }
  })
  await client.indices.forcemerge({ index, max_num_segments: 1 })
  await client.indices.refresh({ index })

  return {
    build: { cpuSeconds: (cpuMsOf(pid) - cpuBefore) / 1000, rssMB: rssMBOf(pid) },
    isWritable: true,
    async search(query, city) {
      const found = await client.search({
        index,
        size: k,
        _source: false,
        filter_path: 'hits.hits._id',
        knn: {
          field: 'vector',
          query_vector: [...query],
          k,
          num_candidates: candidates,
          rescore_vector: { oversample },
          ...(city !== null && { filter: { term: { city } } })
        }
      })
      return (found.hits?.hits ?? []).map(({ _id }) => Number(_id))
    },
    async upsert(rows) {
      const operations = rows.flatMap(row => [{ index: { _index: index, _id: String(row) } }, document(row)])
      const { errors } = await client.bulk({ operations })
      if (errors) throw new Error('Elasticsearch took a row not')
    },
    cpuMs: () => cpuMsOf(pid),
    async close() {
      await client.indices.delete({ index })
      await client.close()
    }
  }
}

async function processOf(client: ElasticsearchClient): Promise<number> {
  const { nodes } = await client.nodes.info({ node_id: '_local', metric: 'process' })
  const id = Object.values(nodes)[0]?.process?.id
  if (id === undefined) throw new Error('Elasticsearch does not say its process')
  return id
}

function cpuMsOf(pid: number): number {
  // The second field, the name, may hold blanks; user and system time are the 14th and 15th.
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number)
  return (user + system) * tickMs
}

function rssMBOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return (Number(kilobytes) * 1024) / 1e6
}
