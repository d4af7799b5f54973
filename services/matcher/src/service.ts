import { join } from 'node:path'
import { createEmbeddedPostingIndex } from '@zhipei/shared/adapters/embedded-posting-index/embedded-posting-index'
import { createJiebaTokenizer } from '@zhipei/shared/adapters/jieba-tokenizer'
import { createSqliteGraduateIndex } from '@zhipei/shared/adapters/sqlite/graduate-index'
import { createSqliteInteractionStore } from '@zhipei/shared/adapters/sqlite/interaction-store'
import { createSqliteRankingStore } from '@zhipei/shared/adapters/sqlite/ranking-store'
import { rankerVersion } from '@zhipei/shared/domain/matching/rank'
import { textTemplate } from '@zhipei/shared/domain/matching/texts'
import { factsVersion } from '@zhipei/shared/domain/understanding/posting-facts'
import type { Logger } from '@zhipei/shared/platform/logger'
import type { Service } from '@zhipei/shared/platform/service'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import type { EventBus } from '@zhipei/shared/ports/event-bus'
import { createMatcher } from './matcher.ts'

export interface MatcherOptions {
  /** Holds the indexes and stores; belongs to one process. */
  readonly directory: string
  readonly bus: EventBus
  readonly clock: Clock
  readonly logger: Logger
  readonly embedder: Embedder
}

/** Rankings outlive their events in `recommendations.served` (7 days), so that erasure finds those by request id. */
const rankingRetentionMs = 8 * 24 * 3_600_000

/**
 * The matcher on the embedded index and stores. What the indexes are made with (model, text template, tokenizer, facts of
 * postings, ranker's reading of profiles) is in their names: a change of any fills them anew from the log.
 * @throws DatabaseLockedError where another process has the directory
 */
export async function openMatcher({ directory, bus, clock, logger, embedder }: MatcherOptions): Promise<Service> {
  const closers: (() => Promise<void>)[] = []
  const keep = <T extends { close(): Promise<void> }>(store: T): T => {
    closers.push(() => store.close())
    return store
  }
  try {
    const tokenizer = createJiebaTokenizer()
    const { dimensions } = embedder
    const make = `${embedder.modelId} texts-${textTemplate}`
    const index = keep(
      await createEmbeddedPostingIndex({
        directory: join(directory, 'postings'),
        modelId: `${make} facts-${factsVersion}`,
        dimensions,
        tokenizer
      })
    )
    const graduates = keep(
      createSqliteGraduateIndex({
        directory: join(directory, 'graduates'),
        modelId: `${make} ${rankerVersion}`,
        dimensions
      })
    )
    const rankings = keep(createSqliteRankingStore({ directory, retentionMs: rankingRetentionMs }))
    const interactions = keep(createSqliteInteractionStore(directory))
    const stores = { index, graduates, rankings, interactions }
    return await createMatcher({ bus, clock, logger, ...stores, embedder, tokenizer, readsOwnWrites: true })
  } catch (error) {
    for (const close of closers) await close()
    throw error
  }
}
