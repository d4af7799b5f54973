import { Client, errors, HttpConnection } from '@elastic/elasticsearch'

export type { Client as ElasticsearchClient, estypes } from '@elastic/elasticsearch'

export interface ElasticsearchConnection {
  readonly nodes: readonly string[]
  /** Base64 of `id:key`. Absent: a cluster without access control. */
  readonly apiKey?: string
  /** PEM text of the authority that signed the nodes' certificates. */
  readonly ca?: string
  readonly requestTimeoutMs?: number
}

/** The cluster does not answer, or can't take the request now. Trying again later may help. */
export class ElasticsearchUnavailableError extends Error {
  override readonly name = 'ElasticsearchUnavailableError'
  readonly retryable = true
}

/** The cluster answered that it won't do it: a fault of this code or of a setting. */
export class ElasticsearchRefusedError extends Error {
  override readonly name = 'ElasticsearchRefusedError'
}

const requestTimeoutMsDefault = 10_000
/** Other nodes are tried at once; the same node again only by who knows that it is harmless. */
const retriesMax = 2

export function createElasticsearchClient(connection: ElasticsearchConnection): Client {
  const options: ConstructorParameters<typeof Client>[0] = {
    nodes: [...connection.nodes],
    Connection: HttpConnection,
    requestTimeout: connection.requestTimeoutMs ?? requestTimeoutMsDefault,
    maxRetries: retriesMax,
    compression: false
  }
  if (connection.apiKey !== undefined) options.auth = { apiKey: connection.apiKey }
  if (connection.ca !== undefined) options.tls = { ca: connection.ca }
  return new Client(options)
}

/**
 * Runs a request. The driver's errors carry the whole request, profiles among it, which must not get into a log: only what
 * they say is kept.
 * @throws ElasticsearchUnavailableError on what may pass: no connection, 429 (queues full, disk above its flood stage), 5xx
 * @throws ElasticsearchRefusedError on any other refusal
 */
export async function request<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof errors.ElasticsearchClientError)) throw error
    const message = `Elasticsearch: ${error.message}`
    throw isPassing(error) ? new ElasticsearchUnavailableError(message) : new ElasticsearchRefusedError(message)
  }
}

/**
 * Of several documents asked for by id. One that has an error is not one that is missing: its shard is not there yet.
 * @throws ElasticsearchUnavailableError
 */
export function assertAllRead(docs: readonly object[]): void {
  const failed = docs.filter(doc => 'error' in doc).length
  if (failed > 0) throw new ElasticsearchUnavailableError(`Elasticsearch: ${failed} documents could not be read`)
}

/**
 * Some fields of documents as last written, in the order of the ids; undefined where there is none.
 * @throws ElasticsearchUnavailableError where one could not be read
 */
export async function readSources<Source, F extends keyof Source & string>(
  client: Client,
  index: string,
  documentIds: readonly string[],
  fields: readonly F[]
): Promise<(Pick<Source, F> | undefined)[]> {
  if (documentIds.length === 0) return []
  const asked = documentIds.map(_id => ({ _id, _source: [...fields] }))
  const { docs } = await request(() => client.mget<Pick<Source, F>>({ index, docs: asked }))
  assertAllRead(docs)
  return docs.map(doc => ('found' in doc && doc.found ? doc._source : undefined))
}

export function isPassingStatus(status: number): boolean {
  return status === 429 || status >= 500
}

function isPassing(error: unknown): boolean {
  if (error instanceof errors.ResponseError) return isPassingStatus(error.statusCode ?? 0)
  return (
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.NoLivingConnectionsError
  )
}
