import t from 'tap'
import { quantise, quantiseQuery, rowLength, unit } from '../../src/engine/quantise.ts'
import { segmentRows } from '../../src/engine/row-layout.ts'
import { createRowMemory } from '../../src/engine/row-memory.ts'
import { scanKernelBytes } from '../../src/engine/scan-kernel.ts'
import type { Candidates } from '../../src/engine/scan-rows.ts'
import { assembleScanKernel } from '../../tools/build-scan-kernel.ts'
import { createRandom } from '../ports/posting-index.suite.ts'

t.test('the committed kernel is what its source assembles to', async t => {
  t.ok(scanKernelBytes.equals(await assembleScanKernel()), 'run `npm run build:kernel`')
})

for (const dimensions of [1, 31, 256, 2048]) {
  t.test(`scores of ${dimensions} dimensions stay within their error bound, in both kernels`, async t => {
    const random = createRandom(dimensions)
    const vectors = Array.from({ length: 70 }, (_, i) =>
      // the last two are as large as they can be: every product of the scan is at its greatest
      Float32Array.from({ length: dimensions }, () => (i > 67 ? 1 : random.next() - 0.5) * (i % 5 === 0 ? 0 : 1))
    )
    const query = unit(Float32Array.from({ length: dimensions }, () => (dimensions === 2048 ? 1 : random.next() - 0.5)))
    const [simd, scalar] = [false, true].map(scalar => {
      const memory = createRowMemory({ dimensions, scalar })
      memory.allocate()
      const block = memory.allocate()
      for (const [row, vector] of vectors.entries()) memory.write(block, row + 3, quantise(vector))
      block.pass.fill(0)
      for (let at = 3; at < 73; at++) {
        if (at % 3 !== 0) block.pass[at >> 5] = (block.pass[at >> 5] as number) | (1 << (at & 31))
      }
      const slack = memory.setQueries([query])[0] as number
      const found = memory.scan(block, 0, 3, Number.NEGATIVE_INFINITY)
      const scores = Array.from(
        { length: found.count },
        (_, i) => [found.rows[2 * i], found.scores[2 * i + 1]] as const
      )
      const above = memory.scan(block, 1, 3, 0.01)
      const exact = memory.exact(Uint32Array.from(scores, ([row]) => block.index * segmentRows + (row as number)))
      return { block, slack, scores, exact, above: Array.from({ length: above.count }, (_, i) => above.rows[2 * i]) }
    })
    if (simd === undefined || scalar === undefined) throw new Error('two kernels')
    t.same(
      simd.scores.map(([row]) => row),
      scalar.scores.map(([row]) => row)
    )
    t.same(simd.above, scalar.above)
    t.same(simd.exact, scalar.exact, 'to the last bit')
    t.equal(simd.scores.length, 46)
    for (const [i, [row, score]] of simd.scores.entries()) {
      const vector = unit(vectors[(row as number) - 3] as Float32Array)
      const exact = vector.reduce((sum, value, j) => sum + value * (query[j] as number), 0)
      const stored = simd.exact[i] as number
      const bound = (simd.block.errors[row as number] as number) + simd.slack * 1.05 + 1e-6
      if (Math.abs(stored - exact) > 3e-7) t.equal(stored, exact, `exact score of row ${row}`)
      if (Math.abs((score as number) - stored) > bound)
        t.fail(`row ${row}: ${score} is off ${stored} by more than ${bound}`)
      if (Math.abs((score as number) - (scalar.scores[i]?.[1] as number)) > 2e-6) t.fail('the kernels differ')
    }
  })
}

for (const scalar of [false, true])
  t.test(`a scan for several queries gives each the scores of its own scan, ${scalar ? 'scalar' : 'SIMD'}`, async t => {
    for (const dimensions of [1, 31, 256, 2048]) {
      const random = createRandom(dimensions)
      const vector = () => Float32Array.from({ length: dimensions }, () => random.next() - 0.5)
      const memory = createRowMemory({ dimensions, scalar })
      memory.allocate()
      const block = memory.allocate()
      for (let row = 0; row < 128; row++) memory.write(block, row, quantise(vector()))
      // Words with all rows, most, few and none.
      block.pass.set([-1, 0x7f_ff_ff_fe, 0x80_00_01_01, 0])
      const queries = Array.from({ length: 4 }, () => unit(vector()))
      const thresholds = [0, Number.NEGATIVE_INFINITY, 0.02, Number.POSITIVE_INFINITY]
      const scored = ({ count, rows, scores }: Candidates) =>
        Array.from({ length: count }, (_, i) => [rows[2 * i], scores[2 * i + 1]])
      for (const count of [1, 3, 4]) {
        memory.setQueries(queries.slice(0, count))
        const many = memory.scanMany(block, 0, 4, thresholds.slice(0, count)).map(scored)
        const alone = queries.slice(0, count).map((query, n) => {
          memory.setQueries([query])
          return scored(memory.scan(block, 0, 4, thresholds[n] as number))
        })
        t.same(many, [...alone, ...Array.from({ length: 4 - count }, () => [])], `${count} of ${dimensions} dimensions`)
        if (count > 1) t.equal(many[1]?.length, 65)
      }
    }
  })

t.test('quantisation', async t => {
  t.equal(rowLength(33), 64)
  t.same(quantise(new Float32Array(4)).scale, 0)
  t.same(quantiseQuery(new Float64Array(4)).scale, 0)
  t.throws(() => quantise(Float32Array.of(1, Number.NaN)), RangeError)
  t.throws(() => quantise(Float32Array.of(1, Number.POSITIVE_INFINITY)), RangeError)
  const memory = createRowMemory({ dimensions: 8 })
  const [a, b] = [memory.allocate(), memory.allocate()]
  memory.free(a)
  t.equal(memory.allocate(), a)
  t.ok(b.high.length === 32 * segmentRows)
})
