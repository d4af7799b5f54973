import { join } from 'node:path'
import type { GraduateRecord } from '../../contracts/graduate.ts'
import type { GraduateStore } from '../../ports/graduate-store.ts'
import { createTurnWriter, openDatabase, truncateWal } from './database.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS graduate (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, record TEXT NOT NULL);
`

/** `graduates.db` in the directory. @throws DatabaseLockedError where another process has it */
export function createSqliteGraduateStore(directory: string): GraduateStore {
  const database = openDatabase(join(directory, 'graduates.db'), schema)
  const writer = createTurnWriter(database)
  const select = database.prepare('SELECT record FROM graduate WHERE id = ?')
  const afterId = database.prepare('SELECT record FROM graduate WHERE id > ? ORDER BY id LIMIT ?')
  const count = database.prepare('SELECT count(*) AS count FROM graduate')
  const remove = database.prepare('DELETE FROM graduate WHERE id = ?')
  const upsert = database.prepare(`
    INSERT INTO graduate (id, revision, record) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, record = excluded.record
    WHERE excluded.revision >= revision
  `)

  return {
    async get(graduateId) {
      const row = select.get(graduateId) as { record: string } | undefined
      return row && (JSON.parse(row.record) as GraduateRecord)
    },
    async put(records) {
      await writer.write(() => {
        for (const record of records) upsert.run(record.graduate.graduateId, record.revision, JSON.stringify(record))
      })
    },
    async remove(graduateIds) {
      await writer.write(() => {
        for (const id of graduateIds) remove.run(id)
      })
      truncateWal(database)
    },
    async listById(after, limit) {
      const rows = afterId.all(after, limit) as { record: string }[]
      return rows.map(({ record }) => JSON.parse(record) as GraduateRecord)
    },
    async count() {
      return (count.get() as { count: number }).count
    },
    close: writer.close
  }
}
