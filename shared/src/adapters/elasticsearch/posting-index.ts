import {
  hitsMax,
  type IndexedPosting,
  type PostingIndex,
  type PostingQuery,
  type PostingSearch
} from '../../ports/posting-index.ts'
import type { Tokenizer } from '../../ports/tokenizer.ts'
import { createWriteQueue } from '../write-queue.ts'
import { type BulkLimits, defaultBulkLimits, type VersionedWrite, writeAll } from './bulk-writer.ts'
import {
  createElasticsearchClient,
  type ElasticsearchConnection,
  readSources,
  request
} from './elasticsearch-client.ts'
import { indexName, openIndex } from './open-index.ts'
import { documentId, postingDocument, removedDocument } from './posting-document.ts'
import {
  defaultIndexSizes,
  type IndexSizes,
  mappingVersion,
  postingMappings,
  postingSettings
} from './posting-mapping.ts'
import { createPostingReader } from './posting-reader.ts'
import { searchPostings } from './posting-search.ts'
import { searchStepByStep } from './search-steps.ts'
import { createSnapshots } from './snapshots.ts'

interface Revised {
  readonly id: string
  readonly revision: number
}

export interface ElasticsearchPostingIndexLimits extends BulkLimits, IndexSizes {
  /** Where more postings than this pass the filter, the graph over int8 vectors finds the nearest; else all are scored. */
  readonly exactPassingMax: number
  /** What others wrote is seen after this. */
  readonly snapshotAgeMsMax: number
  /** Postings kept in this process, some 5 KB each, so that their texts are read once. */
  readonly keptPostingsMax: number
}

export const defaultElasticsearchPostingIndexLimits: ElasticsearchPostingIndexLimits = {
  ...defaultBulkLimits,
  ...defaultIndexSizes,
  exactPassingMax: 200_000,
  snapshotAgeMsMax: 500,
  keptPostingsMax: 20_000
}

export interface ElasticsearchPostingIndexOptions {
  readonly connection: ElasticsearchConnection
  /** Stands before the name of the index and the alias. */
  readonly prefix: string
  readonly modelId: string
  readonly dimensions: number
  readonly tokenizer: Tokenizer
  /** Whether a search sees what this process wrote just before; each such search costs a refresh. */
  readonly readsOwnWrites?: boolean
  readonly limits?: Partial<ElasticsearchPostingIndexLimits>
}

export interface ElasticsearchPostingIndex extends PostingIndex {
  /** The index behind this adapter; one for each model, tokenizer and mapping. */
  readonly name: string
  /** Points the alias `<prefix>postings` here, in one step: for who reads besides the matchers. */
  serve(): Promise<void>
}

/**
 * The posting index on Elasticsearch: the same hits, scores and order as the embedded one, shared by any number of matchers.
 * @throws ElasticsearchUnavailableError where no node answers
 */
export async function createElasticsearchPostingIndex(
  options: ElasticsearchPostingIndexOptions
): Promise<ElasticsearchPostingIndex> {
  const { modelId, dimensions, tokenizer, prefix } = options
  const limits = { ...defaultElasticsearchPostingIndexLimits, ...options.limits }
  const client = createElasticsearchClient(options.connection)
  const make = `${modelId} ${dimensions} ${tokenizer.tokenizerId} ${mappingVersion}`
  const name = indexName(prefix, 'postings', make)
  const body = { settings: postingSettings(limits), mappings: postingMappings(dimensions) }
  const identity = await openIndex(client, name, body)
  const snapshots = createSnapshots({
    client,
    index: name,
    identity,
    ageMsMax: limits.snapshotAgeMsMax,
    readsOwnWrites: options.readsOwnWrites ?? false
  })
  const read = createPostingReader(client, name, limits.keptPostingsMax)
  const queue = createWriteQueue()
  let closed = false

  function assertOpen(): void {
    if (closed) throw new Error('the posting index is closed')
  }

  function inOrder<T>(write: () => Promise<T>): Promise<T> {
    return closed ? Promise.reject(new Error('the posting index is closed')) : queue.run(write)
  }

  async function write(writes: readonly VersionedWrite[]): Promise<void> {
    try {
      await writeAll(client, name, writes, limits)
    } finally {
      snapshots.written()
    }
  }

  function upsertOf(item: IndexedPosting): VersionedWrite {
    const { id, revision } = item.posting
    return { id: documentId(id), version: revision, document: postingDocument(item, dimensions, tokenizer) }
  }

  /** The stored revision of each id; unknown ids are absent. */
  async function revisionsOf(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const sources = await readSources<Revised, keyof Revised>(client, name, ids.map(documentId), ['id', 'revision'])
    return new Map(sources.flatMap(source => (source === undefined ? [] : [[source.id, source.revision]])))
  }

  async function search(query: PostingQuery): Promise<PostingSearch> {
    assertOpen()
    const { limit, vector } = query
    if (!(Number.isInteger(limit) && limit >= 1 && limit <= hitsMax))
      throw new RangeError(`limit must be a whole number from 1 to ${hitsMax}, got ${limit}`)
    if (vector !== null && vector.length !== dimensions)
      throw new RangeError(`a query vector of ${vector.length} dimensions, the index holds ${dimensions}`)
    return snapshots.use(async snapshot => {
      const found = await searchPostings(client, snapshot, query, limits.exactPassingMax)
      return { generation: snapshot.generation, ...found }
    })
  }

  async function get(ids: readonly string[]): Promise<ReadonlyMap<string, Omit<IndexedPosting, 'vector'>>> {
    assertOpen()
    return read(ids)
  }

  return {
    modelId,
    dimensions,
    identity,
    name,
    upsert: postings =>
      inOrder(async () => {
        const writes = postings.map(upsertOf)
        if (writes.length > 0) await write(writes)
      }),
    remove: removals =>
      inOrder(async () => {
        const bare = removals.filter(removal => typeof removal === 'string')
        const revisions = await revisionsOf(bare)
        const writes = removals.flatMap(removal => {
          if (typeof removal !== 'string') return [removalOf(removal.id, removal.revision)]
          const revision = revisions.get(removal)
          return revision === undefined ? [] : [removalOf(removal, revision)]
        })
        if (writes.length > 0) await write(writes)
      }),
    search,
    searchSteps: query => searchStepByStep({ search, get }, query),
    get,
    async count() {
      assertOpen()
      return snapshots.use(async ({ postings }) => postings)
    },
    async serve() {
      const alias = `${prefix}postings`
      const actions = [{ remove: { index: `${alias}-*`, alias } }, { add: { index: name, alias } }]
      await request(() => client.indices.updateAliases({ actions }))
    },
    async close() {
      if (closed) return
      closed = true
      await queue.idle()
      await snapshots.close()
      await client.close()
    }
  }
}

function removalOf(id: string, revision: number): VersionedWrite {
  return { id: documentId(id), version: revision, document: removedDocument(id, revision) }
}
