import type { estypes } from './elasticsearch-client.ts'
import type { IndexSizes } from './posting-mapping.ts'

/** Part of the index's name: a change of the mapping or of what documents hold fills a new index from the log. */
export const graduateMappingVersion = 1

export function graduateSettings(sizes: IndexSizes): estypes.IndicesIndexSettings {
  return {
    number_of_shards: sizes.shards,
    number_of_replicas: sizes.replicas,
    // Set by hand, so that an index that was not searched for a while is refreshed all the same.
    refresh_interval: '1s',
    // So long an erased graduate's version is remembered, and with it that older events have no effect.
    gc_deletes: '1h',
    // `get` gives the vector back as it came.
    'index.mapping.exclude_source_vectors': false
  }
}

/** What the index holds of a graduate. Only `open` and the vector are searched; the profile is kept as it is. */
export function graduateMappings(dimensions: number): estypes.MappingTypeMapping {
  return {
    dynamic: 'strict',
    properties: {
      id: { type: 'keyword' },
      revision: { type: 'long' },
      open: { type: 'boolean' },
      vector: {
        type: 'dense_vector',
        dims: dimensions,
        index: true,
        // As for postings. No graph: a posting looks for thousands of graduates, which a scan of int8 vectors finds sooner.
        similarity: 'max_inner_product',
        index_options: { type: 'int8_flat' }
      },
      graduate: { type: 'object', enabled: false }
    }
  }
}
