import t from 'tap'
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
  const held = new Map<string, Float32Array>()
  const add = (id: string) => {
    const made = vector()
    held.set(id, made)
    set.set(id, made)
  }
  t.same(set.nearest(vector(), 5), [], 'nothing held')
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
      set.nearest(query, 50),
      plain.slice(0, 50).map(({ id }) => id)
    )
  }
  const same = vector()
  for (const id of ['b', 'c', 'a']) set.set(id, same)
  t.same(set.nearest(same, 3), ['a', 'b', 'c'], 'ties by name')
  t.same(set.nearest(same, 0), [])
})
