import { createScreener, type Screener } from '@zhipei/shared/domain/screening/screener'
import type { Logger } from '@zhipei/shared/platform/logger'
import { createRevisions } from '@zhipei/shared/platform/revision'
import type { Service } from '@zhipei/shared/platform/service'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { EventBus, Subscription } from '@zhipei/shared/ports/event-bus'
import type { ImportStore } from '@zhipei/shared/ports/import-store'
import type { PostingAssessor } from '@zhipei/shared/ports/posting-assessor'
import type { PostingStore } from '@zhipei/shared/ports/posting-store'
import type { RowReader } from '@zhipei/shared/ports/row-reader'
import type { UploadStore } from '@zhipei/shared/ports/upload-store'
import { createScreenPostings } from './handlers/screen-postings.ts'
import { createBacklog } from './imports/backlog.ts'
import { createImportJobs } from './imports/import-jobs.ts'
import { createIntake } from './intake.ts'
import { createIngestionMetrics, type IngestionMetrics } from './metrics.ts'
import { createOutbox } from './outbox.ts'
import { createPendingPostings } from './pending-postings.ts'
import { createPostingAssessor } from './posting-assessor.ts'
import { createPostingLookup } from './posting-lookup.ts'
import { createRescreening, type Rescreen } from './rescreening.ts'
import { createReviews } from './reviews.ts'
import { addImportProgress, addImportUpload } from './routes/imports.ts'
import { addPostingRoutes } from './routes/postings.ts'
import { withRawBodies } from './routes/raw-body.ts'
import { addRescreeningRoutes } from './routes/rescreenings.ts'
import { addReviewRoutes } from './routes/reviews.ts'
import { addScreeningRoutes, addScreeningStream } from './routes/screenings.ts'

export interface IngestionLimits {
  /** Events of one batch; their texts are bounded by the bus. */
  readonly batchEventsMax: number
  /** Batches that are assessed at a time, each of its own partitions. More than one where the bus is in this process. */
  readonly batchesAtOnce: number
  /** Submissions of imports that may wait for screening: bounds how long a posting sent meanwhile waits. */
  readonly importBacklogMax: number
  /** Between looks for copies whose original has expired. */
  readonly expiryIntervalMs: number
}

export const defaultIngestionLimits: IngestionLimits = {
  batchEventsMax: 256,
  batchesAtOnce: 1,
  importBacklogMax: 1000,
  expiryIntervalMs: 60_000
}

export interface IngestionParts {
  readonly bus: EventBus
  readonly store: PostingStore
  readonly imports: ImportStore
  readonly uploads: UploadStore
  readonly rowReader: RowReader
  readonly clock: Clock
  readonly logger: Logger
  readonly screener?: Screener | undefined
  /** Assesses by the rules of `screener`; belongs to ingestion. Absent: on the thread that calls. */
  readonly assessor?: PostingAssessor | undefined
  /** How many screened postings wait for their slowest reader; imports are held back for it too. */
  readonly downstreamLag?: (() => Promise<number>) | undefined
  readonly limits?: Partial<IngestionLimits> | undefined
}

/** Screens what was submitted. */
const group = 'ingestion'

export interface Ingestion extends Service {
  /** Frees copies whose original has expired; a timer does so all the time. */
  releaseExpired(): Promise<void>
  /** Screens the stored postings again by the present rules and says what changes; writes only where told to. */
  readonly rescreen: Rescreen
}

/** Takes postings in, screens them, links near-copies and publishes the outcome. Closing leaves the bus open. */
export async function createIngestion(parts: IngestionParts): Promise<Ingestion> {
  const { bus, store, imports, uploads, rowReader, clock, logger } = parts
  const limits = { ...defaultIngestionLimits, ...parts.limits }
  const screener = parts.screener ?? createScreener()
  const assessor = parts.assessor ?? createPostingAssessor(screener)
  const revisions = createRevisions(clock)
  const pending = createPendingPostings()
  const intake = createIntake({ bus, clock, revisions, pending })
  const lookup = createPostingLookup({ store, pending, clock })
  let metrics: IngestionMetrics | undefined
  const outbox = createOutbox({ store, bus, clock, logger })
  const screenPostings = createScreenPostings({
    store,
    outbox,
    assessor,
    rulesVersion: screener.rulesVersion,
    clock,
    onScreened(screened) {
      pending.done(screened.id, screened.revision)
      metrics?.screened(screened)
    }
  })
  const reviews = createReviews({ store, clock, amend: screenPostings.amend })
  const rescreening = createRescreening({ store, screener, clock, amend: screenPostings.amend })
  await outbox.recover()
  const subscriptions: Subscription[] = []
  for (let member = 0; member < limits.batchesAtOnce; member++)
    subscriptions.push(
      await bus.subscribe({
        topic: 'postings.submitted',
        group,
        batchEventsMax: limits.batchEventsMax,
        handle: screenPostings.handle
      })
    )
  const lag = () => bus.lag('postings.submitted', group)
  const downstreamLag = parts.downstreamLag ?? (async () => 0)
  const waiting = async () => Math.max(await lag(), await downstreamLag())
  const backlog = createBacklog(waiting, limits.importBacklogMax)
  const jobs = createImportJobs({ bus, clock, revisions, backlog, imports, uploads, rowReader, logger })
  await jobs.resume()
  const expiry = setInterval(() => {
    screenPostings.releaseExpired().catch(error => logger.error({ err: error }, 'expired originals not released'))
  }, limits.expiryIntervalMs)
  expiry.unref()

  return {
    name: 'ingestion',
    async routes(app) {
      metrics = createIngestionMetrics(app.registry, lag, () => clock.nowMs())
      addPostingRoutes(app, { intake, lookup })
      addReviewRoutes(app, { reviews, lookup })
      addRescreeningRoutes(app, { rescreen: rescreening, logger })
      addImportProgress(app, jobs)
      addScreeningRoutes(app, { assessor, rowReader, uploads })
      await withRawBodies(app, raw => {
        addImportUpload(raw, jobs)
        addScreeningStream(raw, { assessor, rowReader, uploads })
      })
      // On a thread the rules are compiled beside the first requests, so that none of them pays for it; a start does not wait.
      app.addHook('onListen', async () => {
        parts.assessor?.screen([{}]).catch(error => logger.error({ err: error }, 'rules not compiled'))
      })
    },
    readiness: [],
    releaseExpired: screenPostings.releaseExpired,
    rescreen: rescreening,
    lag,
    async close() {
      clearInterval(expiry)
      await jobs.close()
      await Promise.all(subscriptions.map(subscription => subscription.close()))
      await outbox.close()
      await Promise.all([store.close(), imports.close(), assessor.close()])
    }
  }
}
