import t from 'tap'
import { wideningOrder } from '../../../src/domain/matching/gates.ts'
import {
  decodeRankedList,
  encodeRankedList,
  isRankedList,
  type RankedPosting,
  rankedListLength
} from '../../../src/domain/matching/ranked-list.ts'

const place = (postingId: string, more: Partial<RankedPosting> = {}): RankedPosting => ({
  id: `feed-1:${postingId}`,
  postingId,
  score: 16.352365,
  similarity: 0.1 + 0.2,
  lexical: 1 / 3,
  widened: [],
  ...more
})

t.test('a list comes back as it was, to the last bit', async t => {
  const list = [
    place('p1'),
    place('岗位-2', { score: -1e-6, widened: wideningOrder.slice(0, 2) }),
    place('a:b', { similarity: Number.MIN_VALUE, lexical: 0, widened: wideningOrder })
  ]
  t.same(decodeRankedList(encodeRankedList(list)), list)
  t.same(encodeRankedList(list), encodeRankedList(list.map(item => ({ ...item }))), 'equal lists, equal bytes')
  t.equal(rankedListLength(encodeRankedList(list)), 3)
  // As a store hands it out: bytes that begin anywhere.
  const stored = Buffer.concat([Buffer.from('x'), encodeRankedList(list)]).subarray(1)
  t.same(decodeRankedList(stored), list)
  t.equal(rankedListLength(stored), 3)
  t.ok(isRankedList(stored))
})

t.test('an empty list', async t => {
  const empty = encodeRankedList([])
  t.same(decodeRankedList(empty), [])
  t.equal(rankedListLength(empty), 0)
  t.ok(isRankedList(empty))
})

t.test('what an earlier version packed is told apart', async t => {
  t.notOk(isRankedList(new Uint8Array(8)))
  t.notOk(isRankedList(new Uint8Array(new Uint32Array([1, 0, 0, 0]).buffer)))
})
