import { linearRanker, type Ranker } from '../domain/matching/ranker.ts'

/** The ranker in force; it may be another at the next call. */
export interface RankerSource {
  current(): Ranker
}

export const builtInRanker: RankerSource = { current: () => linearRanker }
