import { setTimeout as sleep } from 'node:timers/promises'
import {
  type ElasticsearchClient,
  ElasticsearchUnavailableError,
  isPassingStatus,
  request
} from './elasticsearch-client.ts'

/** Puts one document at one version, or deletes it, unless a newer one stands there. */
export interface VersionedWrite {
  readonly id: string
  readonly version: number
  /** Null: deletes it. */
  readonly document: Record<string, unknown> | null
}

export interface BulkLimits {
  /** Serialised documents of one request, beyond the first. */
  readonly requestBytesMax: number
  /** Tries of what the cluster can't take now, before the caller hears of it. */
  readonly attemptsMax: number
  readonly backoffMs: number
}

export const defaultBulkLimits: BulkLimits = { requestBytesMax: 5 * 1024 * 1024, attemptsMax: 5, backoffMs: 200 }

/** A document that the index refuses, whatever is tried: it does not fit the mapping. A RangeError: the data is at fault. */
export class DocumentRefusedError extends RangeError {
  override readonly name = 'DocumentRefusedError'
}

/**
 * Writes in order; each item's outcome counts. Older versions are passed over, items that the cluster can't take now are
 * tried again with backoff.
 * @throws DocumentRefusedError, or ElasticsearchUnavailableError after `attemptsMax` tries; to repeat the call is harmless
 */
export async function writeAll(
  client: ElasticsearchClient,
  index: string,
  writes: readonly VersionedWrite[],
  limits: BulkLimits
): Promise<void> {
  for (const chunk of chunks(writes, limits.requestBytesMax)) {
    let open = chunk
    for (let attempts = 1; open.length > 0; attempts++) {
      open = await writeOnce(client, index, open)
      if (open.length === 0) break
      if (attempts >= limits.attemptsMax)
        throw new ElasticsearchUnavailableError(`Elasticsearch takes no writes: ${open.length} documents were put off`)
      await sleep(limits.backoffMs * 2 ** (attempts - 1))
    }
  }
}

/** A large bulk on a busy node takes its time; to give up early would only send it again. */
const bulkTimeoutMs = 60_000

interface Prepared {
  readonly id: string
  readonly body: string
}

/** @returns what to try again */
async function writeOnce(
  client: ElasticsearchClient,
  index: string,
  writes: readonly Prepared[]
): Promise<readonly Prepared[]> {
  const body = writes.map(({ body }) => body).join('')
  const { items } = await request(() =>
    client.transport.request<{ items: BulkItem[] }>(
      { method: 'POST', path: `/${index}/_bulk`, bulkBody: body },
      {
        requestTimeout: bulkTimeoutMs,
        headers: { 'content-type': 'application/vnd.elasticsearch+x-ndjson; compatible-with=9' }
      }
    )
  )
  return writes.filter((write, i) => {
    const item = items[i] as BulkItem
    const { status, error } = 'index' in item ? item.index : item.delete
    if (status < 300 || status === 409 || ('delete' in item && status === 404)) return false
    if (isPassingStatus(status)) return true
    throw new DocumentRefusedError(`${write.id}: ${error?.reason ?? `status ${status}`}`)
  })
}

interface BulkOutcome {
  readonly status: number
  readonly error?: { readonly reason?: string }
}
type BulkItem = { readonly index: BulkOutcome } | { readonly delete: BulkOutcome }

function* chunks(writes: readonly VersionedWrite[], bytesMax: number): Generator<readonly Prepared[]> {
  let chunk: Prepared[] = []
  let bytes = 0
  for (const { id, version, document } of writes) {
    const action = { [document === null ? 'delete' : 'index']: { _id: id, version, version_type: 'external_gte' } }
    const lines = document === null ? [action] : [action, document]
    const body = lines.map(line => `${JSON.stringify(line)}\n`).join('')
    if (chunk.length > 0 && bytes + body.length > bytesMax) {
      yield chunk
      chunk = []
      bytes = 0
    }
    chunk.push({ id, body })
    bytes += body.length
  }
  if (chunk.length > 0) yield chunk
}
