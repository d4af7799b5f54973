import type { Test } from 'tap'
import { encodeRankedList } from '../../src/domain/matching/ranked-list.ts'
import type { RankingStore, ServedRanking } from '../../src/ports/ranking-store.ts'

export function servedRanking(requestId: string, graduateId: string | null, postings = 3): ServedRanking {
  const items = Array.from({ length: postings }, (_, n) => ({
    id: `direct:p${n}`,
    postingId: `p${n}`,
    score: 1 / (n + 1),
    similarity: 1 / (n + 3),
    lexical: n,
    widened: n === 2 ? (['city', 'degree'] as const) : []
  }))
  const list = encodeRankedList(items)
  const request = { person: 'state-1', surface: 'feed', filters: { cities: ['郑州'] } }
  return { requestId, graduateId, ...request, personalised: graduateId !== null, ranker: 'r1', embedder: 'e1', list }
}

/** @param open opens the same store again after a close */
export async function rankingStoreSuite(t: Test, open: (retentionMs: number) => Promise<RankingStore>): Promise<void> {
  const store = await open(1_000)
  t.equal(await store.get('r1'), undefined)
  await store.put(servedRanking('r1', 'g1'), 10_000)
  await store.put(servedRanking('r1', 'g1', 9), 10_001)
  t.same(await store.get('r1'), servedRanking('r1', 'g1'), 'the same id is the same ranking')
  await store.put(servedRanking('r2', null), 10_500)
  await store.put(servedRanking('r3', 'g1'), 10_601)
  await store.put(servedRanking('r4', 'g2'), 10_502)
  t.same(await store.requestsOf('g1'), ['r1', 'r3'])
  t.same(await store.requestsOf('unknown'), [])

  await store.put(servedRanking('r2', null), 10_600)
  await store.put(servedRanking('r5', 'g2'), 11_000)
  t.ok(await store.get('r1'), 'kept for its time')
  await store.put(servedRanking('r6', 'g2'), 11_400)
  t.equal(await store.get('r1'), undefined, 'and no longer')
  await store.put(servedRanking('r7', null), 11_550)
  t.ok(await store.get('r2'), 'served again, kept longer')
  await store.close()

  const again = await open(1_000)
  await again.remove(['g2', 'unknown'])
  t.same(await again.requestsOf('g2'), [])
  t.equal(await again.get('r6'), undefined)
  t.ok(await again.get('r2'))
  t.ok(await again.get('r3'))
  await again.put(servedRanking('r8', 'g3'), 11_600)
  await again.remove(['g3'])
  await again.put(servedRanking('r8', 'g3'), 11_600)
  t.ok(await again.get('r8'), 'after an erasure the same ranking is a new one')
  await again.close()
}
