import t from 'tap'
import { createPostingEngine, type PostingEngine } from '../../src/engine/posting-engine.ts'
import { quantise } from '../../src/engine/quantise.ts'
import { decodeSegment, encodeSegment } from '../../src/engine/segment-image.ts'
import type { Segment } from '../../src/engine/segments.ts'

const dimensions = 4
const rows = 1000

function addRow(engine: PostingEngine, number: number): void {
  engine.add({
    id: `p${number}`,
    number,
    vector: quantise(Float32Array.from({ length: dimensions }, (_, i) => Math.sin(number * (i + 1)))),
    fields: {
      city: `c${number % 3}`,
      kind: 'job',
      fairId: null,
      degreeRank: number % 4,
      requiredYears: null,
      salaryTop: 5000 + number,
      validUntilMs: null,
      publishedAtMs: number
    },
    counts: { terms: Uint32Array.of(number % 7, 10 + (number % 5)), frequencies: Uint8Array.of(1, 2) }
  })
}

function ask(engine: PostingEngine) {
  const vector = Float32Array.of(1, 0.5, -0.5, 0.2)
  const filter = { nowMs: 0, cities: ['c1', 'c2'], salaryMin: 5100 }
  return engine.search({ vector, terms: new Map([[3, 1]]), filter, limit: 50 })
}

t.test('an image holds the rows that were there when it was begun, also where others come meanwhile', async t => {
  const engine = createPostingEngine({ dimensions })
  for (let number = 0; number < rows; number++) addRow(engine, number)
  const found = ask(engine)
  let next = rows
  const bytes = await encodeSegment(engine.segments[0] as Segment, async () => addRow(engine, next++))
  t.ok(next > rows, 'it gave way')
  const image = decodeSegment(bytes)
  t.equal(image.rows, rows)
  const restored = createPostingEngine({ dimensions })
  restored.restore(image, number => `p${number}`)
  t.equal(restored.size, rows)
  t.same(ask(restored), found)
})
