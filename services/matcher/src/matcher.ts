import type { ReadinessCheck } from '@zhipei/shared/platform/http'
import type { Logger } from '@zhipei/shared/platform/logger'
import type { Service } from '@zhipei/shared/platform/service'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import type { EventBus, Subscription } from '@zhipei/shared/ports/event-bus'
import type { GraduateIndex } from '@zhipei/shared/ports/graduate-index'
import type { ImpressionStore } from '@zhipei/shared/ports/impression-store'
import type { InteractionStore } from '@zhipei/shared/ports/interaction-store'
import type { PostingIndex } from '@zhipei/shared/ports/posting-index'
import type { PostingReader } from '@zhipei/shared/ports/posting-reader'
import { builtInRanker, type RankerSource } from '@zhipei/shared/ports/ranker-source'
import type { RankingStore } from '@zhipei/shared/ports/ranking-store'
import { createAdmission } from './admission.ts'
import { createCatchUp } from './catch-up.ts'
import { createGraduateEraser, erasuresBatchMax } from './handlers/erase-graduates.ts'
import { createGraduateIndexer, graduatesBatchMax } from './handlers/index-graduates.ts'
import { createPostingIndexer, postingsBatchMax } from './handlers/index-postings.ts'
import { createImpressionRecorder, impressionsBatchMax } from './handlers/record-impressions.ts'
import { createInteractionRecorder, interactionsBatchMax } from './handlers/record-interactions.ts'
import { createInteractions } from './interactions.ts'
import { createMatcherMetrics } from './metrics.ts'
import type { Offers } from './offers.ts'
import type { PageMaker } from './pages.ts'
import { createPostingReader } from './posting-reader.ts'
import { createRecommendations } from './recommendations.ts'
import { createReverseMatch } from './reverse-match.ts'
import { interactionRoutes } from './routes/interactions.ts'
import { recommendationRoutes } from './routes/recommendations.ts'
import { reverseMatchRoutes } from './routes/reverse-match.ts'
import { createServedQueue } from './served-queue.ts'

export interface MatcherParts {
  readonly bus: EventBus
  readonly clock: Clock
  readonly logger: Logger
  readonly index: PostingIndex
  readonly graduates: GraduateIndex
  readonly rankings: RankingStore
  readonly interactions: InteractionStore
  /** Filled here; what it says goes into `pages`. */
  readonly impressions: ImpressionStore
  readonly embedder: Embedder
  /** Reads what is to be indexed, by the same model; belongs to the matcher. Absent: on the thread that calls. */
  readonly postingReader?: PostingReader | undefined
  /** Postings of one write of the index; absent: `postingsBatchMax`. */
  readonly postingsPerWriteMax?: number | undefined
  /** As they are now: `followOffers`. */
  readonly offers: Offers
  /** Makes pages of the index. */
  readonly pages: PageMaker
  /** Absent: the built-in linear score. */
  readonly ranker?: RankerSource
  /**
   * Whether every request waits until the graduates' changes before it are in effect. True where the bus tells its lag
   * without a call over the network; else only requests for unknown graduates wait.
   */
  readonly readsOwnWrites: boolean
  /** Requests for recommendations and matches that may wait for their answer; absent: `waitingMaxDefault`. */
  readonly waitingMax?: number | undefined
  /** How long a request waits for the graduates' changes before it: late is better than outdated. Absent: two seconds. */
  readonly catchUpMsMax?: number | undefined
  /** Called when the posting index holds all that the log has for it, or did so when it was opened. */
  readonly onFilled?: () => Promise<void>
}

/** At 4 ms a page the last of them waits for half a second; with fewer, phones that ask at once are sent away. */
export const waitingMaxDefault = 128

const catchUpMsMaxDefault = 2000

/** Members of the group that fills the index, where the bus is in this process: while one batch is committed the next is read. */
const postingIndexers = 2

/** Recommendations, interactions and reverse match. Closes its stores and its reader; bus and embedder belong to the caller. */
export async function createMatcher(parts: MatcherParts): Promise<Service> {
  const { bus, clock, logger, index, pages, graduates, rankings, interactions, impressions, embedder } = parts
  const postingReader = parts.postingReader ?? createPostingReader(embedder)
  const postingsGroup = `matcher-${index.identity}`
  const graduatesGroup = `matcher-${graduates.identity}`
  const interactionsGroup = `matcher-${interactions.identity}`
  const impressionsGroup = `matcher-${impressions.identity}`
  const erasuresGroup = `matcher-erasures-${interactions.identity}`
  const lags = {
    postings: () => bus.lag('postings.screened', postingsGroup),
    graduates: () => bus.lag('graduates.changed', graduatesGroup),
    erasures: () => bus.lag('graduates.changed', erasuresGroup),
    interactions: () => bus.lag('interactions.recorded', interactionsGroup),
    impressions: () => bus.lag('recommendations.served', impressionsGroup)
  }
  // Before anything is written: who starts with a filled index is ready at once.
  const readiness = [
    filled('postings', index, await index.count(), lags.postings, parts.onFilled),
    filled('graduates', graduates, await graduates.count(), lags.graduates)
  ]
  const served = createServedQueue(bus, (events, error) => logger.error({ err: error, events }, 'served events lost'))
  const catchUp = createCatchUp(lags.graduates, parts.catchUpMsMax ?? catchUpMsMaxDefault)
  const indexGraduates = createGraduateIndexer(graduates, embedder)
  const subscriptions: Subscription[] = []
  for (let member = 0; member < (parts.readsOwnWrites ? postingIndexers : 1); member++)
    subscriptions.push(
      await bus.subscribe({
        topic: 'postings.screened',
        group: postingsGroup,
        batchEventsMax: postingsBatchMax,
        handle: createPostingIndexer(index, postingReader, parts.postingsPerWriteMax)
      })
    )
  subscriptions.push(
    await bus.subscribe({
      topic: 'graduates.changed',
      group: graduatesGroup,
      batchEventsMax: graduatesBatchMax,
      handle: async batch => {
        await indexGraduates(batch)
        catchUp.done(batch.length)
      }
    }),
    await bus.subscribe({
      topic: 'interactions.recorded',
      group: interactionsGroup,
      batchEventsMax: interactionsBatchMax,
      handle: createInteractionRecorder(interactions)
    }),
    await bus.subscribe({
      topic: 'recommendations.served',
      group: impressionsGroup,
      batchEventsMax: impressionsBatchMax,
      handle: createImpressionRecorder(impressions)
    }),
    await bus.subscribe({
      topic: 'graduates.changed',
      group: erasuresGroup,
      batchEventsMax: erasuresBatchMax,
      handle: createGraduateEraser({ bus, rankings, interactions, served, isIndexed: catchUp.wait })
    })
  )

  return {
    name: 'matcher',
    async routes(app) {
      const metrics = createMatcherMetrics(app.registry, {
        postings: () => index.count(),
        graduates: () => graduates.count(),
        lags,
        waiting: () => admission.waiting()
      })
      const admission = createAdmission(parts.waitingMax ?? waitingMaxDefault, metrics.shed)
      const recommend = createRecommendations({
        pages,
        ranker: parts.ranker ?? builtInRanker,
        embedder,
        graduates,
        rankings,
        interactions,
        served,
        catchUp,
        catchUpAlways: parts.readsOwnWrites,
        admission,
        clock,
        metrics
      })
      recommendationRoutes(app, recommend)
      interactionRoutes(app, createInteractions({ bus, rankings, interactions, clock }))
      const match = createReverseMatch(parts)
      reverseMatchRoutes(app, (id, limit) => admission.run(() => match(id, limit)))
      // A thread that reads postings starts beside the first requests: no posting waits for it, and no start either.
      app.addHook('onListen', async () => {
        postingReader.read([]).catch(error => logger.error({ err: error }, 'postings cannot be read'))
      })
    },
    async lag() {
      const waiting = await Promise.all(Object.values(lags).map(lag => lag()))
      return waiting.reduce((sum, events) => sum + events, 0)
    },
    readiness,
    async close() {
      await Promise.all(subscriptions.map(subscription => subscription.close()))
      await served.flush()
      for (const store of [postingReader, index, graduates, rankings, interactions, impressions]) await store.close()
    }
  }
}

/** An empty index is ready once the log has nothing for it: answers from a half-filled one would mislead. */
function filled(
  name: string,
  index: { count(): Promise<number> },
  startCount: number,
  lag: () => Promise<number>,
  onFilled: () => Promise<void> = async () => undefined
): ReadinessCheck {
  let ready = startCount > 0
  let told = false
  return {
    name,
    async check() {
      // Fails where the index is on a server that is away.
      await index.count()
      ready ||= (await lag()) === 0
      if (ready && !told) await onFilled()
      told ||= ready
      return ready ? undefined : `索引正在建立，还有 ${await lag()} 条事件`
    }
  }
}
