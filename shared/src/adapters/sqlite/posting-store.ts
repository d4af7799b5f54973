import { join } from 'node:path'
import type { PostingRecord, PostingStore } from '../../ports/posting-store.ts'
import { createTurnWriter, openDatabase } from './database.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS posting (
    id TEXT PRIMARY KEY, posting_id TEXT NOT NULL, revision INTEGER NOT NULL, record TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS posting_by_posting_id ON posting (posting_id);
`

/** `postings.db` in the directory. @throws DatabaseLockedError where another process has it */
export function createSqlitePostingStore(directory: string): PostingStore {
  const database = openDatabase(join(directory, 'postings.db'), schema)
  const writer = createTurnWriter(database)
  const select = database.prepare('SELECT record FROM posting WHERE id = ?')
  const selectIds = database.prepare('SELECT id FROM posting WHERE posting_id = ? ORDER BY id')
  const count = database.prepare('SELECT count(*) AS count FROM posting')
  const upsert = database.prepare(`
    INSERT INTO posting (id, posting_id, revision, record) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, record = excluded.record
    WHERE excluded.revision >= revision
  `)

  return {
    async get(id) {
      const row = select.get(id) as { record: string } | undefined
      return row && (JSON.parse(row.record) as PostingRecord)
    },
    async findByPostingId(postingId) {
      return (selectIds.all(postingId) as { id: string }[]).map(row => row.id)
    },
    async put(postings) {
      await writer.write(() => {
        for (const record of postings) {
          const { id, postingId, revision } = record.posting
          upsert.run(id, postingId, revision, JSON.stringify(record))
        }
      })
    },
    async count() {
      return (count.get() as { count: number }).count
    },
    close: writer.close
  }
}
