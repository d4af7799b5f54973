import type { Test } from 'tap'
import { type EventOf, eventVersion } from '../../src/contracts/events.ts'
import type { InteractionStore } from '../../src/ports/interaction-store.ts'

type Recorded = EventOf<'interactions.recorded'>

function event(id: string, graduateId: string, type: Recorded['data']['type'], posting: string): Recorded {
  const at = '2026-03-01T08:00:00+08:00'
  const data = { id: posting, requestId: 'r', postingId: posting, graduateId, type, at }
  return { id, type: 'interaction.recorded', version: eventVersion, at, traceId: '', data }
}

/** @param open opens the same store again after a close */
export async function interactionStoreSuite(t: Test, open: () => Promise<InteractionStore>): Promise<void> {
  const store = await open()
  t.same([...(await store.dismissed('g1'))], [])
  const told: [string, number][][] = []
  store.watchOffers(offers => told.push([...offers]))
  t.same(told, [[]], 'none yet')
  const events = [
    event('e1', 'g1', 'dismiss', 'p1'),
    event('e2', 'g1', 'view', 'p2'),
    event('e3', 'g1', 'apply', 'p2'),
    event('e4', 'g2', 'dismiss', 'p3'),
    event('e5', 'g1', 'offer', 'p4'),
    event('e6', 'g2', 'offer', 'p4'),
    event('e7', 'g2', 'offer', 'p4')
  ]
  await store.record(events)
  t.same(told.splice(0), [[], [['p4', 2]]], 'a graduate counts once')
  await store.record(events)
  await store.record([])
  t.ok(told.every(offers => offers.every(([posting, count]) => posting === 'p4' && count === 2)))
  t.same([...(await store.dismissed('g1'))], ['p1'])
  t.same([...(await store.dismissed('g2'))], ['p3'])
  const { identity } = store
  await store.close()

  const again = await open()
  t.equal(again.identity, identity)
  t.same([...(await again.dismissed('g1'))], ['p1'])
  const toldAgain: [string, number][][] = []
  again.watchOffers(offers => toldAgain.push([...offers]))
  await again.remove(['g1', 'unknown'])
  await again.remove(['g2'])
  t.same(toldAgain, [[['p4', 2]], [['p4', 1]], [['p4', 0]]])
  t.same([...(await again.dismissed('g1'))], [])
  t.same([...(await again.dismissed('g2'))], [])
  await again.close()
}
