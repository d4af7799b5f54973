import type { PostingIndexCall } from '@zhipei/shared/adapters/threads/posting-index'
import type { RankerFile } from '@zhipei/shared/contracts/ranker'
import type { Impressions } from '../impressions.ts'
import type { Offers } from '../offers.ts'
import type { FirstPageQuery, LaterPageQuery } from '../pages.ts'

/** What the thread is started with: the index, and the state of the rest at that time. */
export interface MatchThreadData {
  readonly directory: string
  readonly modelId: string
  readonly dimensions: number
  readonly ranker: RankerFile
  /** As they are when it is started. */
  readonly offers: Offers
  readonly impressions: Impressions
  /** See `KeptPagesOptions`; 0: none is kept. */
  readonly pagesKeptBytesMax: number
  /** See `ScanThreadsOptions`; 0: none. */
  readonly scanHelpers: number
}

/** A person's facts as `v8.serialize` wrote them, once for all their pages; the number names them, so that they are read once. */
export interface PackedFacts {
  readonly number: number
  readonly bytes: Uint8Array
}

/** Null: not personalised. */
type Packed<Query> = Omit<Query, 'facts'> & { readonly facts: PackedFacts | null }

export type MatchCall =
  | PostingIndexCall
  | { readonly call: 'first'; readonly query: Packed<FirstPageQuery> }
  | { readonly call: 'later'; readonly query: Packed<LaterPageQuery> }
  | { readonly call: 'ranker'; readonly ranker: RankerFile }
  | { readonly call: 'offers'; readonly changed: Offers }
  | { readonly call: 'impressions'; readonly impressions: Impressions }
