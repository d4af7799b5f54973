import { createHash, randomUUID } from 'node:crypto'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import type { PostingFields } from '../../engine/fields.ts'
import type { QuantisedVector } from '../../engine/quantise.ts'
import { imageVersion } from '../../engine/segment-image.ts'
import type { TermCounts } from '../../engine/term-lists.ts'
import { decodeCounts, decodeVector, encodeCounts, encodeVector } from './row-codec.ts'

/** Rises when the tables or the encoding change: an older file is then another store, filled anew. */
export const storeVersion = 3

/**
 * `hot` holds what the engine keeps in memory, under numbers that are never used again, `texts` what is read by id,
 * `removed` the revisions of what is gone, `segments` the saved images of the engine's segments. WAL with
 * synchronous = FULL: a commit that returned is on the disk.
 */
const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS tokens (term INTEGER PRIMARY KEY, token TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS hot (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, digest BLOB NOT NULL,
    vector BLOB NOT NULL, counts BLOB NOT NULL, city TEXT, kind TEXT NOT NULL, fair TEXT, degree INTEGER, years REAL,
    salary REAL, valid_until REAL, published_at REAL, outline TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS texts (id TEXT PRIMARY KEY, posting TEXT NOT NULL, facts TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS removed (id TEXT PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS segments (name TEXT PRIMARY KEY, version INTEGER NOT NULL, checksum INTEGER NOT NULL);
`

export interface StoredRow {
  readonly id: string
  /** Never given again, so a number always means the same row. */
  readonly number: number
  readonly vector: QuantisedVector
  readonly counts: TermCounts
  readonly fields: PostingFields
}

export interface StoredTexts {
  readonly posting: string
  readonly facts: string
}

/** A file and its CRC-32. */
export interface SavedSegment {
  readonly name: string
  readonly checksum: number
}

/** A posting ready to be written. */
export interface NewRow extends Omit<StoredRow, 'number'>, StoredTexts {
  /** What ranking needs: `encodeOutline`. */
  readonly outline: string
  readonly revision: number
}

export interface PostingIndexStore {
  /** Random, given when the store was made. */
  readonly identity: string
  /** A hash chained over every change ever made. */
  readonly generation: string
  /** Runs `write` in one transaction; durable when it returns, without any effect when it throws. */
  transact<T>(write: () => T): T
  revisionOf(id: string): { readonly revision: number; readonly digest: Uint8Array } | undefined
  removedRevision(id: string): number | undefined
  /** Of a stored posting. */
  contentOf(id: string): Pick<StoredRow, 'number' | 'counts'>
  /** Returns the row's number. */
  put(row: NewRow, digest: Uint8Array): number
  remove(id: string, revision: number): void
  addToken(term: number, token: string): void
  texts(id: string): StoredTexts | undefined
  outline(id: string): string | undefined
  /** The ids of all rows by their numbers. */
  ids(): Map<number, string>
  row(number: number): StoredRow
  /** Saved images of the engine's segments; those of another `imageVersion` are left out. */
  segments(): SavedSegment[]
  replaceSegments(gone: readonly string[], added: SavedSegment | null): void
  /** In the order of their numbers, from 0. */
  tokens(): readonly string[]
  close(): void
}

/**
 * Keeps a second index out while this one lives, killed processes included. A database of its own: the driver gives up the
 * locks of one with prepared statements only when those are collected.
 */
function lockFile(file: string): DatabaseSyncInstance {
  const lock = new DatabaseSync(file)
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT')
    return lock
  } catch (cause) {
    lock.close()
    throw new Error(`the posting index ${file} is open already: one process at a time`, { cause })
  }
}

type Cells = readonly (string | number | Uint8Array | null)[]

/** `file` null: in memory, gone on close. */
export function openStore(file: string | null, dimensions: number): PostingIndexStore {
  const lock = file === null ? null : lockFile(`${file}.lock`)
  const db = new DatabaseSync(file ?? ':memory:')
  db.exec(schema)
  const readMeta = db.prepare('SELECT value FROM meta WHERE key = ?')
  const writeMeta = db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)')
  const meta = (key: string, initial: () => string): string => {
    const found = readMeta.get(key) as { value: string } | undefined
    if (found !== undefined) return found.value
    const value = initial()
    writeMeta.run(key, value)
    return value
  }
  const identity = meta('identity', randomUUID)
  let generation = meta('generation', () => '0'.repeat(16))

  const readRevision = db.prepare('SELECT revision, digest FROM hot WHERE id = ?')
  const readRemoved = db.prepare('SELECT revision FROM removed WHERE id = ?')
  const readContent = db.prepare('SELECT number, counts FROM hot WHERE id = ?')
  const readTexts = db.prepare('SELECT posting, facts FROM texts WHERE id = ?')
  const readOutline = db.prepare('SELECT outline FROM hot WHERE id = ?')
  const deleteHot = db.prepare('DELETE FROM hot WHERE id = ?')
  const deleteTexts = db.prepare('DELETE FROM texts WHERE id = ?')
  const deleteRemoved = db.prepare('DELETE FROM removed WHERE id = ?')
  const insertHot = db.prepare('INSERT OR REPLACE INTO hot VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const insertTexts = db.prepare('INSERT OR REPLACE INTO texts VALUES (?, ?, ?)')
  const insertRemoved = db.prepare('INSERT OR REPLACE INTO removed VALUES (?, ?)')
  const insertToken = db.prepare('INSERT INTO tokens VALUES (?, ?)')
  // As two lists in one row: a call of the driver for each row takes ten times as long.
  const readIds = db.prepare('SELECT json_group_array(number) AS numbers, json_group_array(id) AS ids FROM hot')
  const readRow = db.prepare(
    'SELECT id, vector, counts, city, kind, fair, degree, years, salary, valid_until, published_at FROM hot WHERE number = ?'
  )
  readRow.setReturnArrays(true)
  const readSegments = db.prepare('SELECT name, checksum FROM segments WHERE version = ?')
  const insertSegment = db.prepare('INSERT INTO segments VALUES (?, ?, ?)')
  const deleteSegment = db.prepare('DELETE FROM segments WHERE name = ?')
  const readTokens = db.prepare(
    'SELECT json_group_array(token) AS tokens FROM (SELECT token FROM tokens ORDER BY term)'
  )

  function chain(change: string, digest: Uint8Array): void {
    generation = createHash('sha256').update(generation).update(change).update(digest).digest('hex').slice(0, 16)
  }

  function transact<T>(write: () => T): T {
    const before = generation
    db.exec('BEGIN')
    try {
      const result = write()
      if (generation !== before) writeMeta.run('generation', generation)
      db.exec('COMMIT')
      return result
    } catch (error) {
      generation = before
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  }

  return {
    identity,
    get generation() {
      return generation
    },
    transact,
    revisionOf: id => readRevision.get(id) as { revision: number; digest: Uint8Array } | undefined,
    removedRevision: id => (readRemoved.get(id) as { revision: number } | undefined)?.revision,
    contentOf(id) {
      const { number, counts } = readContent.get(id) as { number: number; counts: Uint8Array }
      return { number, counts: decodeCounts(counts) }
    },
    put(row, digest) {
      const { id, fields } = row
      const { city, kind, fairId, degreeRank, requiredYears, salaryTop, validUntilMs, publishedAtMs } = fields
      const filters = [city, kind, fairId, degreeRank, requiredYears, salaryTop, validUntilMs, publishedAtMs]
      const { lastInsertRowid } = insertHot.run(
        id,
        row.revision,
        digest,
        encodeVector(row.vector),
        encodeCounts(row.counts),
        ...filters,
        row.outline
      )
      insertTexts.run(id, row.posting, row.facts)
      deleteRemoved.run(id)
      chain(`put ${row.revision} ${id}`, digest)
      return Number(lastInsertRowid)
    },
    remove(id, revision) {
      deleteHot.run(id)
      deleteTexts.run(id)
      insertRemoved.run(id, revision)
      chain(`remove ${revision} ${id}`, new Uint8Array())
    },
    addToken(term, token) {
      insertToken.run(term, token)
    },
    outline: id => (readOutline.get(id) as { outline: string } | undefined)?.outline,
    texts: id => readTexts.get(id) as StoredTexts | undefined,
    ids() {
      const row = readIds.get() as { readonly numbers: string; readonly ids: string }
      const ids: string[] = JSON.parse(row.ids)
      return new Map((JSON.parse(row.numbers) as number[]).map((number, at) => [number, ids[at] as string]))
    },
    row: number => toRow(number, readRow.get(number) as Cells, dimensions),
    segments: () => readSegments.all(imageVersion) as SavedSegment[],
    replaceSegments(gone, added) {
      for (const name of gone) deleteSegment.run(name)
      if (added !== null) insertSegment.run(added.name, imageVersion, added.checksum)
    },
    tokens: () => JSON.parse((readTokens.get() as { readonly tokens: string }).tokens),
    close() {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      db.close()
      lock?.close()
    }
  }
}

function toRow(number: number, cells: Cells, dimensions: number): StoredRow {
  const [id, vector, counts, city, kind, fair, degree, years, salary, validUntil, publishedAt] = cells
  return {
    id: id as string,
    number,
    vector: decodeVector(vector as Uint8Array, dimensions),
    counts: decodeCounts(counts as Uint8Array),
    fields: {
      city: city as string | null,
      kind: kind as string,
      fairId: fair as string | null,
      degreeRank: degree as number | null,
      requiredYears: years as number | null,
      salaryTop: salary as number | null,
      validUntilMs: validUntil as number | null,
      publishedAtMs: publishedAt as number | null
    }
  }
}
