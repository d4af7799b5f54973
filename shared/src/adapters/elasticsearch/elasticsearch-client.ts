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

/**
 * What an operator has to set right, here or there. `plain`: the port does not speak TLS. `certificate`: TLS fails on a
 * certificate. `key`: the cluster wants a key, or another one. `rights`: the key may not do what is needed.
 */
export type ElasticsearchFault = 'plain' | 'certificate' | 'key' | 'rights'

/** The cluster does not answer, or can't or won't take the request now. Trying again later may help. */
export class ElasticsearchUnavailableError extends Error {
  override readonly name = 'ElasticsearchUnavailableError'
  readonly retryable = true
  /** Absent: it may pass by itself. */
  readonly fault?: ElasticsearchFault

  constructor(message: string, fault?: ElasticsearchFault) {
    super(message)
    if (fault !== undefined) this.fault = fault
  }
}

/** The cluster answered that it can't do it: a fault of this code. */
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
 * @throws ElasticsearchUnavailableError on what may pass: no connection, 429 (queues full, disk above its flood stage), 5xx;
 *   and on what an operator may repair: 401, 403, certificates
 * @throws ElasticsearchRefusedError on any other refusal
 */
export async function request<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof errors.ElasticsearchClientError)) throw error
    const message = `Elasticsearch: ${error.message}`
    throw isPassing(error)
      ? new ElasticsearchUnavailableError(message, faultOf(error))
      : new ElasticsearchRefusedError(message)
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

/** 401 and 403: the key, or a block of the index; nothing that another document would change. */
export function isPassingStatus(status: number): boolean {
  return status === 401 || status === 403 || status === 429 || status >= 500
}

/** The driver keeps no codes of failed connections, only their texts. */
function faultOf(error: errors.ElasticsearchClientError): ElasticsearchFault | undefined {
  if (error instanceof errors.ConnectionError) {
    if (/wrong version number|packet length too long/.test(error.message)) return 'plain'
    return /certificate|altnames/i.test(error.message) ? 'certificate' : undefined
  }
  if (!(error instanceof errors.ResponseError)) return undefined
  if (error.statusCode === 401) return 'key'
  return error.statusCode === 403 && error.body?.error?.type !== 'cluster_block_exception' ? 'rights' : undefined
}

function isPassing(error: unknown): boolean {
  if (error instanceof errors.ResponseError) return isPassingStatus(error.statusCode ?? 0)
  return (
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.NoLivingConnectionsError
  )
}
