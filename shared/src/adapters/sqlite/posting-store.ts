import { join } from 'node:path'
import type { PostingState } from '../../contracts/posting.ts'
import type { PostingFingerprint } from '../../domain/duplicates/fingerprint.ts'
import type { DuplicateCandidate } from '../../domain/duplicates/link.ts'
import type { SignEntry } from '../../domain/screening/record/employer-signs.ts'
import type { SignUse } from '../../domain/screening/record/repeats.ts'
import type { PostingRecord, PostingStore } from '../../ports/posting-store.ts'
import { createTurnWriter, type Database, openDatabase, type Statement } from './database.ts'
import { createReviewTables, type ReviewTables, reviewSchema } from './review-tables.ts'
import { createSignIndex, type SignIndex, signSchema } from './sign-index.ts'

/** What is searched stands before the long text, so that looking for copies reads no overflow pages. */
const schema = `
  CREATE TABLE IF NOT EXISTS posting (
    id TEXT PRIMARY KEY, posting_id TEXT NOT NULL, revision INTEGER NOT NULL, since INTEGER NOT NULL,
    state TEXT NOT NULL, duplicate_of TEXT, valid_until INTEGER, block INTEGER, core TEXT, fingerprint TEXT, signature BLOB,
    record TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS posting_by_posting_id ON posting (posting_id);
  CREATE INDEX IF NOT EXISTS posting_by_block ON posting (block, core) WHERE state = 'live' AND block IS NOT NULL;
  CREATE INDEX IF NOT EXISTS posting_by_original ON posting (duplicate_of) WHERE duplicate_of IS NOT NULL;
  CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY) WITHOUT ROWID;
  ${signSchema}
  ${reviewSchema}
`

interface FingerprintRow {
  readonly block: number | null
  readonly core: string | null
  readonly fingerprint: string | null
  readonly signature: Uint8Array | null
}

interface RecordRow extends FingerprintRow {
  readonly since: number
  readonly record: string
}

interface KnownRow {
  readonly revision: number
  readonly since: number
  readonly state: PostingState
  readonly signs: string | null
}

interface CandidateRow extends FingerprintRow {
  readonly id: string
  readonly since: number
  readonly state: PostingState
  readonly duplicate_of: string | null
  readonly valid_until: number | null
}

const recordColumns = 'since, block, core, fingerprint, signature, record'
const candidateColumns = 'id, since, state, duplicate_of, valid_until, block, core, fingerprint, signature'

/** `postings.db` in the directory. @throws DatabaseLockedError where another process has it */
export function createSqlitePostingStore(directory: string): PostingStore {
  const database = openDatabase(join(directory, 'postings.db'), schema)
  const writer = createTurnWriter(database)
  const statements = prepare(database)
  const signs = createSignIndex(database)
  const reviews = createReviewTables(database)
  const one = (id: string) => {
    const row = statements.select.get(id)
    return row === undefined ? undefined : toRecord(row)
  }

  return {
    async get(id) {
      return one(id)
    },
    async getMany(ids) {
      const found = ids.flatMap(id => one(id) ?? [])
      return new Map(found.map(record => [record.posting.id, record]))
    },
    async findByPostingId(postingId) {
      return (statements.selectIds.all(postingId) as { id: string }[]).map(row => row.id)
    },
    async put(postings, { publish, published = [], telling = [], rejudged = [], decisions = [] }) {
      await writer.write(() => {
        // Before the new ones are queued, which may be the same.
        for (const id of published) statements.dequeue.run(id)
        for (const record of postings)
          if (write(statements, { signs, reviews }, record) && publish) statements.enqueue.run(record.posting.id)
        for (const sign of telling) signs.queue(sign)
        for (const id of rejudged) signs.settle(id)
        for (const decision of decisions) reviews.log(decision)
      })
    },
    async unpublished(limit) {
      return statements.unpublished.all(limit).map(toRecord)
    },
    async published(ids) {
      await writer.write(() => {
        for (const id of ids) statements.dequeue.run(id)
      })
    },
    async possibleCopies(fingerprints) {
      const found = new Map<string, DuplicateCandidate>()
      for (const { block, core } of fingerprints)
        for (const row of statements.inBlock.all(block, core, core)) {
          const candidate = toCandidate(row)
          found.set(candidate.id, candidate)
        }
      return [...found.values()]
    },
    async copiesOf(ids) {
      return ids.flatMap(id => statements.copies.all(id).map(toCandidate))
    },
    async copiesOfExpired(nowMs, limit) {
      return statements.copiesOfExpired.all(nowMs, limit).map(toCandidate)
    },
    async listWaiting(filter, after, limit) {
      return reviews.waiting(filter, after, limit).flatMap(id => one(id) ?? [])
    },
    async countWaiting(filter) {
      return reviews.countWaiting(filter)
    },
    async decisions(filter, before, limit) {
      return reviews.decisions(filter, before, limit)
    },
    async listById(afterId, limit) {
      return statements.afterId.all(afterId, limit).map(toRecord)
    },
    async signUses(asked, sinceDay) {
      const uses = new Map<number, SignUse>()
      for (const sign of asked) {
        const use = signs.use(sign, sinceDay)
        if (use !== undefined) uses.set(sign, use)
      }
      return uses
    },
    async toRejudge(limit) {
      return signs.queued(limit)
    },
    async count() {
      return (statements.count.get() as { count: number }).count
    },
    close: writer.close
  }
}

function prepare(database: Database) {
  const records = (condition: string) => database.prepare(`SELECT ${recordColumns} FROM posting WHERE ${condition}`)
  const candidates = (condition: string) =>
    database.prepare(`SELECT ${candidateColumns} FROM posting WHERE ${condition}`)
  return {
    select: records('id = ?'),
    unpublished: records('id IN (SELECT id FROM outbox LIMIT ?)'),
    afterId: records('id > ? ORDER BY id LIMIT ?'),
    inBlock: candidates("block = ? AND state = 'live' AND (instr(core, ?) > 0 OR instr(?, core) > 0)"),
    copies: candidates('duplicate_of = ?'),
    copiesOfExpired: candidates(`duplicate_of IS NOT NULL AND
      (SELECT valid_until FROM posting AS original WHERE original.id = posting.duplicate_of) < ? LIMIT ?`),
    selectIds: database.prepare('SELECT id FROM posting WHERE posting_id = ? ORDER BY id'),
    known: database.prepare(
      "SELECT revision, since, state, json_extract(record, '$.signs') AS signs FROM posting WHERE id = ?"
    ),
    count: database.prepare('SELECT count(*) AS count FROM posting'),
    upsert: database.prepare(`
      INSERT INTO posting
        (id, posting_id, revision, since, state, duplicate_of, valid_until, block, core, fingerprint, signature,
         record)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        revision = excluded.revision, since = excluded.since, state = excluded.state,
        duplicate_of = excluded.duplicate_of, valid_until = excluded.valid_until, block = excluded.block,
        core = excluded.core, fingerprint = excluded.fingerprint, signature = excluded.signature, record = excluded.record
      WHERE excluded.revision >= revision
    `),
    enqueue: database.prepare('INSERT INTO outbox (id) VALUES (?) ON CONFLICT DO NOTHING'),
    dequeue: database.prepare('DELETE FROM outbox WHERE id = ?')
  }
}

/** @returns false where a newer revision is stored: nothing was written then */
function write(
  { upsert, known: select }: ReturnType<typeof prepare>,
  tables: { readonly signs: SignIndex; readonly reviews: ReviewTables },
  record: PostingRecord
): boolean {
  const known = select.get(record.posting.id) as KnownRow | undefined
  if (known !== undefined && known.revision > record.posting.revision) return false
  upsertRecord(upsert, record)
  if (known?.state === 'review') tables.reviews.leave(known.since, record.posting.id)
  if (record.state === 'review') tables.reviews.enter(record)
  const { signs = [] } = record
  if (known?.signs != null && known.signs === JSON.stringify(signs)) return true
  tables.signs.replace(record.posting.id, JSON.parse(known?.signs ?? '[]') as SignEntry[], signs)
  return true
}

function upsertRecord(upsert: Statement, record: PostingRecord): void {
  const { since, fingerprint, ...shown } = record
  const { id, postingId, revision, validUntil } = record.posting
  const validUntilMs = validUntil === null ? null : Date.parse(validUntil)
  const facts = [id, postingId, revision, since, record.state, record.duplicateOf, validUntilMs] as const
  const json = JSON.stringify(shown)
  if (fingerprint === null) {
    upsert.run(...facts, null, null, null, null, json)
    return
  }
  const { block, core, signature, ...compared } = fingerprint
  const bytes = new Uint8Array(signature.buffer, signature.byteOffset, signature.byteLength)
  upsert.run(...facts, block, core, JSON.stringify(compared), bytes, json)
}

function toRecord(row: unknown): PostingRecord {
  const { since, record, ...rest } = row as RecordRow
  const shown = JSON.parse(record) as Omit<PostingRecord, 'since' | 'fingerprint'>
  return { ...shown, since, fingerprint: toFingerprint(rest) }
}

function toCandidate(row: unknown): DuplicateCandidate {
  const { id, since, state, duplicate_of, valid_until, ...rest } = row as CandidateRow
  const lawful = state === 'live' || state === 'duplicate'
  return { id, since, fingerprint: toFingerprint(rest), validUntilMs: valid_until, lawful, duplicateOf: duplicate_of }
}

function toFingerprint({ block, core, fingerprint, signature }: FingerprintRow): PostingFingerprint | null {
  if (block === null || core === null || fingerprint === null || signature === null) return null
  const compared = JSON.parse(fingerprint) as Omit<PostingFingerprint, 'block' | 'core' | 'signature'>
  // A copy: the driver's bytes need not start where a 16-bit view may.
  return { ...compared, block, core, signature: new Uint16Array(signature.slice().buffer) }
}
