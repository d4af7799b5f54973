import type { ElasticsearchConnection } from '@zhipei/shared/adapters/elasticsearch/elasticsearch-client'

const requestTimeoutMs = 60_000

/** Of a test whose node may be slow: what is slow there is no fault. */
export function connectionTo(url: string): ElasticsearchConnection {
  return { nodes: [url], requestTimeoutMs }
}

/** Deletes every index whose name starts so. */
export async function deleteIndexes(url: string, prefix: string): Promise<void> {
  const names = (await (await fetch(`${url}/_cat/indices/${prefix}*?h=index`)).text()).split('\n').filter(Boolean)
  for (const name of names) await fetch(`${url}/${name}`, { method: 'DELETE' })
}
