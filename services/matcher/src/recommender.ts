import type { RankedItem } from '@zhipei/shared/contracts/recommendation'
import type { ProfileFacts } from '@zhipei/shared/domain/matching/profile-facts'
import type { Ranker } from '@zhipei/shared/domain/matching/ranker'
import { profileText } from '@zhipei/shared/domain/matching/texts'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import { builtInRanker } from '@zhipei/shared/ports/ranker-source'
import type { RankedPosting } from '@zhipei/shared/ports/ranking-store'
import { toRankedItem } from './present.ts'
import { createRanking, type Ranking, type RankingParts, type RankingQuery } from './ranking.ts'

export interface RecommenderParts extends RankingParts {
  readonly embedder: Pick<Embedder, 'embed' | 'modelId'>
}

/** `vector` is computed where it is absent. */
export type RecommenderQuery = Omit<RankingQuery, 'vector'> & Partial<Pick<RankingQuery, 'vector'>>

export interface Recommender extends Pick<Ranking, 'candidates'> {
  /** Name of the embedder. */
  readonly embedder: string
  /** The ranker in force. */
  ranker(): Ranker
  rank(query: RecommenderQuery): Promise<RankedPosting[]>
  /** Reasons and gaps of a part of a ranked list; the first of `items` has the rank `firstRank`. */
  explainPage(facts: ProfileFacts | null, items: readonly RankedPosting[], firstRank?: number): Promise<RankedItem[]>
}

/** Ranking from a profile to the explained page, on the thread that calls it. */
export function createRecommender(parts: RecommenderParts): Recommender {
  const { embedder, ranker: source = builtInRanker } = parts
  const { rank, candidates } = createRanking(parts)
  return {
    embedder: embedder.modelId,
    ranker: () => source.current(),
    async rank(query) {
      return rank({ ...query, vector: query.vector ?? (await queryVector(embedder, query.facts)) })
    },
    candidates,
    async explainPage(facts, items, firstRank = 1) {
      const found = await candidates(items)
      return items.flatMap(({ score }, position) => {
        const candidate = found[position]
        return candidate === undefined
          ? []
          : [toRankedItem(facts, candidate, { score, rank: firstRank + position, ranker: source.current() })]
      })
    }
  }
}

/** The embedding of a profile; null without facts. */
export async function queryVector(
  embedder: Pick<Embedder, 'embed'>,
  facts: ProfileFacts | null
): Promise<Float32Array | null> {
  if (facts === null) return null
  const [vector = null] = await embedder.embed([profileText(facts.profile)], 'query')
  return vector
}
