import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import type { InteractionStore } from '../../ports/interaction-store.ts'
import { createTurnWriter, openDatabase, storeIdentity, truncateWal } from './database.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS interaction (
    event TEXT PRIMARY KEY, type TEXT NOT NULL, graduate TEXT NOT NULL, posting TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS interaction_by_graduate ON interaction (graduate, type, posting);
  CREATE INDEX IF NOT EXISTS offer_by_posting ON interaction (posting, graduate) WHERE type = 'offer';
`

/** Ranking needs no more than these; what it doesn't need of a person is not kept. */
const keptTypes: ReadonlySet<string> = new Set(['dismiss', 'offer'])

/** Graduates whose dismissals were read lately stay in memory, so many. */
const latelyMax = 2000

/** `interactions.db` in the directory. @throws DatabaseLockedError where another process has it */
export function createSqliteInteractionStore(directory: string): InteractionStore {
  const database = openDatabase(join(directory, 'interactions.db'), schema)
  const writer = createTurnWriter(database)
  const insert = database.prepare(
    'INSERT INTO interaction (event, type, graduate, posting) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING'
  )
  const dismissed = database.prepare("SELECT posting FROM interaction WHERE graduate = ? AND type = 'dismiss'")
  const remove = database.prepare('DELETE FROM interaction WHERE graduate = ?')
  const selectOffers = database.prepare(`
    SELECT posting, count(DISTINCT graduate) AS count FROM interaction WHERE type = 'offer' GROUP BY posting
  `)
  const countOffers = database.prepare(
    "SELECT count(DISTINCT graduate) AS count FROM interaction WHERE type = 'offer' AND posting = ?"
  )
  const offeredTo = database.prepare("SELECT posting FROM interaction WHERE graduate = ? AND type = 'offer'")
  const lately = new LRUCache<string, ReadonlySet<string>>({ max: latelyMax })
  const watchers: ((offers: ReadonlyMap<string, number>) => void)[] = []

  function recount(postings: readonly string[]): void {
    if (postings.length === 0) return
    const counts = new Map(postings.map(posting => [posting, (countOffers.get(posting) as { count: number }).count]))
    for (const tell of watchers) tell(counts)
  }

  return {
    identity: storeIdentity(database),
    async record(events) {
      const kept = events.filter(({ data }) => keptTypes.has(data.type))
      if (kept.length === 0) return
      await writer.write(() => {
        for (const { id, data } of kept) insert.run(id, data.type, data.graduateId, data.id)
      })
      for (const { data } of kept) lately.delete(data.graduateId)
      recount(kept.filter(({ data }) => data.type === 'offer').map(({ data }) => data.id))
    },
    async dismissed(graduateId) {
      const known = lately.get(graduateId)
      if (known !== undefined) return known
      const found = new Set((dismissed.all(graduateId) as { posting: string }[]).map(row => row.posting))
      lately.set(graduateId, found)
      return found
    },
    watchOffers(tell) {
      const all = selectOffers.all() as { posting: string; count: number }[]
      tell(new Map(all.map(({ posting, count }) => [posting, count])))
      watchers.push(tell)
    },
    async remove(graduateIds) {
      const offered = graduateIds.flatMap(id => offeredTo.all(id) as { posting: string }[])
      await writer.write(() => {
        for (const id of graduateIds) remove.run(id)
      })
      for (const id of graduateIds) lately.delete(id)
      truncateWal(database)
      recount(offered.map(({ posting }) => posting))
    },
    close: writer.close
  }
}
