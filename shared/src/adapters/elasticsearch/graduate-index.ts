import type { GraduateRecord } from '../../contracts/graduate.ts'
import { isOpen } from '../../domain/profile/open.ts'
import type { GraduateHit, GraduateIndex, IndexedGraduate } from '../../ports/graduate-index.ts'
import { assertDimensions } from '../vector-dimensions.ts'
import { createWriteQueue } from '../write-queue.ts'
import { type BulkLimits, defaultBulkLimits, type VersionedWrite, writeAll } from './bulk-writer.ts'
import {
  createElasticsearchClient,
  type ElasticsearchConnection,
  type estypes,
  readSources,
  request
} from './elasticsearch-client.ts'
import { graduateMappings, graduateMappingVersion, graduateSettings } from './graduate-mapping.ts'
import { indexName, openIndex } from './open-index.ts'
import { base64, documentId, fromBase64 } from './posting-document.ts'
import { defaultIndexSizes, type IndexSizes } from './posting-mapping.ts'
import { nearestQuery, similarityOf, similarityOfNearest, similarityQuery } from './posting-queries.ts'
import { bestFirst, foundOf } from './search-all.ts'

export interface ElasticsearchGraduateIndexLimits extends BulkLimits, IndexSizes {
  /** Where more graduates than this are open, int8 vectors are scanned and the best scored again; else all are scored. */
  readonly exactOpenMax: number
}

export interface ElasticsearchGraduateIndexOptions {
  readonly connection: ElasticsearchConnection
  /** Stands before the name of the index. */
  readonly prefix: string
  readonly modelId: string
  readonly dimensions: number
  /** Whether a search sees what this process wrote just before; each such search costs a refresh. Else within 1 s. */
  readonly readsOwnWrites?: boolean
  readonly limits?: Partial<ElasticsearchGraduateIndexLimits>
}

const openOnly = [{ term: { open: true } }]
/** Searches again where a hit has changed since the index was refreshed. */
const searchesMax = 3

/**
 * The graduate index on Elasticsearch, shared by any number of matchers. Profiles are read as last written, so that who was
 * erased or withdrew consent is never found from the acknowledged write on.
 * @throws ElasticsearchUnavailableError where no node answers
 */
export async function createElasticsearchGraduateIndex(
  options: ElasticsearchGraduateIndexOptions
): Promise<GraduateIndex> {
  const { modelId, dimensions, prefix, readsOwnWrites = false } = options
  const limits = { ...defaultBulkLimits, ...defaultIndexSizes, exactOpenMax: 10_000, ...options.limits }
  const client = createElasticsearchClient(options.connection)
  const name = indexName(prefix, 'graduates', `${modelId} ${dimensions} ${graduateMappingVersion}`)
  const body = { settings: graduateSettings(limits), mappings: graduateMappings(dimensions) }
  const identity = await openIndex(client, name, body)
  const queue = createWriteQueue()
  let isStale = false

  async function write(writes: readonly VersionedWrite[]): Promise<void> {
    try {
      await writeAll(client, name, writes, limits)
    } finally {
      isStale = true
    }
  }

  async function refresh(): Promise<void> {
    isStale = false
    await request(() => client.indices.refresh({ index: name }))
  }

  function upsertOf({ graduate, revision, vector }: IndexedGraduate): VersionedWrite {
    const { graduateId: id } = graduate
    assertDimensions(id, vector, dimensions)
    const document = { id, revision, open: isOpen(graduate), vector: base64(vector), graduate }
    return { id: documentId(id), version: revision, document }
  }

  /** As last written, not as last refreshed; undefined where there is none. */
  async function read<F extends keyof StoredSource>(
    ids: readonly string[],
    fields: readonly F[]
  ): Promise<(Pick<StoredSource, F> | undefined)[]> {
    return readSources<StoredSource, F>(client, name, ids.map(documentId), fields)
  }

  async function countOf(query: object): Promise<number> {
    return (await request(() => client.count({ index: name, query }))).count
  }

  async function search(vector: Float32Array, limit: number): Promise<{ id: string; similarity: number }[]> {
    const scan = (await countOf(openOnly[0] as object)) > limits.exactOpenMax
    const row = Array.from(vector)
    const body = {
      index: name,
      size: limit,
      track_total_hits: false,
      stored_fields: '_none_',
      docvalue_fields: ['id'],
      query: scan ? nearestQuery(openOnly, row, limit) : similarityQuery(openOnly, row),
      sort: bestFirst
    }
    const found = await request(() => client.search(body as estypes.SearchRequest))
    const toSimilarity = scan ? similarityOfNearest : similarityOf
    return foundOf(found).hits.map(({ id, score }) => ({ id, similarity: toSimilarity(score) }))
  }

  return {
    modelId,
    identity,
    upsert: graduates =>
      queue.run(async () => {
        const writes = graduates.map(upsertOf)
        if (writes.length > 0) await write(writes)
      }),
    remove: graduateIds =>
      queue.run(async () => {
        const stored = await read(graduateIds, ['revision'])
        const writes = graduateIds.flatMap((id, n): VersionedWrite[] => {
          const known = stored[n]
          return known === undefined ? [] : [{ id: documentId(id), version: known.revision + 1, document: null }]
        })
        if (writes.length > 0) await write(writes)
      }),
    async get(graduateId) {
      const [found] = await read([graduateId], ['graduate', 'revision', 'vector'])
      if (found === undefined) return undefined
      const { graduate, revision, vector } = found
      return { graduate, revision, vector: fromBase64(vector) }
    },
    async nearest(vector, limit) {
      if (isStale && readsOwnWrites) await refresh()
      for (let searches = 1; ; searches++) {
        const found = await search(vector, limit)
        const ids = found.map(({ id }) => id)
        const stored = await read(ids, ['graduate', 'revision', 'open'])
        const hits = found.flatMap(({ similarity }, n): GraduateHit[] => {
          const graduate = stored[n]
          return graduate?.open ? [{ graduate: graduate.graduate, revision: graduate.revision, similarity }] : []
        })
        if (hits.length === found.length || searches === searchesMax) return hits
        await refresh()
      }
    },
    async count() {
      if (isStale && readsOwnWrites) await refresh()
      return countOf({ match_all: {} })
    },
    async close() {
      await queue.idle()
      await client.close()
    }
  }
}

interface StoredSource extends GraduateRecord {
  readonly open: boolean
  readonly vector: string
}
