import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { isOpen } from '../../domain/profile/open.ts'
import type { Asked } from '../../engine/nearest.ts'
import { unit } from '../../engine/quantise.ts'
import { queriesMax } from '../../engine/row-layout.ts'
import { createVectorSet } from '../../engine/vector-set.ts'
import { createSlices } from '../../platform/slices.ts'
import { createTogether } from '../../platform/together.ts'
import type { GraduateHit, GraduateIndex, IndexedGraduate } from '../../ports/graduate-index.ts'
import { closeDatabase, inTransaction, openDatabase, storeIdentity, truncateWal } from './database.ts'

export interface SqliteGraduateIndexOptions {
  readonly directory: string
  /** What vectors are made with. Those of another make are dropped and the index has a new identity. */
  readonly modelId: string
  readonly dimensions: number
}

/** Graduates read lately are kept parsed, so many: more than one reverse match asks for, which it does several times. */
const latelyMax = 8000

/** Vectors in memory for an exact scan, profiles on disk. */
export function createSqliteGraduateIndex({
  directory,
  modelId,
  dimensions
}: SqliteGraduateIndexOptions): GraduateIndex {
  const database = openDatabase(
    join(directory, 'graduates.db'),
    `CREATE TABLE IF NOT EXISTS graduates (
       id TEXT PRIMARY KEY, revision INTEGER NOT NULL, open INTEGER NOT NULL, vector BLOB NOT NULL, graduate TEXT NOT NULL
     ) WITHOUT ROWID;`
  )
  const identity = storeIdentity(database, `${modelId} ${dimensions}`, () => database.exec('DELETE FROM graduates'))
  const get = database.prepare('SELECT revision, vector, graduate FROM graduates WHERE id = ?')
  const put = database.prepare(
    `INSERT INTO graduates (id, revision, open, vector, graduate) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, open = excluded.open, vector = excluded.vector,
       graduate = excluded.graduate
     WHERE excluded.revision >= graduates.revision`
  )
  const remove = database.prepare('DELETE FROM graduates WHERE id = ?')
  const count = database.prepare('SELECT count(*) AS n FROM graduates')
  /** Those who may be found: they seek work and agreed to personalised matching. */
  const open = createVectorSet(dimensions)
  for (const row of database.prepare('SELECT id, vector FROM graduates WHERE open = 1').iterate()) {
    const { id, vector } = row as { id: string; vector: Uint8Array }
    open.set(id, toVector(vector))
  }

  /** One pass over the vectors answers so many. */
  const nearestIds = createTogether(queriesMax, (asked: readonly Asked[]) => open.nearestMany(asked))

  function assertDimensions({ length }: Float32Array): void {
    if (length !== dimensions) throw new RangeError(`vector of ${length} dimensions, not ${dimensions}`)
  }

  /** Who asks now asks again soon. */
  const lately = new LRUCache<string, IndexedGraduate>({ max: latelyMax })

  function read(id: string): IndexedGraduate | undefined {
    const known = lately.get(id)
    if (known !== undefined) return known
    const row = get.get(id) as { revision: number; vector: Uint8Array; graduate: string } | undefined
    if (row === undefined) return undefined
    const found = { graduate: JSON.parse(row.graduate), revision: row.revision, vector: toVector(row.vector) }
    lately.set(id, found)
    return found
  }

  return {
    modelId,
    identity,
    async upsert(graduates) {
      inTransaction(database, () => {
        for (const { graduate, revision, vector } of graduates) {
          assertDimensions(vector)
          const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
          const { graduateId } = graduate
          put.run(graduateId, revision, isOpen(graduate) ? 1 : 0, bytes, JSON.stringify(graduate))
        }
      })
      for (const { graduate } of graduates) {
        lately.delete(graduate.graduateId)
        const stored = read(graduate.graduateId)
        if (stored !== undefined && isOpen(stored.graduate)) open.set(graduate.graduateId, stored.vector)
        else open.delete(graduate.graduateId)
      }
    },
    async remove(graduateIds) {
      inTransaction(database, () => {
        for (const id of graduateIds) remove.run(id)
      })
      truncateWal(database)
      for (const id of graduateIds) {
        open.delete(id)
        lately.delete(id)
      }
    },
    async get(graduateId) {
      return read(graduateId)
    },
    async nearest(vector, limit) {
      assertDimensions(vector)
      const ids = await nearestIds({ query: unit(vector), limit })
      const slice = createSlices()
      const hits: GraduateHit[] = []
      for (const id of ids) {
        await slice()
        // Who is not open any more, or gone, since the search.
        const known = open.has(id) ? read(id) : undefined
        if (known === undefined) continue
        const { graduate, revision } = known
        hits.push({ graduate, revision, similarity: dot(vector, known.vector) })
      }
      return hits.sort(
        (a, b) => b.similarity - a.similarity || (a.graduate.graduateId < b.graduate.graduateId ? -1 : 1)
      )
    },
    async count() {
      return (count.get() as { n: number }).n
    },
    async close() {
      closeDatabase(database)
    }
  }
}

/** A copy: the driver's buffer need not be aligned. */
function toVector(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer)
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
