import type { estypes } from './elasticsearch-client.ts'

/** Part of the index's name: a change of the mapping or of what documents hold fills a new index from the log. */
export const mappingVersion = 1

/** Tokens come cut already. Longer ones than the analyzer's usual 255 characters must not be cut again. */
const tokenCharactersMax = 8_192

export interface IndexSizes {
  readonly shards: number
  readonly replicas: number
}

export const defaultIndexSizes: IndexSizes = { shards: 1, replicas: 1 }

export function postingSettings(sizes: IndexSizes): estypes.IndicesIndexSettings {
  return {
    number_of_shards: sizes.shards,
    number_of_replicas: sizes.replicas,
    // Set by hand, so that an index that was not searched for a while is refreshed all the same.
    refresh_interval: '1s',
    analysis: {
      tokenizer: { blanks: { type: 'whitespace', max_token_length: tokenCharactersMax } },
      analyzer: { tokens: { type: 'custom', tokenizer: 'blanks' } }
    },
    'index.dense_vector.hnsw_filter_heuristic': 'fanout'
  }
}

/** What the index holds of a posting; of a removed one (`live: false`) the id and its revision alone. */
export function postingMappings(dimensions: number): estypes.MappingTypeMapping {
  return {
    dynamic: 'strict',
    // Both are used through the index alone; their text would be most of the source.
    _source: { excludes: ['tokens', 'vector'] },
    properties: {
      id: { type: 'keyword' },
      live: { type: 'boolean' },
      revision: { type: 'long' },
      city: { type: 'keyword' },
      kind: { type: 'keyword' },
      fairId: { type: 'keyword' },
      degreeRank: { type: 'double' },
      requiredYears: { type: 'double' },
      salaryTop: { type: 'double' },
      validUntilMs: { type: 'long' },
      publishedAtMs: { type: 'long' },
      // Each token as often as it counts; the score takes the exact length from `length`, not Lucene's rounded norm.
      tokens: { type: 'text', analyzer: 'tokens', norms: false, index_options: 'freqs' },
      length: { type: 'integer' },
      vector: {
        type: 'dense_vector',
        dims: dimensions,
        index: true,
        // Of unit vectors this is the cosine; unlike `cosine` and `dot_product` it takes the zero vector.
        similarity: 'max_inner_product',
        index_options: { type: 'int8_hnsw', m: 16, ef_construction: 100 }
      },
      digestHigh: { type: 'long' },
      digestLow: { type: 'long' },
      posting: { type: 'object', enabled: false },
      facts: { type: 'object', enabled: false }
    }
  }
}
