import { setTimeout as sleep } from 'node:timers/promises'
import { type BenchData, type City, filters } from './data.ts'
import type { Build, Peer, PeerType } from './peers.ts'

/** Rows written again a second while a cell with writes runs. */
export const upsertsPerSecond = 500
/** A writer that has fallen behind catches up in bulks of this many rows. */
const bulkRowsMax = 100
const writeEveryMs = 20
/** Between the rows that are written one after the other; prime, so that all have their turn. */
const stride = 7919
/** A cell goes on until it has so many answers, for a 99th percentile, */
const answersMin = 100
/** but for so many times its length at most. */
const patience = 5

/** What one load on one engine gave. */
export interface Cell {
  readonly clients: number
  /** Rows written a second; null: nothing was written. */
  readonly upsertsPerSecond: number | null
  readonly answers: number
  readonly recall: number
  readonly answersPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Processor time an answer of the process that searches, writes included. */
  readonly cpuMs: number
}

export interface FilterResult {
  readonly name: string
  readonly cells: readonly Cell[]
}

export interface PeerResult {
  readonly key: string
  readonly name: string
  readonly buildSeconds: number
  readonly build: Build
  readonly filters: readonly FilterResult[]
}

export interface MeasureOptions {
  readonly data: BenchData
  /** Of each filter and query the rows that brute force finds. */
  readonly truth: readonly (readonly (readonly number[])[])[]
  readonly clients: readonly number[]
  readonly seconds: number
  readonly writes: boolean
}

/** All loads on one engine, those with writes last: they leave an index that was written to. */
export async function measurePeer(type: PeerType, options: MeasureOptions): Promise<PeerResult> {
  const { data, truth, clients, seconds, writes } = options
  const start = performance.now()
  const peer = await type.open(data)
  const buildSeconds = (performance.now() - start) / 1000
  const loadOf = (city: City | null, count: number) => ({ peer, data, city, clients: count, seconds })
  try {
    // Until the code of both sides is compiled.
    for (const { city } of filters) await run(loadOf(city, Math.max(...clients)))
    const cells = filters.map((): Cell[] => [])
    for (const writing of writes && peer.isWritable ? [false, true] : [false])
      for (const [f, { city }] of filters.entries())
        for (const count of clients) {
          const load = loadOf(city, count)
          const { found, ...cell } = await (writing ? runWriting(load) : run(load))
          cells[f]?.push({ ...cell, clients: count, recall: recallOf(found, truth[f] ?? []) })
        }
    const { build } = peer
    const { key, name } = type
    return { key, name, build, buildSeconds, filters: filters.map(({ name }, f) => ({ name, cells: cells[f] ?? [] })) }
  } finally {
    await peer.close()
  }
}

interface Load {
  readonly peer: Peer
  readonly data: BenchData
  readonly city: City | null
  readonly clients: number
  readonly seconds: number
}

/** Clients that ask one query after the other, each as soon as its last one is answered. */
async function run({ peer, data, city, clients, seconds }: Load) {
  const times: number[] = []
  const found: { readonly query: number; readonly rows: readonly number[] }[] = []
  let asked = 0
  const start = performance.now()
  const cpuBefore = peer.cpuMs()
  const goesOn = () => {
    const passed = (performance.now() - start) / 1000
    return passed < seconds || (times.length < answersMin && passed < seconds * patience)
  }
  async function ask(): Promise<void> {
    while (goesOn()) {
      const query = asked++ % data.queries.length
      const sent = performance.now()
      const rows = await peer.search(data.queries[query] as Float32Array, city)
      times.push(performance.now() - sent)
      found.push({ query, rows })
    }
  }
  await Promise.all(Array.from({ length: clients }, ask))
  const tookMs = performance.now() - start
  const cpuMs = (peer.cpuMs() - cpuBefore) / times.length
  times.sort((a, b) => a - b)
  const percentile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  const answersPerSecond = (times.length / tookMs) * 1000
  const figures = { p50Ms: percentile(0.5), p99Ms: percentile(0.99), cpuMs, answersPerSecond, answers: times.length }
  return { ...figures, found, upsertsPerSecond: null as number | null }
}

/** The same while rows are written again, spread over the time; what the engine does not keep up with is left out. */
async function runWriting(load: Load) {
  const { peer, data } = load
  const start = performance.now()
  const done = new AbortController()
  let written = 0
  async function write(): Promise<void> {
    while (!done.signal.aborted) {
      const due = Math.floor(((performance.now() - start) / 1000) * upsertsPerSecond) - written
      const rows = Array.from({ length: Math.min(due, bulkRowsMax) }, (_, n) => ((written + n) * stride) % data.rows)
      if (rows.length > 0) await peer.upsert(rows)
      written += rows.length
      await sleep(writeEveryMs)
    }
  }
  const writing = write()
  const result = await run(load).finally(() => done.abort())
  const seconds = (performance.now() - start) / 1000
  await writing
  return { ...result, upsertsPerSecond: written / seconds }
}

function recallOf(
  found: readonly { readonly query: number; readonly rows: readonly number[] }[],
  truth: readonly (readonly number[])[]
): number {
  const sets = truth.map(rows => new Set(rows))
  let hits = 0
  let all = 0
  for (const { query, rows } of found) {
    hits += rows.filter(row => sets[query]?.has(row)).length
    all += sets[query]?.size ?? 0
  }
  return all === 0 ? 1 : hits / all
}
