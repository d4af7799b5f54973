import { nobody, type SignEntry, type Standing } from '../../domain/screening/record/employer-signs.ts'
import { employersCountedMax, type SignEmployer, type SignUse } from '../../domain/screening/record/repeats.ts'
import type { Database } from './database.ts'

/**
 * A row per posting and sign, so that replays and repeated imports change nothing. Its order lets a query jump from
 * employer to employer, however many postings one of them has.
 */
export const signSchema = `
  CREATE TABLE IF NOT EXISTS sign (
    sign INTEGER, employer INTEGER, day INTEGER, id TEXT, standing INTEGER NOT NULL,
    PRIMARY KEY (sign, employer, day, id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS sign_marked ON sign (sign, day) WHERE standing <> 0;
  CREATE TABLE IF NOT EXISTS to_rejudge (id TEXT PRIMARY KEY) WITHOUT ROWID;
`

/** Of blocked and verified postings the latest count. */
const markedMax = 50
/** Postings that one sign may queue. */
const queuedMax = 5000

export interface SignIndex {
  use(sign: number, sinceDay: number): SignUse | undefined
  /** Inside the transaction that writes the posting. */
  replace(id: string, before: readonly SignEntry[], now: readonly SignEntry[]): void
  queue(sign: number): void
  settle(id: string): void
  queued(limit: number): string[]
}

export function createSignIndex(database: Database): SignIndex {
  const next = database.prepare('SELECT employer FROM sign WHERE sign = ? AND employer >= ? ORDER BY employer LIMIT 1')
  const first = database.prepare(
    'SELECT day, id FROM sign WHERE sign = ? AND employer = ? AND day >= ? ORDER BY day, id LIMIT 1'
  )
  const last = database.prepare('SELECT day FROM sign WHERE sign = ? AND employer = ? ORDER BY day DESC LIMIT 1')
  const marked = database.prepare(`SELECT employer, day, id, standing FROM sign INDEXED BY sign_marked
    WHERE sign = ? AND standing <> 0 AND day >= ? ORDER BY day DESC LIMIT ${markedMax}`)
  const insert = database.prepare(
    'INSERT OR REPLACE INTO sign (sign, employer, day, id, standing) VALUES (?, ?, ?, ?, ?)'
  )
  const remove = database.prepare('DELETE FROM sign WHERE sign = ? AND employer = ? AND day = ? AND id = ?')
  const enqueue = database.prepare(
    `INSERT OR IGNORE INTO to_rejudge (id) SELECT id FROM sign WHERE sign = ? LIMIT ${queuedMax}`
  )
  const dequeue = database.prepare('DELETE FROM to_rejudge WHERE id = ?')
  const queued = database.prepare('SELECT id FROM to_rejudge LIMIT ?')

  function employers(sign: number, from: number, sinceDay: number): SignEmployer[] {
    const found: SignEmployer[] = []
    for (let employer = from; found.length < employersCountedMax; ) {
      const start = first.get(sign, employer, sinceDay) as { day: number; id: string } | undefined
      if (start !== undefined) {
        const end = last.get(sign, employer) as { day: number }
        found.push({ employer, firstDay: start.day, lastDay: end.day, posting: start.id })
      }
      const row = next.get(sign, employer + 1) as { employer: number } | undefined
      if (row === undefined) break
      employer = row.employer
    }
    return found
  }

  return {
    use(sign, sinceDay) {
      // Nearly every sign is new: one look has to tell.
      const one = next.get(sign, nobody) as { employer: number } | undefined
      if (one === undefined) return undefined
      const rows = marked.all(sign, sinceDay) as { employer: number; day: number; id: string; standing: Standing }[]
      const use = {
        employers: employers(sign, one.employer, sinceDay).filter(({ employer }) => employer !== nobody),
        marked: rows.map(({ id, ...row }) => ({ ...row, sign, posting: id }))
      }
      return use.employers.length + use.marked.length === 0 ? undefined : use
    },
    replace(id, before, now) {
      for (const { sign, employer, day } of before) remove.run(sign, employer, day, id)
      for (const { sign, employer, day, standing } of now) insert.run(sign, employer, day, id, standing)
    },
    queue(sign) {
      enqueue.run(sign)
    },
    settle(id) {
      dequeue.run(id)
    },
    queued: limit => (queued.all(limit) as { id: string }[]).map(({ id }) => id)
  }
}
