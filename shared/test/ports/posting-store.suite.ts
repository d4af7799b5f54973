import type { Test } from 'tap'
import type { PostingRecord, PostingStore } from '../../src/ports/posting-store.ts'

/** A pending posting; `text` goes into the description. */
export function postingRecord(id: string, revision: number, text = '岗位职责'): PostingRecord {
  const [source = '', postingId = ''] = id.split(':')
  return {
    posting: {
      id,
      postingId,
      source,
      revision,
      title: 'Java开发工程师',
      employer: { name: '某某科技', creditCode: null, key: '某某科技' },
      description: text,
      requirements: null,
      city: '郑州',
      cityCode: '410100',
      district: null,
      districtCode: null,
      salary: { min: 8000, max: 13000, months: 14, negotiable: false, text: '8-13K·14薪' },
      degree: '本科',
      experience: { minYears: 1, maxYears: 3, graduate: false, text: '1-3年' },
      headcount: 5,
      kind: 'job',
      industry: null,
      majors: [],
      skills: ['Java'],
      benefits: [],
      publishedAt: null,
      validUntil: null,
      fairId: null,
      booth: null,
      unparsed: []
    },
    state: 'pending',
    duplicateOf: null,
    screening: null,
    submission: {
      postingId,
      source,
      title: 'Java开发工程师',
      employer: { name: '某某科技' },
      description: text,
      city: '郑州'
    }
  }
}

/** @param open opens the same store again after a close */
export async function postingStoreSuite(t: Test, open: () => Promise<PostingStore>): Promise<void> {
  const store = await open()
  t.equal(await store.get('a:1'), undefined)
  t.equal(await store.count(), 0)
  t.same(await store.findByPostingId('1'), [])

  const long = '负责后端开发😀"\\\n'.repeat(2_000)
  await store.put([postingRecord('a:1', 2, long), postingRecord('b:1', 1), postingRecord('a:2', 1)])
  t.same(await store.get('a:1'), postingRecord('a:1', 2, long), 'comes back as it was')
  t.same(await store.findByPostingId('1'), ['a:1', 'b:1'], 'over all sources')
  t.equal(await store.count(), 3)

  await store.put([postingRecord('a:1', 1, 'late')])
  t.equal((await store.get('a:1'))?.posting.description, long, 'an older revision has no effect')
  await store.put([{ ...postingRecord('a:1', 2, long), state: 'live' }])
  t.equal((await store.get('a:1'))?.state, 'live', 'the same revision takes the newer state')
  await store.put([postingRecord('a:1', 3, 'x'), postingRecord('a:1', 4, 'y')])
  t.equal((await store.get('a:1'))?.posting.description, 'y')

  const cyclic = postingRecord('c:2', 1) as { self?: unknown } & PostingRecord
  cyclic.self = cyclic
  await t.rejects(store.put([postingRecord('c:1', 1), cyclic]))
  t.equal(await store.get('c:1'), undefined, 'all or none')

  await Promise.all(Array.from({ length: 50 }, (_, n) => store.put([postingRecord(`many:${n}`, 1)])))
  t.equal(await store.count(), 53)
  await store.close()

  const again = await open()
  t.equal(await again.count(), 53)
  t.equal((await again.get('a:1'))?.posting.revision, 4)
  await again.close()
}
