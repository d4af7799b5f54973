import { type ElasticsearchClient, request } from './elasticsearch-client.ts'

/** A state of the index that does not change, with the statistics that scores need. */
export interface Snapshot {
  /** Elasticsearch's point in time. */
  readonly pit: string
  readonly generation: string
  readonly postings: number
  readonly averageLength: number
  /** How many postings hold each token; filled as tokens are asked for. */
  readonly holders: Map<string, number>
}

/** The node that held it was restarted, or it was not used for longer than it is kept. */
export class SnapshotLostError extends Error {
  override readonly name = 'SnapshotLostError'
}

export interface SnapshotOptions {
  readonly client: ElasticsearchClient
  readonly index: string
  /** Stands before the generation: no two indexes have the same. */
  readonly identity: string
  /** A snapshot older than this is not used for a new search: what others wrote is seen after this. */
  readonly ageMsMax: number
  /** Whether a search sees what this process wrote before, at the cost of a refresh then. */
  readonly readsOwnWrites: boolean
}

export interface Snapshots {
  /** Runs `work` on a current snapshot, which stays as it is for so long; again on another where that one is lost. */
  use<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T>
  /** This process has written. */
  written(): void
  close(): Promise<void>
}

interface Held extends Snapshot {
  readonly openedAt: number
  readonly writes: number
  users: number
  retired: boolean
}

/** Longer than any one search. */
const keepAlive = '2m'

export function createSnapshots({ client, index, identity, ageMsMax, readsOwnWrites }: SnapshotOptions): Snapshots {
  let current: Promise<Held> | undefined
  let writes = 0

  async function open(): Promise<Held> {
    const before = writes
    await request(() => client.indices.refresh({ index }))
    const openedAt = performance.now()
    const { id: pit } = await request(() => client.openPointInTime({ index, keep_alive: keepAlive }))
    const sum = (field: string) => ({ sum: { field } })
    const found = await request(() =>
      client.search({
        pit: { id: pit },
        size: 0,
        track_total_hits: true,
        query: { term: { live: true } },
        aggs: { length: sum('length'), high: sum('digestHigh'), low: sum('digestLow') }
      })
    )
    const { length, high, low } = found.aggregations as Record<string, { value: number | null }>
    const postings = (found.hits.total as { value: number }).value
    const content = [postings, high?.value ?? 0, low?.value ?? 0].map(value => value.toString(36))
    return {
      pit,
      generation: [identity, ...content].join('-'),
      postings,
      averageLength: (length?.value ?? 0) / Math.max(1, postings),
      holders: new Map(),
      openedAt,
      writes: before,
      users: 0,
      retired: false
    }
  }

  /** One opening at a time; who comes meanwhile shares it where it began after their writes. */
  async function acquire(): Promise<Held> {
    const needed = readsOwnWrites ? writes : 0
    for (;;) {
      const known = current
      const held = await known?.catch(() => undefined)
      const fresh = held !== undefined && !held.retired && performance.now() - held.openedAt <= ageMsMax
      if (fresh && held.writes >= needed) return hold(held)
      if (current !== known) continue
      if (held !== undefined) retire(held)
      const opening = open()
      current = opening
      return hold(await opening)
    }
  }

  function hold(held: Held): Held {
    held.users++
    return held
  }

  function retire(held: Held): void {
    held.retired = true
    if (held.users === 0) void client.closePointInTime({ id: held.pit }).catch(() => undefined)
  }

  async function once<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const held = await acquire()
    try {
      return await work(held)
    } catch (error) {
      if (error instanceof SnapshotLostError) held.retired = true
      throw error
    } finally {
      held.users--
      if (held.retired && held.users === 0) retire(held)
    }
  }

  return {
    async use(work) {
      try {
        return await once(work)
      } catch (error) {
        if (!(error instanceof SnapshotLostError)) throw error
        return once(work)
      }
    },
    written() {
      writes++
    },
    async close() {
      const held = await current?.catch(() => undefined)
      if (held !== undefined) await client.closePointInTime({ id: held.pit }).catch(() => undefined)
    }
  }
}
