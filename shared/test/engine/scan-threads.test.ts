import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { BroadcastChannel } from 'node:worker_threads'
import t from 'tap'
import { createPostingEngine, type EngineQuery } from '../../src/engine/posting-engine.ts'
import { quantise } from '../../src/engine/quantise.ts'
import { segmentRows } from '../../src/engine/row-layout.ts'
import type { ScanThreadsOptions } from '../../src/engine/scan-threads.ts'
import { createRandom } from '../ports/posting-index.suite.ts'

const dimensions = 32
const counts = { terms: new Uint32Array(), frequencies: new Uint8Array() }
const unstated = { city: null, kind: 'job', fairId: null, degreeRank: null, requiredYears: null }
const fields = { ...unstated, salaryTop: null, validUntilMs: null, publishedAtMs: null }

/** An engine that shares every scan, and one that shares none, with the same rows. */
function createPair(scan: Partial<ScanThreadsOptions>, isScalar = false) {
  const random = createRandom(5)
  const options = { dimensions, scalar: isScalar }
  const shared = createPostingEngine({ ...options, scan: { helpers: 1, plan: 'shared scan', ...scan } })
  const alone = createPostingEngine(options)
  const vector = () => Float32Array.from({ length: dimensions }, () => random.next() - 0.5)
  const fill = (rows: number) => {
    for (const to = shared.size + rows; shared.size < to; ) {
      const row = { id: `p${shared.size}`, number: shared.size, vector: quantise(vector()), fields, counts }
      shared.add(row)
      alone.add(row)
    }
  }
  const query = (limit = 30): EngineQuery => ({ vector: vector(), terms: null, filter: { nowMs: 0 }, limit })
  return { shared, alone, fill, query }
}

for (const scalar of [false, true])
  t.test(`helpers that scan with ${scalar ? 'JavaScript' : 'the kernel'} find the same to the last bit`, async t => {
    const { shared, alone, fill, query } = createPair({ helpers: 3 }, scalar)
    // The memory grows under the helpers, which are started by the first search.
    for (let round = 0; round < 4; round++) {
      fill(3 * segmentRows)
      const before = shared.memory().segmentsShared
      do {
        const asked = query(1 + round * 400)
        t.same(shared.search(asked), alone.search(asked))
        await turn()
      } while (shared.memory().segmentsShared === before)
    }
    await shared.close()
    const asked = query()
    t.same(shared.search(asked), alone.search(asked), 'and without helpers again')
  })

t.test('a candidate list that is full, and equal scores: what a helper leaves is scanned, ties go by id', async t => {
  const random = createRandom(6)
  const engine = createPostingEngine({ dimensions, scan: { helpers: 1, plan: 'shared scan' } })
  const vector = quantise(new Float32Array(dimensions).fill(1))
  const ids = Array.from({ length: 40 * segmentRows }, (_, n) => `p${String(n).padStart(6, '0')}`)
  const first = ids.slice(0, 25)
  for (let n = ids.length - 1; n > 0; n--) {
    const other = random.below(n + 1)
    ;[ids[n], ids[other]] = [ids[other] as string, ids[n] as string]
  }
  for (const [number, id] of ids.entries()) engine.add({ id, number, vector, fields, counts })
  const query = { vector: new Float32Array(dimensions).fill(1), terms: null, filter: { nowMs: 0 }, limit: 25 }
  do {
    t.same(engine.search(query).hits.ids, first)
    await turn()
  } while (engine.memory().segmentsShared === 0)
  await engine.close()
})

for (const fault of ['hangs', 'dies'])
  t.test(`a helper that ${fault} over a block costs no row`, async t => {
    const channel = new BroadcastChannel('faulty-scan-helper')
    let faults = 0
    const count = () => faults++
    if (fault === 'hangs') channel.onmessage = count
    else process.on('warning', count)
    const module = new URL('../support/faulty-scan-helper.js', import.meta.url)
    process.env.SCAN_HELPER_FAULT = fault
    const { shared, alone, fill, query } = createPair({ module })
    fill(6 * segmentRows)
    // One that died is started again.
    while (faults < (fault === 'dies' ? 3 : 1)) {
      const asked = query()
      t.same(shared.search(asked), alone.search(asked))
      await turn()
    }
    const asked = query()
    t.same(shared.search(asked), alone.search(asked), 'and afterwards')
    channel.close()
    process.removeListener('warning', count)
    await shared.close()
  })

t.test('helpers hold no process up', async t => {
  const engine = new URL('../../src/engine/', import.meta.url)
  const script = `
    import { createPostingEngine } from '${engine}posting-engine.js'
    import { quantise } from '${engine}quantise.js'
    const vector = new Float32Array(8).fill(1)
    const row = { vector: quantise(vector), fields: ${JSON.stringify(fields)}, counts: { terms: [], frequencies: [] } }
    const open = createPostingEngine({ dimensions: 8, scan: { helpers: 2, plan: 'shared scan' } })
    for (let number = 0; number < 20_000; number++) open.add({ ...row, id: String(number), number })
    const search = () => {
      open.search({ vector, terms: null, filter: { nowMs: 0 }, limit: 10 })
      if (open.memory().segmentsShared === 0) setImmediate(search)
    }
    search()`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  t.equal(code, 0)
})
