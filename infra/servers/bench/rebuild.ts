import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { submittedRecords } from '@zhipei/ingestion/intake'
import type { KafkaEventBus } from '@zhipei/shared/adapters/kafka/event-bus'
import type { PostingSubmission } from '@zhipei/shared/contracts/posting'
import { normalisePosting } from '@zhipei/shared/domain/normalise/posting'
import { screenRecord } from '@zhipei/shared/domain/screening/record/screen-record'
import { stateAfter } from '@zhipei/shared/domain/screening/review'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import { createEvent } from '@zhipei/shared/platform/events'
import { createProcesses } from '../src/processes.ts'
import { createServers } from '../src/servers.ts'
import { deleteIndexes } from '../test/support/elasticsearch.ts'
import { openKafkaBus } from '../test/support/kafka-bus.ts'
import { generatePool, linesOf } from '../test/support/pool.ts'

/**
 * `npm run bench:rebuild -- [--postings N]`: a matcher process with an empty folder and an empty Elasticsearch fills its
 * index from `postings.screened` alone. The postings are synthetic, normalised and screened as ingestion does it; links
 * between near-copies are left out. Time from the start of the process until `/health/ready` says that it is full.
 */
const { values } = parseArgs({ options: { postings: { type: 'string', default: '200000' } } })
const postings = Number(values.postings)
const recordsPerCall = 500
const sampleMs = 1_000
const mebi = 1024 * 1024

async function publishPool(bus: KafkaEventBus, directory: string): Promise<number> {
  const screener = createScreener()
  let live = 0
  let published = 0
  let submissions: PostingSubmission[] = []
  const flush = async () => {
    const atMs = Date.now()
    const records = submittedRecords(submissions, { first: published + 1, atMs, traceId: 'bench' }).map(
      ({ key, value }) => {
        const { id, source, revision, submission } = (value as NonNullable<typeof value>).data
        const posting = normalisePosting(submission as PostingSubmission, { id, source, revision })
        const screening = screenRecord(screener, posting, submission as PostingSubmission, atMs)
        const state = stateAfter(screening, undefined)
        if (state === 'live') live++
        const data = { posting, screening, state, duplicateOf: null }
        return { key, value: createEvent('postings.screened', data, { atMs, traceId: 'bench' }) }
      }
    )
    await bus.publish('postings.screened', records)
    published += records.length
    submissions = []
  }
  for await (const line of linesOf(directory, 'postings.ndjson'))
    if (submissions.push(line as PostingSubmission) === recordsPerCall) await flush()
  if (submissions.length > 0) await flush()
  return live
}

/** The value of a metric without labels, or with exactly these. */
function metric(text: string, name: string): number {
  const line = text.split('\n').find(line => line.startsWith(`${name} `))
  return Number(line?.slice(name.length + 1))
}

async function nodeFigures(url: string): Promise<{ cpuSeconds: number; heapBytes: number }> {
  const answer = await (await fetch(`${url}/_nodes/stats/process,jvm`)).json()
  const { nodes } = answer as {
    nodes: Record<
      string,
      { process: { cpu: { total_in_millis: number } }; jvm: { mem: { heap_used_in_bytes: number } } }
    >
  }
  const all = Object.values(nodes)
  return {
    cpuSeconds: all.reduce((sum, { process }) => sum + process.cpu.total_in_millis / 1000, 0),
    heapBytes: all.reduce((sum, { jvm }) => sum + jvm.mem.heap_used_in_bytes, 0)
  }
}

async function main(): Promise<void> {
  const servers = createServers('bench')
  const directory = await mkdtemp(join(tmpdir(), 'zhipei-rebuild-'))
  const prefix = randomUUID().slice(0, 8)
  try {
    const brokers = await servers.start('kafka')
    const elasticsearch = await servers.start('elasticsearch')
    await generatePool(directory, postings, 1)
    const bus = openKafkaBus({ brokers, prefix: `${prefix}.` })
    const live = await publishPool(bus, directory)
    await bus.close()
    console.log(
      `${postings} postings in Kafka, ${live} of them live; ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}`
    )
    const processes = await createProcesses(
      {
        KAFKA_BROKERS: brokers,
        KAFKA_PREFIX: `${prefix}.`,
        KAFKA_REPLICAS: '1',
        KAFKA_PARTITIONS: '4',
        ELASTICSEARCH_URL: elasticsearch,
        ELASTICSEARCH_PREFIX: `${prefix}-`,
        ELASTICSEARCH_REPLICAS: '0',
        ZHIPEI_DATA_DIR: join(directory, 'data'),
        ZHIPEI_LOG_LEVEL: 'fatal'
      },
      () => undefined
    )
    const before = await nodeFigures(elasticsearch)
    const startMs = performance.now()
    await processes.start('matcher')
    const url = processes.url('matcher')
    const read = async () => (await fetch(`${url}/metrics`)).text()
    let residentMax = 0
    let heapMax = 0
    while (!(await fetch(`${url}/health/ready`)).ok) {
      residentMax = Math.max(residentMax, metric(await read(), 'process_resident_memory_bytes'))
      heapMax = Math.max(heapMax, (await nodeFigures(elasticsearch)).heapBytes)
      await sleep(sampleMs)
    }
    const seconds = (performance.now() - startMs) / 1000
    const text = await read()
    await processes.stop('matcher')
    const after = await nodeFigures(elasticsearch)
    const count = metric(text, 'zhipei_matcher_indexed{kind="postings"}')
    if (count !== live) throw new Error(`${count} indexed, ${live} live`)
    const cpu = metric(text, 'process_cpu_seconds_total')
    const rate = (n: number) => Math.round(n / seconds)
    console.log(
      `filled in ${Math.round(seconds)} s: ${rate(postings)} events/s, ${rate(live)} live postings/s; load ${loadavg()[0]?.toFixed(1)}`
    )
    console.log(`matcher: ${Math.round(cpu)} s CPU, ${Math.round(residentMax / mebi)} MiB resident at most`)
    console.log(
      `Elasticsearch: ${Math.round(after.cpuSeconds - before.cpuSeconds)} s CPU, ${Math.round(heapMax / mebi)} MiB heap used at most`
    )
    await deleteIndexes(elasticsearch, `${prefix}-`)
  } finally {
    for (const name of ['kafka', 'elasticsearch'] as const) await servers.wipe(name)
    await rm(directory, { recursive: true, force: true })
  }
}

await main()
