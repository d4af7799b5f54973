import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createJiebaTokenizer } from '@zhipei/shared/adapters/jieba-tokenizer'
import { createOnnxEmbedder, shippedModelFolder } from '@zhipei/shared/adapters/onnx-embedder/onnx-embedder'
import { openRankerFile, shippedRankerFile } from '@zhipei/shared/adapters/ranker-file'
import { createSqliteGraduateIndex } from '@zhipei/shared/adapters/sqlite/graduate-index'
import { createSqliteImpressionStore } from '@zhipei/shared/adapters/sqlite/impression-store'
import { createSqliteInteractionStore } from '@zhipei/shared/adapters/sqlite/interaction-store'
import { createSqliteRankingStore } from '@zhipei/shared/adapters/sqlite/ranking-store'
import { createThreadPostingReader } from '@zhipei/shared/adapters/threads/posting-reader'
import { profileReading } from '@zhipei/shared/domain/matching/profile-facts'
import { textTemplate } from '@zhipei/shared/domain/matching/texts'
import { factsVersion } from '@zhipei/shared/domain/understanding/posting-facts'
import { scanHelpersDefault } from '@zhipei/shared/engine/scan-threads'
import type { Logger } from '@zhipei/shared/platform/logger'
import type { Service } from '@zhipei/shared/platform/service'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import type { EventBus } from '@zhipei/shared/ports/event-bus'
import type { GraduateIndex } from '@zhipei/shared/ports/graduate-index'
import type { InteractionStore } from '@zhipei/shared/ports/interaction-store'
import type { RankerSource } from '@zhipei/shared/ports/ranker-source'
import type { ElasticsearchSettings } from '@zhipei/shared/process/servers'
import { createImpressionSource, type ImpressionSource } from './impressions.ts'
import { pagesKeptMbDefault } from './kept-pages.ts'
import { createMatcher, type MatcherParts } from './matcher.ts'
import { followOffers, type Offers } from './offers.ts'
import { createPageMaker } from './pages.ts'
import { openMatchThread, type StartedMatchThread, startMatchThread } from './thread/match-thread.ts'

export interface MatcherOptions {
  /** Holds the indexes and stores; belongs to one process. */
  readonly directory: string
  readonly bus: EventBus
  readonly clock: Clock
  readonly logger: Logger
  readonly embedder: Embedder
  /** Weights and trees of the score, replaced without a restart; absent: the shipped ones. */
  readonly rankerFile?: string | undefined
  /** Folder of the embedder's model, so that a thread of its own reads postings; absent: they are read on this thread. */
  readonly modelDirectory?: string | undefined
  /** Where postings and graduates are indexed; absent: in the folder. */
  readonly elasticsearch?: ElasticsearchSettings | undefined
  /** Of the embedded index, started beforehand to save time; absent: started here. */
  readonly matchThread?: StartedMatchThread | undefined
  /** See `MatcherParts`; false where the bus is on other machines. */
  readonly readsOwnWrites?: boolean
  /** See `MatcherParts`. */
  readonly waitingMax?: number | undefined
  /** First pages of the embedded index kept in memory; absent: `pagesKeptMbDefault`. */
  readonly pagesKeptMb?: number | undefined
  /** Threads that help the embedded index with large searches; absent: `scanHelpersDefault`. */
  readonly scanHelpers?: number | undefined
  /** See `MatcherParts`. */
  readonly catchUpMsMax?: number | undefined
}

/** Rankings outlive their events in `recommendations.served` (7 days), so that erasure finds those by request id. */
const rankingRetentionMs = 8 * 24 * 3_600_000

/** A matcher with an embedder of its own, for a process of its own. @throws as `openMatcher` */
export async function openMatcherWithModel({
  modelDirectory = shippedModelFolder,
  ...options
}: Omit<MatcherOptions, 'embedder'>): Promise<Service> {
  const embedder = await createOnnxEmbedder({ folder: modelDirectory })
  try {
    const matcher = await openMatcher({ ...options, modelDirectory, embedder })
    const close = async () => {
      await matcher.close()
      await embedder.close()
    }
    return { ...matcher, close }
  } catch (error) {
    await embedder.close()
    throw error
  }
}

/**
 * The matcher on the embedded stores, its indexes there or on Elasticsearch. What the indexes are made with (model, text
 * template, tokenizer, facts of postings, ranker's reading of profiles) is in their names: a change of any fills them anew
 * from the log.
 * @throws DatabaseLockedError where another process has the directory
 */
export async function openMatcher(options: MatcherOptions): Promise<Service> {
  const { directory, bus, clock, logger, embedder, modelDirectory, readsOwnWrites = true, waitingMax } = options
  const closers: (() => Promise<void>)[] = []
  const keep = <T extends { close(): Promise<void> }>(store: T): T => {
    closers.push(() => store.close())
    return store
  }
  try {
    const ranker = keep(
      openRankerFile({
        file: options.rankerFile ?? shippedRankerFile,
        onChange: ({ version }) => logger.warn({ ranker: version }, 'another ranker is in force'),
        onFault: message => logger.error({ message }, 'no use of the ranker’s file: the built-in linear score ranks')
      })
    )
    const { dimensions } = embedder
    const make = `${embedder.modelId} texts-${textTemplate}`
    const content = { modelId: `${make} facts-${factsVersion}`, dimensions }
    const postingReader =
      modelDirectory === undefined
        ? undefined
        : keep(createThreadPostingReader({ modelFolder: modelDirectory, modelId: embedder.modelId }))
    const interactions = keep(createSqliteInteractionStore(directory))
    const offers = followOffers(interactions)
    const impressions = keep(createSqliteImpressionStore(directory))
    const shown = createImpressionSource(impressions)
    const parts = { ...content, ranker, interactions, offers, impressions: shown }
    const { index, ...indexing } = await openPostingIndex(options, parts)
    keep(index)
    const graduates = keep(await openGraduateIndex(options, { modelId: `${make} ${profileReading}`, dimensions }))
    const rankings = keep(createSqliteRankingStore({ directory, retentionMs: rankingRetentionMs }))
    const stores = { index, graduates, rankings, interactions, offers, impressions }
    const { catchUpMsMax } = options
    const own = { embedder, postingReader, ranker, ...indexing, readsOwnWrites, waitingMax, catchUpMsMax }
    return await createMatcher({ bus, clock, logger, ...stores, ...own })
  } catch (error) {
    for (const close of closers) await close()
    throw error
  }
}

interface PostingIndexParts {
  readonly modelId: string
  readonly dimensions: number
  readonly ranker: RankerSource
  readonly interactions: InteractionStore
  readonly offers: Offers
  readonly impressions: ImpressionSource
}

type PostingIndexing = Pick<MatcherParts, 'index' | 'pages' | 'postingsPerWriteMax' | 'onFilled'>

/** Requests are answered between two writes of the thread; one takes about 10 ms. */
const threadPostingsPerWriteMax = 32

/**
 * The embedded index has a thread of its own, pages are made there; those of Elasticsearch are made on this one. The client
 * of Elasticsearch, some 300 ms of loading, is loaded where it is used.
 */
async function openPostingIndex(
  { directory, elasticsearch, matchThread, logger, readsOwnWrites = true, ...options }: MatcherOptions,
  { ranker, interactions, offers, impressions, ...made }: PostingIndexParts
): Promise<PostingIndexing> {
  if (elasticsearch === undefined) {
    const { pagesKeptMb = pagesKeptMbDefault, scanHelpers = scanHelpersDefault } = options
    const limits = { pagesKeptBytesMax: pagesKeptMb * 1024 * 1024, scanHelpers }
    const own = { ...made, directory: join(directory, 'postings'), ...limits }
    const onDeath = (err: Error) => logger.error({ err }, 'the thread of the index has died and is started again')
    const started = matchThread ?? startMatchThread()
    const thread = await openMatchThread(started, { ...own, ranker, interactions, offers, impressions, onDeath })
    return { ...thread, postingsPerWriteMax: threadPostingsPerWriteMax }
  }
  const { connection, prefix, shards, replicas } = elasticsearch
  const limits = { shards, replicas }
  const tokenizer = createJiebaTokenizer()
  const { createElasticsearchPostingIndex } = await import('@zhipei/shared/adapters/elasticsearch/posting-index')
  const index = await createElasticsearchPostingIndex({
    ...made,
    tokenizer,
    connection,
    prefix,
    readsOwnWrites,
    limits
  })
  const pages = createPageMaker({ index, tokenizer, ranker, offers, impressions })
  return { index, pages, onFilled: () => index.serve() }
}

async function openGraduateIndex(
  { directory, elasticsearch, readsOwnWrites = true }: MatcherOptions,
  content: { readonly modelId: string; readonly dimensions: number }
): Promise<GraduateIndex> {
  const folder = join(directory, 'graduates')
  if (elasticsearch === undefined) return createSqliteGraduateIndex({ ...content, directory: folder })
  const { connection, prefix, shards, replicas } = elasticsearch
  const limits = { shards, replicas }
  const { createElasticsearchGraduateIndex } = await import('@zhipei/shared/adapters/elasticsearch/graduate-index')
  const graduates = await createElasticsearchGraduateIndex({ ...content, connection, prefix, readsOwnWrites, limits })
  // Erasures would not reach the copy of a time before Elasticsearch.
  await rm(folder, { recursive: true, force: true })
  return graduates
}
