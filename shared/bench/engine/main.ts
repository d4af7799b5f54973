/**
 * The embedded engine beside its peers: same vectors, same filters, same k, one run. Prints tables and goals, writes JSON.
 * `npm run bench:engine [-- --rows 50000,200000] [--clients 1,8] [--peers zhipei-helped,scan,zvec-flat,zvec-hnsw,hnswlib,es-hnsw,es-flat]
 * [--elasticsearch URL (or ELASTICSEARCH_URL)] [--no-writes] [--queries N] [--seconds N] [--minutes 8] [--installed FOLDER] [--output FILE]`
 * Also several vectors at a time beside one at a time. After so many minutes no further engine is begun (0: none is). Exit code 1 where our recall is not 1.
 */
import { writeFileSync } from 'node:fs'
import { homedir, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureReadBandwidth } from './bandwidth.ts'
import { floatScan } from './contenders.ts'
import { createBenchData, dimensions, filters, k } from './data.ts'
import { goals } from './goals.ts'
import { measurePeer, type PeerResult, upsertsPerSecond } from './measure.ts'
import { createPeerTypes, type PeerType } from './peers.ts'
import { type SizeResult, sizeTables } from './report.ts'
import { measureTogether } from './together.ts'

/** Where `npm run bench:peers` installs. */
const installed = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'zhipei', 'bench-peers')

const { values } = parseArgs({
  allowNegative: true,
  options: {
    rows: { type: 'string', default: '50000' },
    clients: { type: 'string', default: '1,8' },
    queries: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '8' },
    writes: { type: 'boolean', default: true },
    peers: { type: 'string' },
    installed: { type: 'string', default: installed },
    elasticsearch: { type: 'string', default: process.env.ELASTICSEARCH_URL ?? '' },
    output: { type: 'string' }
  }
})

const log = (text: string) => process.stderr.write(`${text}\n`)
const numbers = (text: string) => text.split(',').map(Number)
const clients = numbers(values.clients)
/** Of the process, which starts at 0. */
const msMax = Number(values.minutes) * 60_000

function chosenPeers(): readonly PeerType[] {
  const types = createPeerTypes({ folder: values.installed, elasticsearch: values.elasticsearch || undefined })
  if (values.peers === undefined) return types
  const keys = values.peers.split(',')
  const unknown = keys.find(key => !types.some(type => type.key === key))
  if (unknown !== undefined) throw new Error(`--peers: ${unknown} is none of ${types.map(({ key }) => key).join(', ')}`)
  // Ours is what the others are compared with.
  return types.filter(({ key }, at) => at === 0 || keys.includes(key))
}

const [loadBefore = 0] = loadavg()
const sizes: SizeResult[] = []

/** After each engine, so that a run that is broken off leaves what it has measured. */
function save(): void {
  if (values.output === undefined) return
  const all = { loadBefore, k, dimensions, upsertsPerSecond, sizes }
  writeFileSync(values.output, `${JSON.stringify(all, null, 1)}\n`)
}

async function measureSize(rows: number, types: readonly PeerType[]): Promise<SizeResult> {
  const data = createBenchData(rows, Number(values.queries))
  const scan = floatScan.open(data, () => undefined)
  const truth = filters.map(({ city }) => data.queries.map(query => scan.search(query, city, k)))
  const bandwidth = await measureReadBandwidth()
  const options = { data, truth, clients, seconds: Number(values.seconds), writes: values.writes }
  const peers: PeerResult[] = []
  process.stdout.write(`${measureTogether(data)}\n\n`)
  const size = { rows, bandwidth, limitMs: ((rows * dimensions) / bandwidth) * 1000, peers }
  sizes.push(size)
  for (const type of types) {
    const start = performance.now()
    if (start > msMax) {
      log(`${rows} rows, ${type.name}: not measured: ${values.minutes} minutes are up`)
      continue
    }
    try {
      const result = await measurePeer(type, options)
      peers.push(result)
      const seconds = (performance.now() - start) / 1000
      log(`${rows} rows, ${type.name}: ${seconds.toFixed(0)} s, ${result.buildSeconds.toFixed(0)} of them to build`)
    } catch (error) {
      // A peer that is not installed or fails costs its own figures alone.
      if (type === types[0]) throw error
      log(`${type.name}: not measured: ${error instanceof Error ? error.message : String(error)}`)
    }
    save()
  }
  return size
}

const types = chosenPeers()
for (const rows of numbers(values.rows)) {
  const size = await measureSize(rows, types)
  process.stdout.write(`${sizeTables(size, clients)}\n\n`)
  const judged = goals(size, clients)
  const missed = judged.filter(({ isMet }) => !isMet)
  process.stdout.write(`${judged.length - missed.length} of ${judged.length} goals met\n`)
  for (const { text } of missed) process.stdout.write(`- missed: ${text}\n`)
  if (missed.some(({ isExactness }) => isExactness)) process.exitCode = 1
}
process.stdout.write(`\nload of the machine before: ${loadBefore.toFixed(1)}\n`)
