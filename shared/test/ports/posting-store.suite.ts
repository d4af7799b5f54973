import type { Test } from 'tap'
import type { PostingState } from '../../src/contracts/posting.ts'
import type { ReviewLogEntry } from '../../src/contracts/review.ts'
import type { Finding } from '../../src/contracts/screening.ts'
import type { PostingFingerprint } from '../../src/domain/duplicates/fingerprint.ts'
import type { SignEntry, Standing } from '../../src/domain/screening/record/employer-signs.ts'
import type {
  DecisionFilter,
  ListedAfter,
  PostingRecord,
  PostingStore,
  WaitingFilter
} from '../../src/ports/posting-store.ts'

/** A live posting; `text` goes into the description. */
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
    state: 'live',
    duplicateOf: null,
    screening: { decision: 'pass', findings: [], rulesVersion: 'r1' },
    since: revision,
    fingerprint: null,
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

const publish = { publish: true }
const quietly = { publish: false }

function fingerprint(block: number, last: number): PostingFingerprint {
  const signature = Uint16Array.from({ length: 128 }, (_, bin) => (bin === 127 ? last : 65_535 - bin))
  return { block, title: 'java开发', core: 'java', degree: 5, minYears: null, length: 200, signature }
}

/** @param open opens the same store again after a close */
export async function postingStoreSuite(t: Test, open: () => Promise<PostingStore>): Promise<void> {
  const store = await open()
  t.equal(await store.get('a:1'), undefined)
  t.equal(await store.count(), 0)
  t.same(await store.findByPostingId('1'), [])

  const long = '负责后端开发😀"\\\n'.repeat(2_000)
  await store.put([postingRecord('a:1', 2, long), postingRecord('b:1', 1), postingRecord('a:2', 1)], quietly)
  t.same(await store.get('a:1'), postingRecord('a:1', 2, long), 'comes back as it was')
  t.same(
    await store.getMany(['a:2', 'no:1', 'b:1']),
    new Map([
      ['a:2', postingRecord('a:2', 1)],
      ['b:1', postingRecord('b:1', 1)]
    ])
  )
  t.same(await store.findByPostingId('1'), ['a:1', 'b:1'], 'over all sources')
  t.equal(await store.count(), 3)

  await store.put([postingRecord('a:1', 1, 'late')], quietly)
  t.equal((await store.get('a:1'))?.posting.description, long, 'an older revision has no effect')
  await store.put([{ ...postingRecord('a:1', 2, long), state: 'review' }], quietly)
  t.equal((await store.get('a:1'))?.state, 'review', 'the same revision takes the newer state')
  await store.put([postingRecord('a:1', 3, 'x'), postingRecord('a:1', 4, 'y')], quietly)
  t.equal((await store.get('a:1'))?.posting.description, 'y')

  const cyclic = postingRecord('c:2', 1) as { self?: unknown } & PostingRecord
  cyclic.self = cyclic
  await t.rejects(store.put([postingRecord('c:1', 1), cyclic], publish))
  t.equal(await store.get('c:1'), undefined, 'all or none')

  await Promise.all(Array.from({ length: 50 }, (_, n) => store.put([postingRecord(`many:${n}`, 1)], quietly)))
  t.equal(await store.count(), 53)
  await outboxPart(t, store)
  await candidatesPart(t, store)
  await listingPart(t, store)
  await signsPart(t, store)
  await store.close()

  const again = await open()
  t.equal(await again.count(), 71)
  t.equal((await again.get('a:1'))?.posting.revision, 4)
  t.same(
    (await again.unpublished(10)).map(({ posting }) => posting.id),
    ['o:2'],
    'what is not confirmed is there after a restart'
  )
  t.strictSame(await again.toRejudge(10), ['s:2'], 'and what is to be judged again')
  await again.close()
}

async function outboxPart(t: Test, store: PostingStore): Promise<void> {
  t.same(await store.unpublished(10), [], 'what was put quietly is not to be published')
  await store.put([postingRecord('o:1', 2), postingRecord('o:2', 2)], publish)
  await store.put([postingRecord('o:1', 3)], quietly)
  await store.put([postingRecord('o:1', 1)], publish)
  const open = new Map((await store.unpublished(10)).map(record => [record.posting.id, record.posting.revision]))
  t.same(
    open,
    new Map([
      ['o:1', 3],
      ['o:2', 2]
    ]),
    'once each, as it is stored now'
  )
  t.equal((await store.unpublished(1)).length, 1)
  await store.put([postingRecord('o:3', 1)], { publish: true, published: ['o:3', 'o:1', 'unknown'] })
  t.same((await store.unpublished(10)).length, 2, 'confirmed in the same commit, before the new ones are queued')
  await store.published(['o:3', 'unknown'])
  t.same(
    (await store.unpublished(10)).map(({ posting }) => posting.id),
    ['o:2']
  )
}

async function candidatesPart(t: Test, store: PostingStore): Promise<void> {
  const block = 2 ** 53 - 1
  const inBlock = (id: string, state: PostingState, duplicateOf: string | null, validUntil: string | null = null) => {
    const record = postingRecord(id, 1)
    const posting = { ...record.posting, validUntil }
    return { ...record, posting, state, duplicateOf, fingerprint: fingerprint(block, 3) }
  }
  await store.put(
    [
      inBlock('d:1', 'live', null, '2026-03-01T23:59:59+08:00'),
      inBlock('d:2', 'duplicate', 'd:1'),
      inBlock('d:3', 'blocked', null),
      { ...inBlock('d:4', 'live', null), fingerprint: fingerprint(5, 4) },
      { ...inBlock('d:5', 'duplicate', 'd:4'), fingerprint: fingerprint(5, 4) }
    ],
    quietly
  )
  const validUntilMs = Date.parse('2026-03-01T23:59:59+08:00')
  const original = { since: 1, fingerprint: fingerprint(block, 3), lawful: true, duplicateOf: null, validUntilMs }
  const possible = (core: string, of = block) => store.possibleCopies([{ ...fingerprint(of, 1), core }])
  t.same(await possible('java'), [{ id: 'd:1', ...original }], 'live ones only, fingerprints whole')
  t.same(await possible('高级java'), [{ id: 'd:1', ...original }], 'a title that holds the other')
  t.same(await possible('va'), [{ id: 'd:1', ...original }], 'and one that is held')
  t.same(await possible('会计'), [])
  t.same(await possible('java', 77), [])
  const copy = { ...original, id: 'd:2', duplicateOf: 'd:1', validUntilMs: null }
  t.same(await store.copiesOf(['d:1', 'd:3']), [copy])
  t.same(await store.copiesOfExpired(validUntilMs, 10), [])
  t.same(await store.copiesOfExpired(validUntilMs + 1, 10), [copy])
}

async function listingPart(t: Test, store: PostingStore): Promise<void> {
  const waiting = (id: string, since: number, city: string, state: PostingState = 'review'): PostingRecord => {
    const record = postingRecord(id, since)
    const category = since === 3 ? 'age' : 'fraud-bait'
    const finding: Finding = {
      category,
      severity: 'review',
      field: '',
      rule: '',
      law: [],
      suggestion: '',
      confidence: 1
    }
    const employer = { ...record.posting.employer, name: `${city}Data公司` }
    const screening = { ...record.screening, findings: [finding] }
    return { ...record, posting: { ...record.posting, city, employer }, screening, state }
  }
  const all4 = [
    waiting('r:b', 7, '洛阳'),
    waiting('r:a', 7, '郑州'),
    waiting('r:c', 3, '郑州'),
    waiting('r:d', 1, '郑州', 'blocked')
  ]
  await store.put(all4, quietly)
  const first = { since: 3, id: 'r:c' }
  const cases: [string, WaitingFilter, ListedAfter | null, number, string[], number][] = [
    ['the longest known first, then by id', {}, null, 3, ['a:1', 'r:c', 'r:a'], 4],
    ['after a place', {}, first, 9, ['r:a', 'r:b'], 4],
    ['category', { category: 'age' }, null, 9, ['r:c'], 1],
    ['no part of another category', { category: 'fraud-fee' }, null, 9, [], 0],
    ['city and place', { city: '郑州', category: 'fraud-bait' }, first, 9, ['r:a'], 1],
    ['part of the employer', { employer: '洛阳data' }, null, 9, ['r:b'], 1],
    ['signs of patterns are letters', { employer: '%' }, null, 9, [], 0],
    ['age', { sinceMax: 6, city: '郑州' }, null, 9, ['a:1', 'r:c'], 2]
  ]
  await store.put([{ ...postingRecord('a:1', 4, 'y'), since: 2, state: 'review' }], quietly)
  for (const [name, filter, after, limit, ids, count] of cases) {
    t.same(
      (await store.listWaiting(filter, after, limit)).map(({ posting }) => posting.id),
      ids,
      name
    )
    t.equal(await store.countWaiting(filter), count, name)
  }
  await store.put([{ ...waiting('r:c', 3, '郑州'), state: 'live' }], quietly)
  t.equal(await store.countWaiting({ category: 'age' }), 0, 'decided, it waits no more')

  const decided = (id: string, actor: string): Omit<ReviewLogEntry, 'number'> => ({
    id,
    actor,
    revision: 1,
    decision: 'approve',
    note: '同意',
    at: '2026-03-01T08:00:00Z',
    rulesVersion: 'r1',
    seen: [],
    stateBefore: 'review',
    stateAfter: 'live'
  })
  await store.put([], { publish: false, decisions: [decided('r:c', '张三'), decided('r:a', '李四')] })
  await store.put([], { publish: false, decisions: [decided('r:c', '李四')] })
  const log = async (filter: DecisionFilter, before: number | null, limit = 9) =>
    (await store.decisions(filter, before, limit)).map(({ number, id, actor }) => [number, id, actor])
  t.same(
    await log({}, null, 2),
    [
      [3, 'r:c', '李四'],
      [2, 'r:a', '李四']
    ],
    'the latest first'
  )
  t.same(await log({}, 2), [[1, 'r:c', '张三']])
  t.same(await log({ id: 'r:c' }, null), [
    [3, 'r:c', '李四'],
    [1, 'r:c', '张三']
  ])
  t.same(await log({ actor: '张三' }, null), [[1, 'r:c', '张三']])
  t.strictSame((await store.decisions({}, 2, 1))[0], { number: 1, ...decided('r:c', '张三') })
  const all: string[] = []
  for (let page = await store.listById('', 3); page.length > 0; page = await store.listById(all.at(-1) ?? '', 3))
    all.push(...page.map(({ posting }) => posting.id))
  t.equal(all.length, await store.count(), 'every record once')
  t.same(all, [...all].sort())
}

async function signsPart(t: Test, store: PostingStore): Promise<void> {
  const sign = 2 ** 52 + 1
  const marked = (id: string, revision: number, ...signs: SignEntry[]) => ({ ...postingRecord(id, revision), signs })
  const entry = (employer: number, day: number, standing: Standing = 0, of = sign) => ({
    sign: of,
    employer,
    day,
    standing
  })
  t.equal((await store.signUses([sign], 0)).size, 0)
  await store.put(
    [marked('s:1', 1, entry(7, 100)), marked('s:2', 1, entry(7, 90)), marked('s:3', 1, entry(8, 95, 1))],
    quietly
  )
  const uses = async (sinceDay = 0) => (await store.signUses([sign, 5], sinceDay)).get(sign)
  const expected = {
    employers: [
      { employer: 7, firstDay: 90, lastDay: 100, posting: 's:2' },
      { employer: 8, firstDay: 95, lastDay: 95, posting: 's:3' }
    ],
    marked: [{ ...entry(8, 95, 1), posting: 's:3' }]
  }
  t.strictSame(await uses(), expected, 'per employer: days, first posting')
  await store.put([marked('s:1', 1, entry(7, 100))], quietly)
  await store.put([marked('s:3', 0, entry(9, 95))], quietly)
  t.strictSame(await uses(), expected, 'again, or late: no change')
  t.strictSame((await uses(96))?.employers, [{ employer: 7, firstDay: 100, lastDay: 100, posting: 's:1' }])
  t.equal((await uses(96))?.marked.length, 0)
  t.equal(await uses(101), undefined)
  await store.put([marked('s:3', 2, entry(8, 95, 0, 6)), marked('s:4', 1, entry(0, 99))], quietly)
  t.strictSame(
    (await uses())?.employers.map(({ employer }) => employer),
    [7],
    'a changed posting, nobody'
  )

  t.strictSame(await store.toRejudge(10), [])
  await store.put([marked('s:5', 1, entry(10, 99))], { publish: false, telling: [sign, 5] })
  t.strictSame([...(await store.toRejudge(10))].sort(), ['s:1', 's:2', 's:4', 's:5'])
  await store.put([marked('s:6', 1)], { publish: false, rejudged: ['s:1', 's:4', 's:5'] })
  t.strictSame(await store.toRejudge(10), ['s:2'])
}
