import {
  type ElasticsearchClient,
  ElasticsearchUnavailableError,
  type estypes,
  isPassingStatus,
  request
} from './elasticsearch-client.ts'
import { SnapshotLostError } from './snapshots.ts'

export interface ScoredId {
  readonly id: string
  readonly score: number
}

export interface Found {
  readonly total: number
  /** In the order asked for. */
  readonly hits: readonly ScoredId[]
}

export interface SearchBody {
  readonly size: number
  readonly query: estypes.QueryDslQueryContainer
  readonly sort?: estypes.Sort
  readonly track_total_hits?: boolean
}

/** By score, ties by id. */
export const bestFirst: estypes.Sort = [{ _score: { order: 'desc' } }, { id: { order: 'asc' } }]

const notFound = 404

/** Several searches of one snapshot in one request. Of each hit only its id and score are read. */
export async function searchAll(
  client: ElasticsearchClient,
  pit: string,
  searches: readonly SearchBody[]
): Promise<readonly Found[]> {
  if (searches.length === 0) return []
  const common = { pit: { id: pit }, stored_fields: '_none_', docvalue_fields: ['id'] }
  const items = searches.flatMap(search => [{}, { track_total_hits: false, ...common, ...search }])
  const { responses } = await request(() =>
    client.msearch({ searches: items as unknown as estypes.MsearchRequestItem[] })
  )
  return responses.map(response => {
    if (!('error' in response)) return foundOf(response)
    const { status, error } = response
    if (status === notFound) throw new SnapshotLostError(`Elasticsearch: ${error.type}`)
    const reason = `Elasticsearch: ${error.reason ?? error.type}`
    if (isPassingStatus(status ?? 0)) throw new ElasticsearchUnavailableError(reason)
    throw new Error(reason)
  })
}

/** @throws ElasticsearchUnavailableError where a shard did not answer */
export function foundOf(response: estypes.SearchResponse): Found {
  if (response._shards.failed > 0 || response.timed_out)
    throw new ElasticsearchUnavailableError(`Elasticsearch: ${response._shards.failed} shards did not answer`)
  const { total, hits } = response.hits
  return {
    total: typeof total === 'number' ? total : (total?.value ?? 0),
    hits: hits.map(({ _score, fields }) => ({
      id: (fields as { readonly id: readonly [string] }).id[0],
      score: _score ?? 0
    }))
  }
}
