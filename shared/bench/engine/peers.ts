import { setTimeout as sleep } from 'node:timers/promises'
import { openCallThread } from '../../src/adapters/threads/call-thread.ts'
import { contenders } from './contenders.ts'
import type { BenchData, City } from './data.ts'
import { elasticsearchPeers } from './elasticsearch-peers.ts'
import type { PeerCall, PeerThreadData } from './peer-thread.ts'

const settleMs = 200

/** An engine with the data in it, asked as a service would ask it: each call waits for its turn. */
export interface Peer {
  readonly build: Build
  /** Whether `upsert` does anything. */
  readonly isWritable: boolean
  /** Row numbers of the k nearest that pass; `city` null: no filter. */
  search(query: Float32Array, city: City | null): Promise<readonly number[]>
  /** Writes the rows' vectors again. */
  upsert(rows: readonly number[]): Promise<unknown>
  /** Processor time so far of the process that searches. */
  cpuMs(): number
  close(): Promise<unknown>
}

export interface Build {
  /** Of the process that searches. */
  readonly cpuSeconds: number
  /** Resident memory: what an embedded engine added to the process; all of a server. */
  readonly rssMB: number
}

export interface PeerType {
  /** Short, for the command line. */
  readonly key: string
  readonly name: string
  open(data: BenchData): Promise<Peer>
}

export interface PeersOptions {
  /** Where the embedded peers are installed. */
  readonly folder: string
  /** Of a running node; absent: it is no peer. */
  readonly elasticsearch: string | undefined
}

/** Ours first, then the server, then the other embedded engines, each on a thread of its own as in the product; the slowest to build last. */
export function createPeerTypes({ folder, elasticsearch }: PeersOptions): readonly PeerType[] {
  const embedded = contenders.map(({ key, name }) => ({
    key,
    name,
    open: (data: BenchData) => openEmbedded({ key, data, folder })
  }))
  const servers = elasticsearch === undefined ? [] : elasticsearchPeers(elasticsearch)
  return [...embedded.slice(0, 1), ...servers, ...embedded.slice(1)]
}

async function openEmbedded(data: PeerThreadData): Promise<Peer> {
  const module = new URL('./peer-thread.js', import.meta.url)
  await releaseMemory()
  const rssBefore = process.memoryUsage.rss()
  const cpuBefore = cpuMs()
  const thread = await openCallThread<PeerCall, unknown>(module, () => data)
  const cpuSeconds = (cpuMs() - cpuBefore) / 1000
  const build = { cpuSeconds, rssMB: (process.memoryUsage.rss() - rssBefore) / 1e6 }
  return {
    build,
    isWritable: (await thread.call({ call: 'isWritable' })) as boolean,
    search: (query, city) => thread.call({ call: 'search', query, city }) as Promise<readonly number[]>,
    upsert: rows => thread.call({ call: 'upsert', rows }),
    cpuMs,
    close: () => thread.close()
  }
}

/** What was used before this peer goes back to the system, so that it does not hide what this one takes. */
async function releaseMemory(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.()
    await sleep(settleMs)
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
