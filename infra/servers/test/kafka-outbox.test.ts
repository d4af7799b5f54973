import { spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { submittedRecords } from '@zhipei/ingestion/intake'
import { openIngestion } from '@zhipei/ingestion/service'
import { createPostingIndexer } from '@zhipei/matcher/handlers/index-postings'
import { createPostingReader } from '@zhipei/matcher/posting-reader'
import { createEmbeddedPostingIndex } from '@zhipei/shared/adapters/embedded-posting-index/embedded-posting-index'
import { createJiebaTokenizer } from '@zhipei/shared/adapters/jieba-tokenizer'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import type { PostingSubmission } from '@zhipei/shared/contracts/posting'
import { createLogger } from '@zhipei/shared/platform/logger'
import type { Delivery, EventBus, EventRecord } from '@zhipei/shared/ports/event-bus'
import { createBigramEmbedder } from '@zhipei/shared/test/support/bigram-embedder'
import t, { type Test } from 'tap'
import { brokersFromEnvironment, type KafkaLog, openKafkaBus } from './support/kafka-bus.ts'
import { generatePool, linesOf } from './support/pool.ts'

const brokers = brokersFromEnvironment()
const workerFile = fileURLToPath(new URL('./support/ingestion-worker.js', import.meta.url))
const kills = 8
const postings = 600
type Outcome = Delivery<'postings.screened'>

t.test(
  `ingestion dies ${kills} times between its store and Kafka: no outcome lost, none with a second effect`,
  { skip: brokers === undefined && 'KAFKA_BROKERS is not set' },
  async t => {
    const directory = t.testdir()
    await generatePool(directory, postings, 1)
    const submissions: PostingSubmission[] = []
    for await (const line of linesOf(directory, 'postings.ndjson')) submissions.push(line as PostingSubmission)
    const records = submittedRecords(submissions, { first: 1, atMs: Date.now(), traceId: 'test' })
    // One partition: which of two near-copies stays live depends on the order in which they come.
    const limits = { sessionTimeoutMs: 1_000, partitions: 1 }
    const freshLog = () => ({ brokers: brokers ?? '', prefix: `${randomUUID().slice(0, 8)}.`, limits })
    const wanted = await undisturbed(freshLog(), records, join(directory, 'undisturbed'))

    const log = freshLog()
    const bus = openKafkaBus(log)
    await bus.publish('postings.submitted', records)
    for (let kill = 0; kill < kills; kill++) {
      const worker = startWorker(t, log, join(directory, 'store'), kill % 2 === 0 ? 'before' : 'after')
      t.same(await once(worker, 'close'), [null, 'SIGKILL'])
      t.ok((await bus.lag('postings.submitted', 'ingestion')) > 0, 'there is more to do')
    }
    const last = startWorker(t, log, join(directory, 'store'), 'never')
    await caughtUp(bus, 'postings.submitted', 'ingestion')
    last.kill('SIGKILL')
    await once(last, 'close')

    const outcomes = await readAll(bus)
    t.same(statesOf(outcomes), statesOf(wanted), 'every posting got the state that it gets without a kill')
    const again =
      outcomes.length - new Set(outcomes.map(({ value, key }) => `${key} ${JSON.stringify(value?.data)}`)).size
    t.comment(`${outcomes.length} outcomes in the log, ${again} of them told again`)
    t.ok(again > 0, 'some were told again')
    t.same(await indexed(outcomes), await indexed(wanted), 'an index that reads them all holds each live posting once')
    await bus.close()
  }
)

function startWorker(t: Test, log: KafkaLog, directory: string, when: string) {
  const args = [workerFile, JSON.stringify(log), directory, when, String(randomInt(1, 4))]
  const worker = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  t.teardown(() => worker.kill('SIGKILL'))
  return worker
}

/** What ingestion makes of the events where nobody dies. */
async function undisturbed(
  log: KafkaLog,
  records: readonly EventRecord<'postings.submitted'>[],
  directory: string
): Promise<readonly Outcome[]> {
  const bus = openKafkaBus(log)
  const clock = createSystemClock()
  await bus.publish('postings.submitted', records)
  const ingestion = await openIngestion({ directory, bus, clock, logger: createLogger({ level: 'fatal' }) })
  await caughtUp(bus, 'postings.submitted', 'ingestion')
  const outcomes = await readAll(bus)
  await ingestion.close()
  await bus.close()
  return outcomes
}

async function readAll(bus: EventBus): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  await bus.subscribe({
    topic: 'postings.screened',
    group: 'audit',
    batchEventsMax: 100,
    async handle(batch) {
      outcomes.push(...batch)
    }
  })
  await caughtUp(bus, 'postings.screened', 'audit')
  return outcomes
}

function statesOf(outcomes: readonly Outcome[]): unknown {
  const states = new Map(
    outcomes.map(({ key, value }) => {
      const { state, duplicateOf, posting } = value?.data ?? {}
      return [key, { state, duplicateOf, revision: posting?.revision }]
    })
  )
  return [...states].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** The ids that the matcher's reader brings into an empty index, every event delivered twice. */
async function indexed(outcomes: readonly Outcome[]): Promise<readonly string[]> {
  const embedder = createBigramEmbedder(16)
  const tokenizer = createJiebaTokenizer()
  const { modelId, dimensions } = embedder
  const index = await createEmbeddedPostingIndex({ modelId, dimensions, tokenizer, directory: null })
  const handle = createPostingIndexer(index, createPostingReader(embedder))
  for (let at = 0; at < outcomes.length; at += 100)
    for (let times = 0; times < 2; times++) await handle(outcomes.slice(at, at + 100))
  const query = { vector: null, terms: new Map(), filter: { nowMs: 0 }, limit: 10_000 }
  const { hits } = await index.search(query)
  const ids = hits.map(({ id }) => id).sort()
  await index.close()
  return ids
}

async function caughtUp(bus: EventBus, topic: 'postings.submitted' | 'postings.screened', group: string) {
  while ((await bus.lag(topic, group)) > 0) await sleep(50)
}
