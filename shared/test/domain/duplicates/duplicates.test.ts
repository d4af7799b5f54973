import t from 'tap'
import type { PostingSubmission } from '../../../src/contracts/posting.ts'
import {
  areCopies,
  fingerprintOf,
  type PostingFingerprint,
  similarity
} from '../../../src/domain/duplicates/fingerprint.ts'
import { type DuplicateCandidate, linkDuplicates } from '../../../src/domain/duplicates/link.ts'
import { normalisePosting } from '../../../src/domain/normalise/posting.ts'

const duties =
  '岗位职责：1、负责公司业务系统的后端开发与维护；2、参与需求评审与方案设计；3、编写接口文档与单元测试；' +
  '4、排查线上问题并持续优化性能。任职要求：计算机相关专业，熟悉 Java 与 MySQL，了解 Linux，沟通顺畅，有责任心。'

function print(fields: Partial<PostingSubmission> = {}): PostingFingerprint {
  const submission = {
    postingId: '1',
    title: 'Java开发工程师',
    employer: { name: '豫测软件有限公司' },
    description: duties,
    city: '郑州',
    degree: '本科',
    experience: '1-3年',
    ...fields
  }
  const found = fingerprintOf(normalisePosting(submission, { id: 'a:1', source: 'a', revision: 1 }))
  if (found === null) throw new Error('no fingerprint')
  return found
}

t.test('what a reader takes for the same job is a copy, what differs in substance is not', async t => {
  const cases: [string, Partial<PostingSubmission>, boolean][] = [
    ['the same again', {}, true],
    ['layout, markup and width of signs', { description: `<p>${duties.replaceAll('；', '; <br>')}</p>` }, true],
    ['another pay', { salaryText: '9-14K', benefits: '双休' }, true],
    ['a sentence changed', { description: duties.replace('沟通顺畅', '学习能力强') }, true],
    ['advertising in the title', { title: '急聘：Java开发工程师（双休+五险一金）8-13K' }, true],
    ['a longer title, the same text', { title: '高级Java开发工程师' }, true],
    ['split into requirements', { description: duties.slice(0, 60), requirements: duties.slice(60) }, true],
    ['employer with a suffix in other signs', { employer: { name: ' 豫测软件（有限公司）' } }, true],
    ['a field that one of them leaves out', { degree: null }, true],
    ['another job with the same text', { title: '测试工程师' }, false],
    ['another employer', { employer: { name: '豫测网络有限公司' } }, false],
    ['another city', { city: '洛阳' }, false],
    ['another kind', { kind: '实习' }, false],
    ['another fair', { fairId: 'f1' }, false],
    ['another degree', { degree: '硕士' }, false],
    ['other years of work', { experience: '5-10年' }, false],
    [
      'another text',
      { description: '负责采购合同的登记、归档与台账维护，协助财务对账，定期整理供应商资料并汇报。' },
      false
    ]
  ]
  for (const [name, fields, copies] of cases) {
    t.equal(areCopies(print(), print(fields)), copies, name)
    t.equal(areCopies(print(fields), print()), copies, `${name}, the other way round`)
  }
})

t.test('employers that are not named are not one employer: only literal copies of a long text count', async t => {
  const unnamed = { employer: { name: '未提供' } }
  t.ok(areCopies(print(unnamed), print(unnamed)))
  t.notOk(
    areCopies(print(unnamed), print({ employer: { name: '某公司' }, description: duties.replace('Linux', 'Unix') }))
  )
  t.notOk(areCopies(print(unnamed), print({ ...unnamed, salaryText: '9-14K' })))
  const short = normalisePosting(
    { postingId: '1', title: '文员', ...unnamed, description: '整理资料', city: '郑州' },
    { id: 'a:1', source: 'a', revision: 1 }
  )
  t.equal(fingerprintOf(short), null)
})

t.test('the estimate follows the exact similarity', async t => {
  const words = Array.from({ length: 400 }, (_, n) => `${(n * 7919) % 100_003}词`)
  for (const share of [0.25, 0.5, 0.75]) {
    const cut = Math.round(words.length * share)
    const other = [...words.slice(0, cut), ...words.slice(cut).map(word => `异${word}`)]
    const [a, b] = [words, other].map(list => list.join(''))
    const exact = jaccard(a ?? '', b ?? '')
    const estimate = similarity(print({ description: a ?? '' }).signature, print({ description: b ?? '' }).signature)
    t.ok(Math.abs(estimate - exact) < 0.15, `${estimate.toFixed(2)} for ${exact.toFixed(2)}`)
  }
})

function jaccard(a: string, b: string): number {
  const [x, y] = [a, b].map(text => new Set(Array.from({ length: text.length - 3 }, (_, at) => text.slice(at, at + 4))))
  if (x === undefined || y === undefined) return 0
  const common = [...x].filter(shingle => y.has(shingle)).length
  return common / (x.size + y.size - common)
}

const now = Date.UTC(2026, 2, 1)
const same = print()
const other = print({
  title: '会计',
  description: '整理凭证，登记台账，编制报表，配合年终审计与纳税申报，管理发票与合同档案。'
})
const posting = (id: string, since: number, fields: Partial<DuplicateCandidate> = {}): DuplicateCandidate => ({
  id,
  since,
  fingerprint: same,
  validUntilMs: null,
  lawful: true,
  duplicateOf: null,
  ...fields
})
const links = (arrivals: DuplicateCandidate[], standing: DuplicateCandidate[] = [], orphans: string[] = []) =>
  Object.fromEntries(linkDuplicates({ arrivals, standing, orphans, nowMs: now }))

t.test('of several copies exactly one is live, the earliest', async t => {
  t.same(links([posting('a', 1), posting('b', 2), posting('c', 3)]), { a: null, b: 'a', c: 'a' }, 'within one batch')
  t.same(links([posting('c', 3)], [posting('b', 2), posting('a', 1)]), { c: 'a' })
  t.same(links([posting('a', 1)], [posting('a', 1)]), { a: null }, 'never a copy of itself')
  t.same(links([posting('c', 3, { fingerprint: other })], [posting('a', 1)]), { c: null })
  t.same(links([posting('c', 3, { fingerprint: null })], [posting('a', 1)]), { c: null })
  t.same(links([posting('c', 3, { lawful: false })], [posting('a', 1)]), { c: null }, 'an unlawful one is no copy')
  t.same(links([posting('c', 3)], [posting('a', 1, { lawful: false })]), { c: null }, 'nor an original')
  t.same(links([posting('c', 3)], [posting('a', 1, { validUntilMs: now - 1 })]), { c: null }, 'nor is an expired one')
})

t.test('when the original changes, goes or expires, one of its copies is live again', async t => {
  const copies = [posting('b', 2, { duplicateOf: 'a' }), posting('c', 3, { duplicateOf: 'a' })]
  const standing = [posting('a', 1), ...copies]
  t.same(links([posting('a', 1)], standing), { a: null }, 're-sent as it was: nothing changes')
  for (const [name, change] of [
    ['another text', { fingerprint: other }],
    ['withdrawn', { fingerprint: null, lawful: false }],
    ['blocked', { lawful: false }]
  ] as const)
    t.same(links([posting('a', 1, change)], standing), { a: null, b: null, c: 'b' }, name)
  const expired = [posting('a', 1, { validUntilMs: now - 1 }), ...copies]
  t.same(links([], expired, ['b', 'c']), { b: null, c: 'b' }, 'expired')
  t.same(links([], standing, ['b']), {}, 'an original that was prolonged meanwhile keeps its copies')
  t.same(
    links([posting('a', 1)], [posting('z', 0), posting('a', 1, { fingerprint: other }), ...copies]),
    { a: 'z', b: 'z', c: 'z' },
    'links never lead to a copy'
  )
  t.same(
    links([posting('b', 2, { fingerprint: other }), posting('a', 1, { lawful: false })], standing),
    { b: null, a: null, c: null },
    'a copy that changed on its own is no longer in question'
  )
})
