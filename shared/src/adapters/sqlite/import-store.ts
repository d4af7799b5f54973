import { join } from 'node:path'
import type { ImportJob, ImportStore } from '../../ports/import-store.ts'
import { createTurnWriter, openDatabase } from './database.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS import (
    id TEXT PRIMARY KEY, started TEXT NOT NULL, running INTEGER NOT NULL, job TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS import_by_state ON import (running, started, id);
`

/** The oldest finished jobs beyond this are forgotten. */
const finishedJobsMax = 1_000

/** `imports.db` in the directory. @throws DatabaseLockedError where another process has it */
export function createSqliteImportStore(directory: string): ImportStore {
  const database = openDatabase(join(directory, 'imports.db'), schema)
  const writer = createTurnWriter(database)
  const upsert = database.prepare('INSERT OR REPLACE INTO import (id, started, running, job) VALUES (?, ?, ?, ?)')
  const select = database.prepare('SELECT job FROM import WHERE id = ?')
  const running = database.prepare('SELECT job FROM import WHERE running = 1 ORDER BY started, id')
  const forget = database.prepare(`
    DELETE FROM import WHERE id IN
      (SELECT id FROM import WHERE running = 0 ORDER BY started DESC, id DESC LIMIT -1 OFFSET ${finishedJobsMax})
  `)

  return {
    async put(job) {
      const { id, startedAt, state } = job.progress
      await writer.write(() => {
        upsert.run(id, startedAt, state === 'running' ? 1 : 0, JSON.stringify(job))
        if (state !== 'running') forget.run()
      })
    },
    async get(id) {
      const row = select.get(id) as { job: string } | undefined
      return row && (JSON.parse(row.job) as ImportJob)
    },
    async unfinished() {
      return (running.all() as { job: string }[]).map(row => JSON.parse(row.job) as ImportJob)
    },
    close: writer.close
  }
}
