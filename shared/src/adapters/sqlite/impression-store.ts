import { join } from 'node:path'
import { createSlices } from '../../platform/slices.ts'
import type { ImpressionStore } from '../../ports/impression-store.ts'
import { createTurnWriter, openDatabase, storeIdentity } from './database.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS impression (
    day INTEGER NOT NULL, posting TEXT NOT NULL, shown INTEGER NOT NULL, PRIMARY KEY (day, posting)
  ) WITHOUT ROWID;
`

/** Rows of one read: requests are answered between two. */
const rowsPerReadMax = 500

/** `impressions.db` in the directory. @throws DatabaseLockedError where another process has it */
export function createSqliteImpressionStore(directory: string): ImpressionStore {
  const database = openDatabase(join(directory, 'impressions.db'), schema, 'process-end')
  const writer = createTurnWriter(database)
  /** Hundreds at once: a call of the driver for each would cost more than the rows. */
  const insert = database.prepare(
    `INSERT INTO impression (day, posting, shown) SELECT ?, key, value FROM json_each(?) WHERE true
     ON CONFLICT DO UPDATE SET shown = shown + excluded.shown`
  )
  const forget = database.prepare('DELETE FROM impression WHERE day < ?')
  const read = database.prepare(
    'SELECT posting, shown FROM impression WHERE day = ? AND posting > ? ORDER BY posting LIMIT ?'
  )
  let keptFrom = Number.NEGATIVE_INFINITY

  return {
    identity: storeIdentity(database),
    add(day, shown, keepFrom) {
      return writer.write(() => {
        if (keepFrom > keptFrom) forget.run(keepFrom)
        keptFrom = Math.max(keptFrom, keepFrom)
        insert.run(day, JSON.stringify(Object.fromEntries(shown)))
      })
    },
    async count(fromDay, beforeDay, least) {
      const counts = new Map<string, number>()
      const slice = createSlices()
      for (let day = fromDay; day < beforeDay; day++) {
        for (let after = ''; ; ) {
          const rows = read.all(day, after, rowsPerReadMax) as { posting: string; shown: number }[]
          for (const { posting, shown } of rows) counts.set(posting, (counts.get(posting) ?? 0) + shown)
          if (rows.length < rowsPerReadMax) break
          after = rows.at(-1)?.posting ?? ''
          await slice()
        }
      }
      for (const [posting, shown] of counts) if (shown < least) counts.delete(posting)
      return counts
    },
    close: writer.close
  }
}
