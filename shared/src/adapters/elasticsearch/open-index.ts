import { createHash } from 'node:crypto'
import { type ElasticsearchClient, type estypes, request } from './elasticsearch-client.ts'

/** @param make what the documents are made with: another make is another index */
export function indexName(prefix: string, kind: string, make: string): string {
  return `${prefix}${kind}-${createHash('sha256').update(make).digest('hex').slice(0, 16)}`
}

/**
 * Creates the index where it is not there; several processes may do so at once.
 * @returns its uuid, which tells it from one that was made anew under the same name
 */
export async function openIndex(
  client: ElasticsearchClient,
  name: string,
  body: { readonly settings: estypes.IndicesIndexSettings; readonly mappings: estypes.MappingTypeMapping }
): Promise<string> {
  if (!(await request(() => client.indices.exists({ index: name }))))
    await request(() => client.indices.create({ index: name, ...body }, { ignore: [400] }))
  const answer = await request(() => client.indices.getSettings({ index: name }))
  const uuid = answer[name]?.settings?.index?.uuid
  if (uuid === undefined) throw new Error(`Elasticsearch: ${name} has no uuid`)
  return uuid
}
