import { join } from 'node:path'
import type { Gate } from '../../domain/matching/gates.ts'
import type { RankingStore, ServedRanking } from '../../ports/ranking-store.ts'
import { createTurnWriter, openDatabase, truncateWal } from './database.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS ranking (
    request TEXT PRIMARY KEY, at INTEGER NOT NULL, graduate TEXT, ranking TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS ranking_by_graduate ON ranking (graduate) WHERE graduate IS NOT NULL;
  CREATE INDEX IF NOT EXISTS ranking_by_time ON ranking (at);
`

/** Of what is past its time, each new ranking takes at most so many along: no write waits long. */
const expiredPerPutMax = 8

export interface SqliteRankingStoreOptions {
  /** Holds `rankings.db`. */
  readonly directory: string
  readonly retentionMs: number
}

/**
 * Every recommendation writes here, so a commit waits for no fsync: after a power failure a client may have to ask for
 * the first page again. @throws DatabaseLockedError where another process has the file
 */
export function createSqliteRankingStore({ directory, retentionMs }: SqliteRankingStoreOptions): RankingStore {
  const database = openDatabase(join(directory, 'rankings.db'), schema, 'process-end')
  const writer = createTurnWriter(database)
  const select = database.prepare('SELECT ranking FROM ranking WHERE request = ?')
  const selectRequests = database.prepare('SELECT request FROM ranking WHERE graduate = ? ORDER BY at, request')
  const remove = database.prepare('DELETE FROM ranking WHERE graduate = ?')
  const insert = database.prepare(
    `INSERT INTO ranking (request, at, graduate, ranking) VALUES (?, ?, ?, ?)
     ON CONFLICT (request) DO UPDATE SET at = excluded.at WHERE excluded.at > ranking.at`
  )
  const expire = database.prepare(
    'DELETE FROM ranking WHERE request IN (SELECT request FROM ranking WHERE at < ? ORDER BY at LIMIT ?)'
  )

  return {
    async put(ranking, nowMs) {
      await writer.write(() => {
        expire.run(nowMs - retentionMs, expiredPerPutMax)
        insert.run(ranking.requestId, nowMs, ranking.graduateId, encode(ranking))
      })
    },
    async get(requestId) {
      const row = select.get(requestId) as { ranking: string } | undefined
      return row && decode(row.ranking)
    },
    async requestsOf(graduateId) {
      return (selectRequests.all(graduateId) as { request: string }[]).map(row => row.request)
    },
    async remove(graduateIds) {
      await writer.write(() => {
        for (const id of graduateIds) remove.run(id)
      })
      truncateWal(database)
    },
    close: writer.close
  }
}

/** Per item an array instead of an object: a third of the bytes of plain JSON. */
type Row = readonly [
  id: string,
  postingId: string,
  score: number,
  similarity: number,
  lexical: number,
  ...widened: Gate[]
]

function encode({ items, ...head }: ServedRanking): string {
  const rows = items.map((item): Row => {
    const { id, postingId, score, similarity, lexical, widened } = item
    return [id, postingId, score, similarity, lexical, ...widened]
  })
  return JSON.stringify({ ...head, rows })
}

function decode(text: string): ServedRanking {
  const { rows, ...head } = JSON.parse(text) as Omit<ServedRanking, 'items'> & { readonly rows: readonly Row[] }
  const items = rows.map(([id, postingId, score, similarity, lexical, ...widened]) => {
    return { id, postingId, score, similarity, lexical, widened }
  })
  return { ...head, items }
}
