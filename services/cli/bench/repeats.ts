import { createHash } from 'node:crypto'
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { createJudgeRepeats } from '@zhipei/ingestion/handlers/judge-repeats'
import { createRowReader } from '@zhipei/shared/adapters/rows/row-reader'
import { createSqlitePostingStore } from '@zhipei/shared/adapters/sqlite/posting-store'
import { defaultSource, platformId } from '@zhipei/shared/domain/identity'
import { createRowMapper } from '@zhipei/shared/domain/import/row-mapper'
import { normalisePosting } from '@zhipei/shared/domain/normalise/posting'
import { isRepeatRule } from '@zhipei/shared/domain/screening/record/employer-signs'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import type { PostingRecord } from '@zhipei/shared/ports/posting-store'
import { dataFile } from '@zhipei/shared/test/support/data'

/**
 * `npm run report:repeats -- [FILE]`: what the checks over many employers find in a file of postings (the real pool where
 * none is named), with examples to read, and what they cost a posting beside storing it.
 */
const { positionals } = parseArgs({ allowPositionals: true })
const file = positionals[0] ?? dataFile('postings.jsonl.gz')
const batchSize = 256
const examplesMax = 40
const screener = createScreener()
const now = Date.now()

const spent = { store: 0, judge: 0, storeSigns: 0 }
async function timed<T>(stage: keyof typeof spent, work: () => Promise<T>): Promise<T> {
  const before = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(before)
  spent[stage] += user + system
  return value
}

const directory = mkdtempSync(join(tmpdir(), 'zhipei-repeats-'))
const plain = createSqlitePostingStore(join(directory, 'plain'))
const store = createSqlitePostingStore(join(directory, 'signs'))
const judge = createJudgeRepeats({ store, clock: { nowMs: () => now } })
const lastOf = new Map<string, PostingRecord>()
let postings = 0

function remember(records: readonly PostingRecord[]): void {
  for (const record of records) {
    if (record.screening.findings.some(({ rule }) => isRepeatRule(rule))) lastOf.set(record.posting.id, record)
    else lastOf.delete(record.posting.id)
  }
}

async function take(records: readonly PostingRecord[]): Promise<void> {
  postings += records.length
  await timed('store', () => plain.put(records, { publish: false }))
  const fresh = new Set(records.map(({ posting }) => posting.id))
  const judged = await timed('judge', () => judge(records, fresh))
  await timed('storeSigns', () => store.put(judged.records, { publish: false, telling: judged.telling }))
  remember(judged.records)
  for (let ids = await store.toRejudge(batchSize); ids.length > 0; ids = await store.toRejudge(batchSize)) {
    const earlier = [...(await store.getMany(ids)).values()]
    const again = await judge(earlier, new Set(ids))
    await store.put(again.records, { publish: false, telling: again.telling, rejudged: ids })
    remember(again.records)
  }
}

const open = await createRowReader().open({ bytes: createReadStream(file), name: basename(file) })
const mapper = createRowMapper({ source: 'pool', hash: text => createHash('sha256').update(text).digest('hex') })
let batch: PostingRecord[] = []
for await (const row of open.rows) {
  const mapped = 'value' in row ? mapper.map(row.value) : undefined
  if (mapped === undefined || !('submission' in mapped)) continue
  const { submission } = mapped
  const source = submission.source ?? defaultSource
  const revision = now * 1000 + postings + batch.length
  const posting = normalisePosting(submission, { id: platformId(source, submission.postingId), source, revision })
  const { description, title, salaryText } = submission
  const screening = screener.screen({ title, description, salaryText })
  const state = 'live' as const
  batch.push({ posting, submission, screening, state, duplicateOf: null, since: revision, fingerprint: null })
  if (batch.length < batchSize) continue
  await take(batch)
  batch = []
}
await take(batch)

const per = (micros: number) => (micros / postings).toFixed(1)
console.log(
  `${postings} postings; CPU µs a posting: store ${per(spent.store)}, look up and judge ${per(spent.judge)}, store with signs ${per(spent.storeSigns)}`
)
const counts = new Map<string, number>()
for (const { screening } of lastOf.values())
  for (const { rule, severity } of screening.findings.filter(finding => isRepeatRule(finding.rule)))
    counts.set(`${rule} ${severity}`, (counts.get(`${rule} ${severity}`) ?? 0) + 1)
console.table(Object.fromEntries(counts))
const step = Math.max(1, Math.floor(lastOf.size / examplesMax))
for (const [at, { posting, screening }] of [...lastOf.values()].entries()) {
  if (at % step !== 0) continue
  const [found] = screening.findings.filter(({ rule }) => isRepeatRule(rule))
  console.log(
    `${found?.rule} | ${posting.employer.name} | ${posting.title} | ${found?.quote ?? ''} | ${posting.description.slice(0, 80).replaceAll('\n', ' ')} | ${found?.suggestion}`
  )
}
await Promise.all([plain.close(), store.close()])
rmSync(directory, { recursive: true, force: true })
