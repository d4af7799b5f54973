import { join } from 'node:path'
import type { IdempotencyStore, StoredAnswer } from '../../ports/idempotency-store.ts'
import { closeDatabase, openDatabase } from './database.ts'

const retentionMs = 24 * 3_600_000

export function createSqliteIdempotencyStore(directory: string): IdempotencyStore {
  const database = openDatabase(
    join(directory, 'idempotency.db'),
    `CREATE TABLE IF NOT EXISTS answers (
       key TEXT PRIMARY KEY, at INTEGER NOT NULL, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL
     ) WITHOUT ROWID;
     CREATE INDEX IF NOT EXISTS answers_at ON answers (at);`
  )
  const get = database.prepare('SELECT fingerprint, status, body FROM answers WHERE key = ? AND at > ?')
  const put = database.prepare(
    'INSERT OR REPLACE INTO answers (key, at, fingerprint, status, body) VALUES (?, ?, ?, ?, ?)'
  )
  const forget = database.prepare('DELETE FROM answers WHERE at <= ?')

  return {
    async get(key, nowMs) {
      return get.get(key, nowMs - retentionMs) as StoredAnswer | undefined
    },
    async put(key, { fingerprint, status, body }, nowMs) {
      forget.run(nowMs - retentionMs)
      put.run(key, nowMs, fingerprint, status, body)
    },
    async close() {
      closeDatabase(database)
    }
  }
}
