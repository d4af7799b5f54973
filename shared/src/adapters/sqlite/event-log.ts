import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { closeDatabase, type Database, inTransaction, openDatabase, type Statement, truncateWal } from './database.ts'
import { createLogTail, type LogTail } from './log-tail.ts'

/** A record as it lies in the log; `intact` is false where its checksum doesn't match. */
export interface StoredRecord {
  readonly offset: number
  readonly key: string
  readonly value: string | null
  readonly intact: boolean
}

/** One ordered, append-only part of a topic. `next` is the offset that the next record gets. */
export interface LogPartition {
  readonly id: number
  readonly topic: string
  readonly number: number
  next: number
  /** Records below were compacted. */
  cleaned: number
  readonly statements: PartitionStatements
  readonly tail: LogTail
}

export interface PartitionStatements {
  readonly insert: Statement
  readonly read: Statement
  readonly deleteBefore: Statement
  readonly deleteValues: Statement
  readonly head: Statement
  readonly keys: Statement
  readonly deleteUpTo: Statement
  readonly staleTombstones: Statement
  readonly deleteOne: Statement
}

/** Of one partition, UTF-16 units. */
const tailUnitsMax = 1024 * 1024

/** The tables of the log and single, short, synchronous steps on them; who calls decides when and how many. */
export interface EventLog {
  /** The partitions of a topic, made on first use. Their number is fixed then: a key never moves. */
  partitions(topic: string): readonly LogPartition[]
  partitionOf(topic: string, key: string): LogPartition
  /** Call within `transaction`. @returns the record's offset */
  append(partition: LogPartition, key: string, value: string | null, atMs: number): number
  /** From `offset` on, at most `eventsMax` and, beyond the first, `bytesMax` UTF-16 units. */
  read(partition: LogPartition, offset: number, eventsMax: number, bytesMax: number): StoredRecord[]
  /** The names of all topics that have partitions. */
  topics(): readonly string[]
  /** The next offset for the group, or undefined where it was never seen. */
  progress(partition: LogPartition, group: string): number | undefined
  /** Call within `transaction`. */
  saveProgress(partition: LogPartition, group: string, next: number, atMs: number): void
  /** The lowest progress of the groups that were seen since `sinceMs`, or undefined where there is none. */
  finishedByAll(partition: LogPartition, sinceMs: number): number | undefined
  /** Call within `transaction`; overwrites the values of a key below `before`. */
  eraseValues(partition: LogPartition, key: string, before: number): number
  /** Call within `transaction` after records were deleted, so that no offset is given twice. */
  saveState(partition: LogPartition): void
  transaction<T>(work: () => T): T
  truncateWal(): void
  close(): void
}

const schema = `
  CREATE TABLE IF NOT EXISTS partition (
    id INTEGER PRIMARY KEY, topic TEXT NOT NULL, number INTEGER NOT NULL,
    next INTEGER NOT NULL DEFAULT 0, cleaned INTEGER NOT NULL DEFAULT 0, UNIQUE (topic, number)
  );
  CREATE TABLE IF NOT EXISTS progress (
    partition INTEGER NOT NULL, consumer TEXT NOT NULL, next INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (partition, consumer)
  ) WITHOUT ROWID;
`

export function openEventLog(directory: string, partitionsPerTopic: number): EventLog {
  const database = openDatabase(join(directory, 'events.db'), schema)
  const byTopic = new Map<string, readonly LogPartition[]>()
  const statements = {
    progress: database.prepare('SELECT next FROM progress WHERE partition = ? AND consumer = ?'),
    saveProgress: database.prepare(
      'INSERT OR REPLACE INTO progress (partition, consumer, next, at) VALUES (?, ?, ?, ?)'
    ),
    finished: database.prepare('SELECT min(next) AS next FROM progress WHERE partition = ? AND at >= ?'),
    saveState: database.prepare('UPDATE partition SET next = ?, cleaned = ? WHERE id = ?')
  }

  function partitions(topic: string): readonly LogPartition[] {
    let found = byTopic.get(topic)
    if (found === undefined) {
      found = loadPartitions(database, topic, partitionsPerTopic)
      byTopic.set(topic, found)
    }
    return found
  }

  for (const { topic } of database.prepare('SELECT DISTINCT topic FROM partition').all() as { topic: string }[])
    partitions(topic)

  return {
    partitions,
    topics: () => [...byTopic.keys()],
    partitionOf(topic, key) {
      const all = partitions(topic)
      return all[crc32(key) % all.length] as LogPartition
    },
    append(partition, key, value, atMs) {
      const offset = partition.next
      partition.statements.insert.run(offset, key, atMs, checksum(offset, key, value), value)
      partition.next = offset + 1
      return offset
    },
    read: readRecords,
    progress(partition, group) {
      return (statements.progress.get(partition.id, group) as { next: number } | undefined)?.next
    },
    saveProgress(partition, group, next, atMs) {
      statements.saveProgress.run(partition.id, group, next, atMs)
    },
    finishedByAll(partition, sinceMs) {
      const row = statements.finished.get(partition.id, sinceMs) as { next: number | null }
      return row.next ?? undefined
    },
    eraseValues(partition, key, before) {
      partition.tail.forgetKey(key)
      return partition.statements.deleteValues.run(key, before).changes
    },
    saveState(partition) {
      statements.saveState.run(partition.next, partition.cleaned, partition.id)
    },
    transaction(work) {
      const before = [...byTopic.values()]
        .flat()
        .map(partition => [partition, partition.next, partition.cleaned] as const)
      try {
        return inTransaction(database, work)
      } catch (error) {
        for (const [partition, next, cleaned] of before) Object.assign(partition, { next, cleaned })
        throw error
      }
    },
    truncateWal: () => truncateWal(database),
    close: () => closeDatabase(database)
  }
}

function readRecords(partition: LogPartition, offset: number, eventsMax: number, bytesMax: number): StoredRecord[] {
  const records: StoredRecord[] = []
  let bytes = 0
  for (const row of partition.statements.read.iterate(offset, eventsMax)) {
    const { offset, key, value, crc } = row as { offset: number; key: string; value: string | null; crc: number }
    bytes += key.length + (value?.length ?? 0)
    if (records.length > 0 && bytes > bytesMax) break
    records.push({ offset, key, value, intact: crc === checksum(offset, key, value) })
  }
  return records
}

/** Over position, key and value: a flipped bit shows as well as a record in the wrong place. */
function checksum(offset: number, key: string, value: string | null): number {
  return crc32(value ?? '', crc32(`${offset}\n${key}\n`))
}

function loadPartitions(database: Database, topic: string, count: number): LogPartition[] {
  const select = database.prepare('SELECT id, number, next, cleaned FROM partition WHERE topic = ? ORDER BY number')
  let rows = select.all(topic) as { id: number; number: number; next: number; cleaned: number }[]
  if (rows.length === 0) {
    const insert = database.prepare('INSERT INTO partition (topic, number) VALUES (?, ?)')
    inTransaction(database, () => {
      for (let number = 0; number < count; number++)
        createTable(database, Number(insert.run(topic, number).lastInsertRowid))
    })
    rows = select.all(topic) as typeof rows
  }
  return rows.map(row => {
    const last = database.prepare(`SELECT max(offset) AS offset FROM log_${row.id}`).get() as { offset: number | null }
    return {
      ...row,
      topic,
      next: Math.max(row.next, (last.offset ?? -1) + 1),
      statements: prepare(database, row.id),
      tail: createLogTail(tailUnitsMax)
    }
  })
}

/** A table per partition: appends fill pages to the end, and a key index serves compaction and erasure. */
function createTable(database: Database, id: number): void {
  database.exec(`
    CREATE TABLE log_${id} (
      offset INTEGER PRIMARY KEY, key TEXT NOT NULL, at INTEGER NOT NULL, crc INTEGER NOT NULL, value TEXT
    );
    CREATE INDEX log_${id}_key ON log_${id} (key);
    CREATE INDEX log_${id}_tombstone ON log_${id} (at) WHERE value IS NULL;
  `)
}

function prepare(database: Database, id: number): PartitionStatements {
  const log = `log_${id}`
  return {
    insert: database.prepare(`INSERT INTO ${log} (offset, key, at, crc, value) VALUES (?, ?, ?, ?, ?)`),
    read: database.prepare(`SELECT offset, key, crc, value FROM ${log} WHERE offset >= ? ORDER BY offset LIMIT ?`),
    deleteBefore: database.prepare(`DELETE FROM ${log} WHERE key = ? AND offset < ?`),
    deleteValues: database.prepare(`DELETE FROM ${log} WHERE key = ? AND offset < ? AND value IS NOT NULL`),
    head: database.prepare(`SELECT offset, at FROM ${log} ORDER BY offset LIMIT ?`),
    keys: database.prepare(`SELECT offset, key FROM ${log} WHERE offset >= ? AND offset < ? ORDER BY offset LIMIT ?`),
    deleteUpTo: database.prepare(`DELETE FROM ${log} WHERE offset <= ?`),
    staleTombstones: database.prepare(
      `SELECT offset FROM ${log} WHERE value IS NULL AND at < ? AND offset < ? ORDER BY at LIMIT ?`
    ),
    deleteOne: database.prepare(`DELETE FROM ${log} WHERE offset = ?`)
  }
}
