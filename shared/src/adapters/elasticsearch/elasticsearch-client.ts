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
 * Runs a request; what may pass becomes an `ElasticsearchUnavailableError`: no connection, 429 (queues full, disk above its
 * flood stage) and 5xx.
 */
export async function request<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isPassing(error)) throw error
    throw new ElasticsearchUnavailableError(`Elasticsearch: ${(error as Error).message}`, { cause: error })
  }
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
