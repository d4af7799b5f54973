/** What each plan of a search costs, by rows that pass: the constants of `src/engine/plan.ts` come from here. */
import { loadavg } from 'node:os'
import { setImmediate as turn } from 'node:timers/promises'
import { setBit } from '../../src/engine/bits.ts'
import { nearest, nearestOfFew } from '../../src/engine/nearest.ts'
import { planSearch } from '../../src/engine/plan.ts'
import { quantise, unit } from '../../src/engine/quantise.ts'
import { segmentRows } from '../../src/engine/row-layout.ts'
import { createRowMemory } from '../../src/engine/row-memory.ts'
import { createScanThreads } from '../../src/engine/scan-threads.ts'
import { createBenchData, dimensions, vectorOf } from './data.ts'

const rows = Number(process.argv[2] ?? 200_000)
const rounds = 25
const data = createBenchData(rows, rounds)
const memory = createRowMemory({ dimensions, threads: 2 })
const threads = createScanThreads(memory, { helpers: 1 })
const segments = Array.from({ length: Math.ceil(rows / segmentRows) }, () => ({ block: memory.allocate() }))
for (let row = 0; row < rows; row++)
  memory.write(
    (segments[Math.floor(row / segmentRows)] as (typeof segments)[number]).block,
    row % segmentRows,
    quantise(vectorOf(data, row))
  )

/** Other rows each time: a plan finds none in the cache that the one before it read. */
function pass(passing: number, touched: number): typeof segments {
  const isWhole = passing === touched * segmentRows
  for (const { block } of segments) block.pass.fill(isWhole ? 0xffff_ffff : 0)
  const first = Math.floor(Math.random() * (segments.length - touched + 1))
  const found = segments.slice(first, first + touched)
  for (let n = isWhole ? passing : 0; n < passing; ) {
    const { block } = found[n % touched] as (typeof segments)[number]
    const row = Math.floor(Math.random() * segmentRows)
    if (((block.pass[row >>> 5] as number) >>> (row & 31)) & 1) continue
    setBit(block.pass, row)
    n++
  }
  return found
}

const cpuUs = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}
const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >>> 1] as number
const before = (a: number, b: number) => a < b
const plans = { rows: nearestOfFew, scan: nearest }

console.log(`${rows} rows, CPU µs at the median of ${rounds}, load ${loadavg()[0]?.toFixed(1)}`)
console.log('passing\tsegments\tk\trows\tscan\trows/scan\tplanned')
for (const isWarmUp of [true, false])
  for (const limit of [50, 300])
    for (const passing of [25, 50, 100, 200, 400, 800, 1600, 3200, 12_800].filter(n => n < rows / 2))
      for (const touched of new Set([Math.min(Math.ceil(passing / 1024), segments.length), segments.length])) {
        const times = { rows: [] as number[], scan: [] as number[] }
        for (const query of data.queries)
          for (const plan of ['rows', 'scan'] as const) {
            const found = pass(passing, touched)
            const vector = unit(query)
            const start = cpuUs()
            plans[plan](memory, found, vector, limit, before)
            times[plan].push(cpuUs() - start)
          }
        const [byRows, byScan] = [middle(times.rows), middle(times.scan)]
        const planned = planSearch({ passing, segments: touched, limit, helpers: 0 })
        const ratio = (byRows / byScan).toFixed(2)
        if (!isWarmUp) console.log([passing, touched, limit, byRows, byScan, ratio, planned].join('\t'))
      }

console.log('\nk 50: wall µs at the median, alone and with a helper')
console.log('passing\tsegments\tscan\tshared scan\tshared/scan\tplanned')
const wallUs = (found: typeof segments, query: Float32Array, helpers?: typeof threads) => {
  const vector = unit(query)
  const start = performance.now()
  nearest(memory, found, vector, 50, before, helpers)
  return (performance.now() - start) * 1000
}
for (let n = 0; threads.blocksShared === 0; n++) {
  wallUs(segments, data.queries[n % rounds] as Float32Array, threads)
  await turn()
}
const whole = [1, 2, 4, 6, 8, 12, 24, segments.length].map(touched => [touched * segmentRows, touched] as const)
const scattered = [1600, 3200, 6400, 12_800, 25_600].map(passing => [passing, segments.length] as const)
for (const [passing, touched] of [...whole, ...scattered]) {
  if (touched > segments.length || passing > segments.length * segmentRows) continue
  const times = { alone: [] as number[], shared: [] as number[] }
  for (const query of data.queries) {
    times.alone.push(wallUs(pass(passing, touched), query))
    times.shared.push(wallUs(pass(passing, touched), query, threads))
    await turn()
  }
  const [alone, shared] = [middle(times.alone), middle(times.shared)]
  const planned = planSearch({ passing, segments: touched, limit: 50, helpers: 1 })
  console.log([passing, touched, alone.toFixed(0), shared.toFixed(0), (shared / alone).toFixed(2), planned].join('\t'))
}
await threads.close()
