import { createHash } from 'node:crypto'
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createEmbeddedPostingIndex } from '@zhipei/shared/adapters/embedded-posting-index/embedded-posting-index'
import { createJiebaTokenizer } from '@zhipei/shared/adapters/jieba-tokenizer'
import { createRowReader } from '@zhipei/shared/adapters/rows/row-reader'
import { createSqliteEventBus } from '@zhipei/shared/adapters/sqlite/event-bus'
import { createSqlitePostingStore } from '@zhipei/shared/adapters/sqlite/posting-store'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import type { Posting, PostingState, PostingSubmission } from '@zhipei/shared/contracts/posting'
import { fingerprintOf } from '@zhipei/shared/domain/duplicates/fingerprint'
import { type DuplicateCandidate, linkDuplicates } from '@zhipei/shared/domain/duplicates/link'
import { defaultSource, platformId } from '@zhipei/shared/domain/identity'
import { createRowMapper } from '@zhipei/shared/domain/import/row-mapper'
import { postingText } from '@zhipei/shared/domain/matching/texts'
import { normalisePosting } from '@zhipei/shared/domain/normalise/posting'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import { type PostingFacts, readPostingFacts } from '@zhipei/shared/domain/understanding/posting-facts'
import { createEvent } from '@zhipei/shared/platform/events'
import type { Embedder } from '@zhipei/shared/ports/embedder'
import type { IndexedPosting } from '@zhipei/shared/ports/posting-index'
import type { PostingRecord } from '@zhipei/shared/ports/posting-store'

export interface StageResult {
  readonly stage: string
  readonly postings: number
  readonly wallSeconds: number
  /** Processor time of the whole process, helper threads included. */
  readonly cpuSeconds: number
}

const importBatch = 500
const eventBatch = 256
const stateOf: Readonly<Record<string, PostingState>> = {
  pass: 'live',
  advise: 'live',
  review: 'review',
  block: 'blocked'
}

/** Runs each stage alone, one after the other, over the first postings of a file. */
export async function measureStages(file: string, postingsMax: number, embedder: Embedder): Promise<StageResult[]> {
  const results: StageResult[] = []
  async function measure<T>(stage: string, run: () => Promise<T> | T, counted: (value: T) => number): Promise<T> {
    const cpuBefore = process.cpuUsage()
    const startMs = performance.now()
    const value = await run()
    const wallSeconds = (performance.now() - startMs) / 1000
    const { user, system } = process.cpuUsage(cpuBefore)
    results.push({ stage, postings: counted(value), wallSeconds, cpuSeconds: (user + system) / 1e6 })
    return value
  }
  const size = (list: readonly unknown[]) => list.length

  const directory = mkdtempSync(join(tmpdir(), 'zhipei-stages-'))
  const clock = createSystemClock()
  try {
    const submissions = await measure('read + validate', () => readSubmissions(file, postingsMax), size)
    const bus = createSqliteEventBus({ directory: join(directory, 'log'), clock })
    await measure(
      'log append',
      () => appendAll(bus, submissions, clock.nowMs()),
      () => submissions.length
    )
    await bus.close()
    const postings = await measure('normalise', () => submissions.map(normalise), size)
    const screener = createScreener()
    const screenings = await measure('screen', () => submissions.map(given => screener.screen(given)), size)
    const records = await measure(
      'fingerprint',
      () => postings.map((posting, at) => toRecord(posting, submissions[at], screenings[at])),
      size
    )
    await linkAndStore(directory, records, measure)
    const live = records.filter(({ state }) => state === 'live').map(({ posting }) => posting)
    const facts = await measure('facts', () => live.map(readPostingFacts), size)
    const vectors = await measure('embed', () => embedAll(live, embedder), size)
    const rows = live.map((posting, at) => {
      return { posting, facts: facts[at] as PostingFacts, vector: vectors[at] as Float32Array }
    })
    await measure(
      'index',
      () => indexAll(join(directory, 'index'), rows, embedder.dimensions),
      () => rows.length
    )
    return results
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function readSubmissions(file: string, postingsMax: number): Promise<PostingSubmission[]> {
  const bytes = createReadStream(file)
  const open = await createRowReader().open({ bytes, name: basename(file) })
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const mapper = createRowMapper({ source: 'bench', hash })
  const submissions: PostingSubmission[] = []
  for await (const row of open.rows) {
    const mapped = 'value' in row ? mapper.map(row.value) : undefined
    if (mapped !== undefined && 'submission' in mapped) submissions.push(mapped.submission)
    if (submissions.length === postingsMax) break
  }
  bytes.destroy()
  return submissions
}

function* batches<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < list.length; from += size) yield list.slice(from, from + size)
}

const idOf = ({ source, postingId }: PostingSubmission) => platformId(source, postingId)

async function appendAll(
  bus: ReturnType<typeof createSqliteEventBus>,
  submissions: readonly PostingSubmission[],
  atMs: number
): Promise<void> {
  for (const batch of batches(submissions, importBatch)) {
    const records = batch.map(submission => {
      const data = { id: idOf(submission), source: submission.source ?? defaultSource, revision: atMs, submission }
      return { key: data.id, value: createEvent('postings.submitted', data, { atMs, traceId: 'bench' }) }
    })
    await bus.publish('postings.submitted', records)
  }
}

function normalise(submission: PostingSubmission, at: number): Posting {
  const source = submission.source ?? defaultSource
  return normalisePosting(submission, { id: idOf(submission), source, revision: at + 1 })
}

function toRecord(
  posting: Posting,
  submission: PostingSubmission | undefined,
  screening: PostingRecord['screening'] | undefined
): PostingRecord {
  if (submission === undefined || screening === undefined) throw new Error(`${posting.id} has no submission`)
  const state = stateOf[screening.decision] ?? 'review'
  const fingerprint = fingerprintOf(posting)
  return { posting, submission, screening, state, duplicateOf: null, since: posting.revision, fingerprint }
}

type Measure = <T>(stage: string, run: () => Promise<T> | T, counted: (value: T) => number) => Promise<T>

/** Near-copies and the store take turns, as in ingestion; their times are kept apart. */
async function linkAndStore(directory: string, records: readonly PostingRecord[], measure: Measure): Promise<void> {
  const store = createSqlitePostingStore(join(directory, 'ingestion'))
  await measure(
    'store',
    async () => {
      for (const batch of batches(records, eventBatch)) {
        await store.put(batch, { publish: true })
        await store.published(batch.map(({ posting }) => posting.id))
      }
    },
    () => records.length
  )
  await measure(
    'link copies',
    async () => {
      for (const batch of batches(records, eventBatch)) {
        const arrivals = batch.map(toCandidate)
        const fingerprints = arrivals.flatMap(({ fingerprint }) => fingerprint ?? [])
        const copies = await store.copiesOf(arrivals.map(({ id }) => id))
        const standing = [...(await store.possibleCopies(fingerprints)), ...copies]
        linkDuplicates({ arrivals, standing, nowMs: Date.now() })
      }
    },
    () => records.length
  )
  await store.close()
}

function toCandidate({ posting, state, since, fingerprint, duplicateOf }: PostingRecord): DuplicateCandidate {
  return { id: posting.id, since, fingerprint, validUntilMs: null, lawful: state === 'live', duplicateOf }
}

async function embedAll(postings: readonly Posting[], embedder: Embedder): Promise<Float32Array[]> {
  const vectors: Float32Array[] = []
  for (const batch of batches(postings, eventBatch))
    vectors.push(...(await embedder.embed(batch.map(postingText), 'document')))
  return vectors
}

async function indexAll(directory: string, rows: readonly IndexedPosting[], dimensions: number): Promise<void> {
  const tokenizer = createJiebaTokenizer()
  const index = await createEmbeddedPostingIndex({ directory, modelId: 'bench', dimensions, tokenizer })
  for (const batch of batches(rows, eventBatch)) await index.upsert(batch)
  await index.close()
}
