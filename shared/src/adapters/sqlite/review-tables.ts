import type { ReviewLogEntry } from '../../contracts/review.ts'
import type { DecisionFilter, ListedAfter, PostingRecord, WaitingFilter } from '../../ports/posting-store.ts'
import type { Database } from './database.ts'

/**
 * The queue in short rows, so that filtering it reads no texts; a store from before it is queued at the first opening. The log
 * of decisions only grows.
 */
export const reviewSchema = `
  CREATE TABLE IF NOT EXISTS waiting (
    since INTEGER, id TEXT, city TEXT, employer TEXT NOT NULL, categories TEXT NOT NULL, PRIMARY KEY (since, id)
  ) WITHOUT ROWID;
  INSERT INTO waiting
    SELECT since, id, json_extract(record, '$.posting.city'), lower(json_extract(record, '$.posting.employer.name')),
      ' ' || coalesce((SELECT group_concat(json_extract(value, '$.category'), ' ')
        FROM json_each(record, '$.screening.findings')), '') || ' '
    FROM posting WHERE state = 'review' AND NOT EXISTS (SELECT 1 FROM waiting);
  CREATE TABLE IF NOT EXISTS decision (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, actor TEXT NOT NULL, entry TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS decision_by_id ON decision (id);
`

export interface ReviewTables {
  enter(record: PostingRecord): void
  leave(since: number, id: string): void
  waiting(filter: WaitingFilter, after: ListedAfter | null, limit: number): string[]
  countWaiting(filter: WaitingFilter): number
  log(decision: Omit<ReviewLogEntry, 'number'>): void
  decisions(filter: DecisionFilter, before: number | null, limit: number): ReviewLogEntry[]
}

const passes = `(:category IS NULL OR instr(categories, ' ' || :category || ' ') > 0) AND (:city IS NULL OR city = :city)
  AND (:employer IS NULL OR instr(employer, :employer) > 0) AND since <= :sinceMax`

export function createReviewTables(database: Database): ReviewTables {
  const enter = database.prepare(
    'INSERT OR REPLACE INTO waiting (since, id, city, employer, categories) VALUES (?, ?, ?, ?, ?)'
  )
  const leave = database.prepare('DELETE FROM waiting WHERE since = ? AND id = ?')
  const page = database.prepare(
    `SELECT id FROM waiting WHERE (since, id) > (:since, :id) AND ${passes} ORDER BY since, id LIMIT :limit`
  )
  const count = database.prepare(`SELECT count(*) AS count FROM waiting WHERE ${passes}`)
  const log = database.prepare('INSERT INTO decision (id, actor, entry) VALUES (?, ?, ?)')
  const decisions = database.prepare(`SELECT number, entry FROM decision
    WHERE number < :before AND (:id IS NULL OR id = :id) AND (:actor IS NULL OR actor = :actor)
    ORDER BY number DESC LIMIT :limit`)

  function parameters({ category, city, employer, sinceMax }: WaitingFilter) {
    return {
      category: category ?? null,
      city: city ?? null,
      employer: employer?.toLowerCase() ?? null,
      sinceMax: sinceMax ?? Number.MAX_SAFE_INTEGER
    }
  }

  return {
    enter({ since, posting: { id, city, employer }, screening }) {
      const categories = new Set(screening.findings.map(({ category }) => category))
      enter.run(since, id, city, employer.name.toLowerCase(), ` ${[...categories].join(' ')} `)
    },
    leave(since, id) {
      leave.run(since, id)
    },
    waiting(filter, after, limit) {
      const { since, id } = after ?? { since: -1, id: '' }
      return (page.all({ ...parameters(filter), since, id, limit }) as { id: string }[]).map(row => row.id)
    },
    countWaiting: filter => (count.get(parameters(filter)) as { count: number }).count,
    log(decision) {
      log.run(decision.id, decision.actor, JSON.stringify(decision))
    },
    decisions({ id, actor }, before, limit) {
      const rows = decisions.all({
        before: before ?? Number.MAX_SAFE_INTEGER,
        id: id ?? null,
        actor: actor ?? null,
        limit
      }) as { number: number; entry: string }[]
      return rows.map(({ number, entry }) => ({ number, ...(JSON.parse(entry) as Omit<ReviewLogEntry, 'number'>) }))
    }
  }
}
