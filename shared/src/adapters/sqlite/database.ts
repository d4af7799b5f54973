import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite'

export type Database = DatabaseSyncInstance
export type Statement = StatementSyncInstance

/** Upper bound of the write-ahead log file that stays on disk between checkpoints. */
const walBytesMax = 64 * 1024 * 1024

/** The file is open in another process, or twice in this one. */
export class DatabaseLockedError extends Error {
  override readonly name = 'DatabaseLockedError'
}

/**
 * What a commit survives. `power-loss`: everything, at the price of an fsync; `process-end`: kill -9 of this process; a
 * power failure may take the last moments, never more.
 */
export type Durability = 'power-loss' | 'process-end'

/**
 * Opens or creates a database whose deleted rows are overwritten. It belongs to one process: the exclusive lock also
 * saves the shared-memory file.
 * @param schema idempotent statements that create what is missing
 * @throws DatabaseLockedError where another process has the file
 */
export function openDatabase(file: string, schema: string, durability: Durability = 'power-loss'): Database {
  mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file)
  try {
    // The page size holds for new files only. Exclusive mode must come before WAL is entered.
    database.exec(`
      PRAGMA page_size = 8192;
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = ${durability === 'power-loss' ? 'FULL' : 'NORMAL'};
      PRAGMA secure_delete = ON;
      PRAGMA journal_size_limit = ${walBytesMax};
      BEGIN IMMEDIATE;
      ${schema}
      COMMIT;
      PRAGMA wal_checkpoint(TRUNCATE);
    `)
    return database
  } catch (error) {
    database.close()
    if (!isBusy(error)) throw error
    throw new DatabaseLockedError(`${file} is in use by another process: a data directory serves one process at a time`)
  }
}

/**
 * Writes the log into the file, deletes it and lets the next process in. The driver can't finalise prepared statements,
 * so that closing alone would keep the lock until they are collected: leave WAL, then exclusive mode, first.
 */
export function closeDatabase(database: Database): void {
  if (!database.isOpen) return
  try {
    database.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema')
  } finally {
    database.close()
  }
}

/** Runs `work` in one durable transaction: all of it or nothing. */
export function inTransaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/** Collects writes: all that are asked for in one turn of the event loop share one commit. */
export interface TurnWriter {
  /** Resolves when `work` is committed; a failure fails all of its turn. */
  write(work: () => void): Promise<void>
  /** Commits what is waiting, then closes the database. */
  close(): Promise<void>
}

export function createTurnWriter(database: Database): TurnWriter {
  let works: (() => void)[] = []
  let commit: Promise<void> | undefined

  async function commitNextTurn(): Promise<void> {
    await new Promise(resolve => setImmediate(resolve))
    const turn = works
    works = []
    commit = undefined
    inTransaction(database, () => {
      for (const work of turn) work()
    })
  }

  return {
    write(work) {
      works.push(work)
      commit ??= commitNextTurn()
      return commit
    },
    async close() {
      await commit
      closeDatabase(database)
    }
  }
}

/**
 * The name that the store was given when it was made. `make` says what its content was made with (a model, say): where
 * it differs from the stored one, `forget` drops that content and the store is named anew.
 */
export function storeIdentity(database: Database, make = '', forget: () => void = () => undefined): string {
  return inTransaction(database, () => {
    database.exec('CREATE TABLE IF NOT EXISTS store (identity TEXT NOT NULL, make TEXT NOT NULL)')
    const known = database.prepare('SELECT identity, make FROM store').get() as
      | { readonly identity: string; readonly make: string }
      | undefined
    if (known?.make === make) return known.identity
    const identity = randomUUID()
    forget()
    database.exec('DELETE FROM store')
    database.prepare('INSERT INTO store (identity, make) VALUES (?, ?)').run(identity, make)
    return identity
  })
}

/** Moves the write-ahead log into the file and empties it, so that no deleted content stays in it. */
export function truncateWal(database: Database): void {
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}

function isBusy(error: unknown): boolean {
  return (error as { readonly sqliteCodeName?: string }).sqliteCodeName === 'SQLITE_BUSY'
}
