import type { Test } from 'tap'
import type { Graduate } from '../../src/contracts/graduate.ts'
import type { GraduateIndex, IndexedGraduate } from '../../src/ports/graduate-index.ts'

function indexed(
  graduateId: string,
  revision: number,
  vector: number[],
  more: Partial<Graduate> = {}
): IndexedGraduate {
  return { graduate: { graduateId, major: '软件工程', ...more }, revision, vector: new Float32Array(vector) }
}

/** @param open opens the same index of two dimensions again after a close, for vectors of that model */
export async function graduateIndexSuite(t: Test, open: (modelId: string) => Promise<GraduateIndex>): Promise<void> {
  const index = await open('model-1')
  const nearest = async (limit = 10) =>
    (await index.nearest(new Float32Array([1, 0]), limit)).map(hit => [hit.graduate.graduateId, hit.similarity])
  t.equal(await index.get('g1'), undefined)
  await index.upsert([
    indexed('g2', 1, [1, 0]),
    indexed('g1', 1, [1, 0]),
    indexed('g3', 1, [0, 1]),
    indexed('employed', 1, [1, 0], { status: 'employed' }),
    indexed('not-personalised', 1, [1, 0], { consent: { personalised: false, push: true } })
  ])
  t.same(await index.get('employed'), indexed('employed', 1, [1, 0], { status: 'employed' }), 'kept for its requests')
  t.same(await nearest(), [
    ['g1', 1],
    ['g2', 1],
    ['g3', 0]
  ])
  t.same(await nearest(1), [['g1', 1]], 'ties by id')

  await index.upsert([indexed('g1', 3, [0, 1])])
  await index.upsert([indexed('g1', 2, [1, 0], { status: 'employed' })])
  t.same(await index.get('g1'), indexed('g1', 3, [0, 1]), 'an older revision has no effect')
  t.same(await nearest(1), [['g2', 1]])
  await t.rejects(index.upsert([indexed('g9', 1, [1, 0, 0])]), RangeError)
  await index.upsert([indexed('g3', 2, [0, 0], { consent: { personalised: false, push: false } })])
  t.same(
    (await nearest()).map(([id]) => id),
    ['g2', 'g1'],
    'who withdraws consent is not found any more'
  )
  await index.upsert([indexed('g3', 3, [0, 1])])
  t.equal((await nearest()).length, 3, 'and is found again where it is given again')
  const queries = [
    [1, 0],
    [0, 1],
    [1, 1],
    [-1, 1],
    [3, 4],
    [-1, -2]
  ].map(vector => new Float32Array(vector))
  const asked = queries.map((vector, n) => () => index.nearest(vector, 1 + (n % 3)))
  const oneByOne: Awaited<ReturnType<GraduateIndex['nearest']>>[] = []
  for (const ask of asked) oneByOne.push(await ask())
  t.same(await Promise.all(asked.map(ask => ask())), oneByOne, 'asked at once, each gets its own answer')
  const [atFault, sound] = await Promise.allSettled([
    index.nearest(new Float32Array([1, 0, 0]), 1),
    index.nearest(new Float32Array([1, 0]), 1)
  ])
  t.equal(atFault.status, 'rejected')
  t.equal(sound.status, 'fulfilled', 'and no fault of another')
  await index.remove(['g2', 'unknown'])
  t.equal(await index.get('g2'), undefined)
  t.notOk((await nearest()).some(([id]) => id === 'g2'))
  await index.upsert([])
  t.equal(await index.count(), 4)
  const { identity } = index
  await index.close()

  const again = await open('model-1')
  t.equal(again.identity, identity)
  t.same(await again.get('g1'), indexed('g1', 3, [0, 1]))
  t.equal((await again.nearest(new Float32Array([1, 0]), 10)).length, 2)
  await again.close()

  const other = await open('model-2')
  t.not(other.identity, identity, 'vectors of another model are filled anew')
  t.equal(await other.count(), 0)
  t.same(await other.nearest(new Float32Array([1, 0]), 10), [])
  await other.close()
}
