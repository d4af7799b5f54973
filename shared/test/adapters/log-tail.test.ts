import t from 'tap'
import { createLogTail } from '../../src/adapters/sqlite/log-tail.ts'

const record = (offset: number, key = `k${offset}`, text: string | null = `v${offset}`) => ({
  key,
  offset,
  text,
  value: text
})
const offsets = (found: readonly { readonly offset: number }[] | undefined) => found?.map(({ offset }) => offset)

t.test('what was pushed lately is read back within the bounds of a batch', async t => {
  const tail = createLogTail(1000)
  t.equal(tail.read(0, 10, 1000), undefined, 'an empty tail does not know what came before')
  for (let offset = 5; offset < 10; offset++) tail.push(record(offset))
  t.equal(tail.read(4, 10, 1000), undefined)
  t.same(offsets(tail.read(5, 10, 1000)), [5, 6, 7, 8, 9])
  t.same(offsets(tail.read(6, 2, 1000)), [6, 7])
  t.same(offsets(tail.read(6, 10, 9)), [6, 7], 'four units each')
  t.same(offsets(tail.read(6, 10, 1)), [6], 'one at least')
  t.same(offsets(tail.read(10, 10, 1000)), [], 'caught up')
})

t.test('what is trimmed, erased or too much is forgotten', async t => {
  const tail = createLogTail(20)
  for (let offset = 0; offset < 4; offset++) tail.push(record(offset))
  tail.forgetKey('k1')
  t.same(offsets(tail.read(0, 10, 1000)), [0, 2, 3])
  tail.trim(2)
  t.equal(tail.read(1, 10, 1000), undefined)
  t.same(offsets(tail.read(2, 10, 1000)), [2, 3])
  tail.push(record(4, 'k3', null))
  t.same(offsets(tail.read(2, 10, 1000)), [2, 4], 'a tombstone takes the earlier records of its key with it')
  for (let offset = 5; offset < 9; offset++) tail.push(record(offset))
  t.equal(tail.read(2, 10, 1000), undefined, 'beyond its size it begins anew')
  t.same(offsets(tail.read(8, 10, 1000)), [8])
})
