/**
 * The embedded engine beside its peers: same vectors, same filters, same k, one run. Prints a table and writes JSON.
 * `npm run bench:engine [-- --rows 50000,200000] [--queries 100] [--peers FOLDER] [--output FILE]`
 * Peers are measured where they are installed: `npm run bench:peers` puts them into a cache folder and prints it.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measureReadBandwidth } from './bandwidth.ts'
import { type Contender, contenders, createLoader, floatScan } from './contenders.ts'
import { type BenchData, createBenchData, dimensions, type Filter, filters } from './data.ts'

const k = 50
const upsertsPerSecond = 500

interface Row {
  readonly rows: number
  readonly engine: string
  readonly filter: string
  readonly recall: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly cpuMs: number
  /** p99 while 500 rows a second are replaced; null where the engine can't. */
  readonly p99WritingMs: number | null
  /** CPU against one read of all int8 rows at the bandwidth measured in this run. */
  readonly timesBandwidth: number
  readonly buildSeconds: number
  readonly rssMB: number
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000,200000' },
    queries: { type: 'string', default: '100' },
    peers: { type: 'string' },
    output: { type: 'string' }
  }
})

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number
}

function time(queries: readonly Float32Array[], ask: (query: Float32Array) => void) {
  const ms: number[] = []
  const before = process.cpuUsage()
  for (const query of queries) {
    const start = performance.now()
    ask(query)
    ms.push(performance.now() - start)
  }
  const { user, system } = process.cpuUsage(before)
  ms.sort((a, b) => a - b)
  return { p50Ms: percentile(ms, 0.5), p99Ms: percentile(ms, 0.99), cpuMs: (user + system) / 1000 / queries.length }
}

/** Replaces rows between the queries as often as `upsertsPerSecond` asks; the writes' own time is not the query's. */
function p99WhileWriting(data: BenchData, contender: Contender, filter: Filter): number | null {
  const { upsert } = contender
  if (upsert === undefined) return null
  let due = 0
  let row = 0
  let last = performance.now()
  const ms = data.queries.map(query => {
    due += ((performance.now() - last) / 1000) * upsertsPerSecond + 1
    last = performance.now()
    for (; due >= 1; due--) {
      row = (row + 7919) % data.rows
      upsert(row, data.vectors.slice(row * dimensions, (row + 1) * dimensions))
    }
    const start = performance.now()
    contender.search(query, filter.city, k)
    return performance.now() - start
  })
  return percentile(
    ms.sort((a, b) => a - b),
    0.99
  )
}

function recallOf(found: readonly (readonly number[])[], truth: readonly (readonly number[])[]): number {
  let hit = 0
  let all = 0
  truth.forEach((rows, i) => {
    const got = new Set(found[i])
    hit += rows.filter(row => got.has(row)).length
    all += rows.length
  })
  return all === 0 ? 1 : hit / all
}

function measure(data: BenchData, bandwidth: number, load: (module: string) => unknown): Row[] {
  const truthScan = floatScan.open(data, load)
  const truth = filters.map(({ city }) => data.queries.map(query => truthScan.search(query, city, k)))
  const limitMs = ((data.rows * dimensions) / bandwidth) * 1000
  const rows: Row[] = []
  for (const type of contenders) {
    globalThis.gc?.()
    const rssBefore = process.memoryUsage.rss()
    const before = process.cpuUsage()
    let contender: Contender
    try {
      contender = type.open(data, load)
    } catch (error) {
      if (type.module === undefined) throw error
      process.stderr.write(`${type.name}: not measured, ${type.module} is not installed (npm run bench:peers)\n`)
      continue
    }
    const { user, system } = process.cpuUsage(before)
    const rssMB = Math.round((process.memoryUsage.rss() - rssBefore) / 1e6)
    filters.forEach((filter, f) => {
      const ask = (query: Float32Array) => contender.search(query, filter.city, k)
      const found = data.queries.map(ask)
      const timed = time(data.queries, ask)
      rows.push({
        rows: data.rows,
        engine: type.name,
        filter: filter.name,
        recall: recallOf(found, truth[f] as number[][]),
        ...timed,
        p99WritingMs: null,
        timesBandwidth: timed.cpuMs / limitMs,
        buildSeconds: (user + system) / 1e6,
        rssMB
      })
    })
    filters.forEach((filter, f) => {
      const at = rows.length - filters.length + f
      rows[at] = { ...(rows[at] as Row), p99WritingMs: p99WhileWriting(data, contender, filter) }
    })
    contender.close()
  }
  return rows
}

function table(rows: readonly Row[]): string {
  const digits = (value: number | null, n = 2) => (value === null ? '–' : value.toFixed(n))
  const lines = rows.map(row => {
    const ours = rows.find(r => r.rows === row.rows && r.filter === row.filter) as Row
    const cells = [row.rows, row.filter, row.engine, digits(row.recall, 3), digits(row.p50Ms), digits(row.p99Ms)]
    const more = [digits(row.p99WritingMs), digits(row.cpuMs), digits(row.cpuMs / ours.cpuMs)]
    return `| ${[...cells, ...more, digits(row.timesBandwidth), digits(row.buildSeconds, 1), row.rssMB].join(' | ')} |`
  })
  const head =
    '| rows | filter | engine | recall@50 | p50 ms | p99 ms | p99 ms under writes | CPU ms | CPU / ours | CPU / bandwidth limit | build CPU s | MB |'
  return [head, `|${'---|'.repeat(12)}`, ...lines].join('\n')
}

const bandwidth = await measureReadBandwidth()
process.stderr.write(`read bandwidth of one thread: ${(bandwidth / 1e9).toFixed(1)} GB/s\n`)
const load = createLoader(values.peers ?? process.cwd())
const measured: Row[] = []
for (const rows of values.rows.split(',').map(Number)) {
  measured.push(...measure(createBenchData(rows, Number(values.queries)), bandwidth, load))
}
process.stdout.write(`${table(measured)}\n`)
if (values.output !== undefined)
  writeFileSync(values.output, `${JSON.stringify({ bandwidth, k, dimensions, rows: measured }, null, 1)}\n`)
