import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import type { RankingStore, ServedRanking } from '../../ports/ranking-store.ts'
import { createTurnWriter, openDatabase, truncateWal } from './database.ts'

/**
 * Rows lie in the order of their last put, so that the oldest is found without an index by time: a commit writes each page
 * that it touches whole.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS ranking (
    request TEXT PRIMARY KEY, at INTEGER NOT NULL, graduate TEXT, head TEXT NOT NULL, list BLOB NOT NULL
  );
  CREATE INDEX IF NOT EXISTS ranking_by_graduate ON ranking (graduate) WHERE graduate IS NOT NULL;
  DROP INDEX IF EXISTS ranking_by_time;
`

/** Of what is past its time, each new ranking takes at most so many along: no write waits long. */
const expiredPerPutMax = 8

/** Of `retentionMs`: a ranking that was put within this time before is not written again. */
const freshShare = 1 / 64
/** Rankings known to be fresh, some 100 bytes each. */
const freshMax = 20_000

export interface SqliteRankingStoreOptions {
  /** Holds `served-rankings.db`. */
  readonly directory: string
  readonly retentionMs: number
}

/**
 * Every new recommendation writes here, so a commit waits for no fsync: after a power failure a client may have to ask for
 * the first page again. It waits for no other either: what was put survives kill -9. @throws DatabaseLockedError where another process has the file
 */
export function createSqliteRankingStore({ directory, retentionMs }: SqliteRankingStoreOptions): RankingStore {
  const database = openDatabase(join(directory, 'served-rankings.db'), schema, 'process-end')
  const writer = createTurnWriter(database)
  const freshMs = retentionMs * freshShare
  /** When each of those put lately was written. */
  const fresh = new LRUCache<string, number>({ max: freshMax })
  const select = database.prepare('SELECT head, list FROM ranking WHERE request = ?')
  const selectRequests = database.prepare('SELECT request FROM ranking WHERE graduate = ? ORDER BY at, request')
  const remove = database.prepare('DELETE FROM ranking WHERE graduate = ?')
  const insert = database.prepare(
    `INSERT INTO ranking (request, at, graduate, head, list) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (request) DO UPDATE SET at = excluded.at, rowid = (SELECT max(rowid) + 1 FROM ranking)
     WHERE excluded.at > ranking.at`
  )
  const oldest = database.prepare('SELECT at FROM ranking ORDER BY rowid LIMIT 1')
  const expire = database.prepare(
    'DELETE FROM ranking WHERE rowid IN (SELECT rowid FROM ranking ORDER BY rowid LIMIT ?) AND at < ?'
  )

  /** When the first row was put, as it was when last looked at: since then the first rows have only gone. */
  let oldestMs = Number.NEGATIVE_INFINITY

  function removeExpired(beforeMs: number): void {
    if (oldestMs >= beforeMs) return
    const row = oldest.get() as { readonly at: number } | undefined
    oldestMs = row?.at ?? beforeMs
    if (oldestMs < beforeMs) expire.run(expiredPerPutMax, beforeMs)
  }

  return {
    async put(ranking, nowMs) {
      const { list, ...head } = ranking
      const writtenMs = fresh.get(head.requestId)
      if (writtenMs !== undefined && nowMs - writtenMs < freshMs) return
      await writer.write(() => {
        removeExpired(nowMs - retentionMs - freshMs)
        insert.run(head.requestId, nowMs, head.graduateId, JSON.stringify(head), list)
      })
      fresh.set(head.requestId, nowMs)
    },
    async get(requestId) {
      const row = select.get(requestId) as { head: string; list: Uint8Array } | undefined
      return row && { ...(JSON.parse(row.head) as Omit<ServedRanking, 'list'>), list: row.list }
    },
    async requestsOf(graduateId) {
      return (selectRequests.all(graduateId) as { request: string }[]).map(row => row.request)
    },
    async remove(graduateIds) {
      await writer.write(() => {
        for (const id of graduateIds) remove.run(id)
      })
      fresh.clear()
      truncateWal(database)
    },
    close: writer.close
  }
}
