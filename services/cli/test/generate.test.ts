import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Graduate } from '@zhipei/shared/contracts/graduate'
import { PostingSubmission, postingKinds } from '@zhipei/shared/contracts/posting'
import { categories } from '@zhipei/shared/contracts/screening'
import { createValidator } from '@zhipei/shared/contracts/validation'
import { parseCreditCode } from '@zhipei/shared/domain/normalise/credit-code'
import { kindInTitle, parseKind } from '@zhipei/shared/domain/normalise/kind'
import { parsePlace } from '@zhipei/shared/domain/normalise/place'
import { protectedTraitErrors } from '@zhipei/shared/domain/profile/protected-traits'
import { createScreener } from '@zhipei/shared/domain/screening/screener'
import t from 'tap'
import { runCli } from '../src/cli.ts'
import { generateGraduates } from '../src/generate/graduates.ts'
import { disciplines } from '../src/generate/lists/disciplines.ts'
import { occupations, readOccupations } from '../src/generate/occupations.ts'
import { cities } from '../src/generate/places.ts'
import { generateLabelledPostings, generatePostings, type LabelledPosting } from '../src/generate/postings.ts'

const count = 6000
const pool = [...generateLabelledPostings({ count, seed: 11 })]
const textOf = (posting: PostingSubmission, field: string) =>
  (posting as unknown as Record<string, string>)[field] ?? ''
const share = (matches: (posting: LabelledPosting) => boolean) => pool.filter(matches).length / pool.length

t.test('every posting and graduate is in the contract form', async t => {
  const posting = createValidator(PostingSubmission)
  const faults = pool.flatMap(({ submission }) => {
    const checked = posting(submission)
    return 'errors' in checked ? checked.errors : []
  })
  t.same(faults, [])
  const graduate = createValidator(Graduate)
  for (const value of generateGraduates({ count: 2400, seed: 11 })) {
    const checked = graduate(value)
    if ('errors' in checked) t.fail(`${value.graduateId}: ${JSON.stringify(checked.errors)}`)
    if (protectedTraitErrors(value).length > 0) t.fail(`${value.graduateId} names a protected trait`)
  }
})

t.test('kinds, places, employers and copies are as promised', async t => {
  const kinds = pool.map(({ submission: { kind, title } }) => parseKind(kind ?? '') ?? kindInTitle(title) ?? 'job')
  const counted = Object.fromEntries(postingKinds.map(kind => [kind, kinds.filter(found => found === kind).length]))
  t.same(
    counted,
    { job: 5370, internship: 420, 'public-welfare': 90, policy: 120 },
    'exactly 7, 1.5 and 2 in a hundred'
  )
  const places = pool.map(({ submission: { city, district } }) => parsePlace(city, district ?? null))
  t.same(places.filter(({ problem }) => problem !== null).slice(0, 3), [], 'every place is read')
  t.same(
    new Set(places.map(({ city }) => city)),
    new Set(cities.map(({ short }) => short)),
    'all cities of both provinces'
  )
  t.equal(cities.length, 35)
  for (const { submission } of pool) {
    const code = submission.employer.creditCode
    if (typeof code === 'string' && parseCreditCode(code) !== code) t.fail(`${code} is no credit code`)
  }
  const byId = new Map(pool.map(({ submission }) => [submission.postingId, submission]))
  const copies = pool.filter(({ label }) => label.duplicateOf !== null)
  t.ok(copies.length > count * 0.018 && copies.length < count * 0.022, `${copies.length} copies`)
  for (const { submission, label } of copies)
    t.same(byId.get(label.duplicateOf ?? '')?.employer, submission.employer, 'a copy has its employer')
  const originals = pool.filter(({ label }) => label.duplicateOf === null)
  t.equal(
    new Set(originals.map(({ submission }) => submission.description)).size,
    originals.length,
    'no two texts alike'
  )
  t.equal(byId.size, count, 'ids are unique')
})

t.test('planted wording is labelled where it stands, and nothing else is unlawful', async t => {
  for (const { submission, label } of pool)
    for (const { field, start, end, quote } of label.findings)
      if (textOf(submission, field).slice(start, end) !== quote) t.fail(`${label.postingId} ${field}: ${quote}`)
  const planted = new Set(pool.flatMap(({ label }) => label.findings.map(({ category }) => category)))
  t.same(
    categories.filter(category => category !== 'missing' && !planted.has(category)),
    [],
    'each category occurs'
  )
  t.ok(pool.some(({ label }) => label.findings.some(({ evasion }) => evasion)))
  const unlawful = share(({ label }) => label.findings.length > 0)
  t.ok(unlawful > 0.05 && unlawful < 0.07, `${unlawful} unlawful`)
  const screener = createScreener()
  const flagged = pool
    .filter(({ label }) => label.findings.length === 0)
    .flatMap(({ submission }) => screener.screen({ ...submission }).findings)
    .filter(({ category }) => category !== 'missing')
  t.same(flagged, [], 'no finding in a posting without planted wording')
})

t.test('fields come in the forms of real feeds at known rates', async t => {
  const forms = new Map<string, number>()
  for (const { label } of pool)
    for (const { field, form } of label.dirty) {
      const name = `${field} ${form}`
      forms.set(name, (forms.get(name) ?? 0) + 1)
    }
  for (const name of [
    'salaryText thousands-months',
    'salaryText negotiable',
    'salaryText full-width',
    'description html'
  ])
    t.ok((forms.get(name) ?? 0) > count * 0.02, name)
  for (const name of ['city with-province', 'degree spaced', 'publishedAt epoch', 'headcount open', 'skills joined'])
    t.ok((forms.get(name) ?? 0) > 0, name)
  const open = pool.filter(
    ({ submission: { validUntil } }) => /^\d/.test(validUntil ?? '') && validUntil !== '2099-12-31'
  )
  t.equal(open.length, 0, 'a pool without a time never runs out')
  const at = new Date('2027-03-01T08:00:00+08:00')
  for (const { validUntil } of generatePostings({ count: 500, seed: 3, at }))
    if (/^\d/.test(validUntil ?? '') && Date.parse(validUntil ?? '') <= at.getTime()) t.fail(`${validUntil} is over`)
})

t.test('graduates are of all disciplines, degrees and states', async t => {
  const graduates = [...generateGraduates({ count: 2400, seed: 5 })]
  for (const { name, majors } of disciplines) {
    const own = new Set(Object.values(majors).flat())
    t.ok(graduates.filter(({ major }) => own.has(major ?? '')).length >= 200, name)
  }
  t.same(new Set(graduates.map(({ degree }) => degree)), new Set(['大专', '本科', '硕士', '博士']))
  t.same(new Set(graduates.map(({ status }) => status)), new Set(['seeking', 'employed', 'not-seeking']))
  t.equal(graduates.filter(({ intent }) => (intent?.titles?.length ?? 0) === 0).length, 0)
})

t.test('lists of occupations', async t => {
  t.ok(occupations.job.length >= 150)
  const titles = Object.values(occupations).flatMap(list => list.map(({ titles }) => titles[0]))
  t.equal(new Set(titles).size, new Set(Object.values(occupations).flat()).size, 'no occupation stands twice')
  t.throws(() => readOccupations('会计 本科 4-8 会计\n会计学\nExcel'), /4 each/)
  t.throws(() => readOccupations('会计 本科 4-8 马戏团\n会计学\nExcel\n凭证：记账'), /马戏团/)
  t.throws(() => readOccupations('会计 4-8 会计\n会计学\nExcel\n凭证：记账'), /cannot read/)
})

t.test('the command writes the same bytes for the same call, and refuses a wrong one', async t => {
  const run = async (seed: string) => {
    const output = join(await mkdtemp(join(tmpdir(), 'zhipei-generate-')), 'pool')
    const code = await runCli([
      'generate',
      '--postings',
      '700',
      '--graduates',
      '40',
      '--seed',
      seed,
      '--output',
      output
    ])
    t.equal(code, 0)
    return Promise.all(
      ['postings', 'graduates', 'labels'].map(name => readFile(join(output, `${name}.ndjson`), 'utf8'))
    )
  }
  const [first, again, other] = [await run('1'), await run('1'), await run('2')]
  t.same(first, again)
  t.not(first?.[0], other?.[0])
  t.equal(first?.[0]?.split('\n').length, 701)
  t.equal(first?.[1]?.split('\n').length, 41)
  const complete = { postings: '1', graduates: '1', seed: '1', output: tmpdir() }
  for (const wrong of [
    { postings: 'many' },
    { seed: '-1' },
    { graduates: '1.5' },
    { output: '' },
    { at: 'tomorrow' }
  ]) {
    const args = Object.entries({ ...complete, ...wrong }).flatMap(([name, value]) => [`--${name}=${value}`])
    t.equal(await runCli(['generate', ...args]), 2, JSON.stringify(wrong))
  }
  t.equal(await runCli(['generate', ...Object.entries(complete).map(([n, v]) => `--${n}=${v}`), '--colour']), 2)
  t.equal(await runCli(['generate', '--postings=1', '--graduates=1', '--seed=1', `--output=/dev/null/pool`]), 1)
})
