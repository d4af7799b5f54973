import t from 'tap'
import { unit } from '../../src/engine/quantise.ts'
import { createVectorSet } from '../../src/engine/vector-set.ts'
import { createRandom } from '../ports/posting-index.suite.ts'

const dimensions = 24

t.test('the nearest by name are those of a plain scan, whatever was added, replaced and deleted before', async t => {
  const random = createRandom(7)
  const vector = () => Float32Array.from({ length: dimensions }, () => random.next() - 0.5)
  const cosine = (a: Float32Array, b: Float32Array) => {
    const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * (y[i] as number), 0)
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
  }
  const set = createVectorSet(dimensions)
  const nearest = (vector: Float32Array, limit: number) => set.nearestMany([{ query: unit(vector), limit }])[0]
  const held = new Map<string, Float32Array>()
  const add = (id: string) => {
    const made = vector()
    held.set(id, made)
    set.set(id, made)
  }
  t.same(nearest(vector(), 5), [], 'nothing held')
  // More than a block holds.
  for (let n = 0; n < 5_000; n++) add(`g${n}`)
  for (let round = 0; round < 20; round++) {
    for (let n = 0; n < 200; n++) {
      const id = `g${Math.floor(random.next() * 6_000)}`
      if (random.next() < 0.5) add(id)
      else {
        held.delete(id)
        set.delete(id)
      }
    }
    t.ok([...held.keys()].every(set.has))
    const query = vector()
    const plain = [...held]
      .map(([id, other]) => ({ id, score: cosine(query, other) }))
      .sort((a, b) => b.score - a.score)
    t.same(
      nearest(query, 50),
      plain.slice(0, 50).map(({ id }) => id)
    )
  }
  const same = vector()
  for (const id of ['b', 'c', 'a']) set.set(id, same)
  t.same(nearest(same, 3), ['a', 'b', 'c'], 'ties by name')
  t.same(nearest(same, 0), [])
})

for (const scalar of [false, true])
  t.test(`several at once get the answers that each gets alone, ${scalar ? 'scalar' : 'SIMD'}`, async t => {
    const random = createRandom(11)
    for (const dimensions of [5, 32, 96]) {
      const set = createVectorSet(dimensions, scalar)
      // Few values, so that many cosines are equal or near.
      const vector = () => Float32Array.from({ length: dimensions }, () => Math.floor(random.next() * 5) - 2)
      const asked = Array.from({ length: 9 }, (_, n) => {
        return {
          query: unit(n === 8 ? new Float32Array(dimensions) : vector()),
          limit: [0, 1, 7, 50, 6_000][n % 5] as number
        }
      })
      t.same(set.nearestMany([]), [])
      t.same(
        set.nearestMany(asked),
        asked.map(() => [])
      )
      for (let n = 0; n < 4_500; n++) set.set(`g${n}`, vector())
      for (let count = 1; count <= asked.length; count++) {
        // From all rows that pass to few of them.
        for (let n = 0; n < 600; n++) {
          const id = `g${Math.floor(random.next() * 5_000)}`
          if (random.next() < 0.1) set.set(id, vector())
          else set.delete(id)
        }
        const some = asked.slice(asked.length - count)
        t.same(
          set.nearestMany(some),
          some.map(one => set.nearestMany([one])[0]),
          `${count} of ${dimensions} dimensions`
        )
      }
    }
  })
