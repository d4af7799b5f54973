import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { runCli } from '../src/cli.ts'

const folder = await mkdtemp(join(tmpdir(), 'zhipei-match-'))
t.teardown(() => rm(folder, { recursive: true }))
const path = (name: string) => join(folder, name)
const ndjson = (name: string, rows: readonly unknown[]) =>
  writeFile(path(name), rows.map(row => `${JSON.stringify(row)}\n`).join(''))

const posting = (postingId: string, title: string, description: string, more: object = {}) => ({
  postingId,
  title,
  employer: { name: '未提供' },
  description,
  city: '郑州',
  ...more
})

const postings = [
  posting('java', 'Java开发工程师', '熟悉Java、MySQL，计算机相关专业，欢迎应届毕业生', {
    degree: '本科',
    salaryText: '7-9K'
  }),
  posting('senior', '高级Java开发工程师', '5年以上Java开发经验', { degree: '本科', salaryText: '25-40K' }),
  posting('nurse', '门诊护士', '持护士执业资格证，护理专业', { salaryText: '4-6K' }),
  posting('nursery', '幼儿教师', '幼儿园带班，学前教育专业', { salaryText: '4-6K' }),
  posting('account', '会计助理', '会计专业，会用Excel，应届生亦可', { salaryText: '4-6K' }),
  posting('unlawful', 'Java开发工程师', '限男性，熟悉Java、MySQL', { degree: '本科', salaryText: '7-9K' }),
  posting('expired', 'Java开发工程师', '熟悉Java', { validUntil: '2020-01-01', salaryText: '7-9K' })
]

interface Line {
  readonly graduateId: string
  readonly items: readonly { postingId: string; rank: number; reasons: { text: string }[] }[]
}

async function match(name: string, ...more: string[]): Promise<Line[]> {
  const args = ['match', '--postings', path('postings'), '--graduates', path('graduates'), '--output', path(name)]
  t.equal(await runCli([...args, ...more]), 0)
  const text = await readFile(path(name), 'utf8')
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Line)
}

const idsOf = (line: Line | undefined) => line?.items.map(({ postingId }) => postingId) ?? []

t.test('ranks a file for every graduate, the same bytes each time', async t => {
  await ndjson('postings', postings)
  await ndjson('graduates', [
    { graduateId: 'g1', major: '软件工程', degree: '本科', skills: ['Java'], intent: { titles: ['Java开发'] } },
    { graduateId: 'cold', major: '会计学', degree: '大专', intent: { cities: ['郑州'] } },
    { graduateId: 'empty' },
    {
      graduateId: 'english',
      major: 'Computer Science',
      skills: ['java', 'SQL'],
      intent: { titles: ['Java developer'] }
    },
    { graduateId: 'misspelt', major: '软件工成', skills: ['jave'], intent: { titles: ['JAVA开发工程师'] } },
    { graduateId: 'long', major: '软件工程', experience: '做过Java项目。'.repeat(2_000), intent: { titles: ['Java'] } },
    { graduateId: 'contrary', major: '护理学', certificates: ['护士执业资格证'], intent: { titles: ['会计'] } }
  ])
  const lines = await match('out')
  t.strictSame(
    lines.map(({ graduateId }) => graduateId),
    ['g1', 'cold', 'empty', 'english', 'misspelt', 'long', 'contrary']
  )
  const [g1, cold, empty, english, misspelt, long, contrary] = lines
  t.equal(idsOf(g1)[0], 'java')
  for (const id of ['unlawful', 'expired', 'senior', 'nurse']) t.notOk(idsOf(g1).includes(id), `${id} is not shown`)
  t.equal(g1?.items[0]?.rank, 1)
  t.ok(g1?.items[0]?.reasons.some(({ text }) => text.includes('Java')))
  t.equal(idsOf(cold)[0], 'account', 'three fields give a sensible page')
  t.ok(idsOf(empty).length > 0)
  for (const line of [english, misspelt, long]) t.equal(idsOf(line)[0], 'java', `${line?.graduateId}`)
  t.equal(idsOf(contrary)[0], 'account', 'the wish goes before the major')

  await match('again')
  t.equal(await readFile(path('out'), 'utf8'), await readFile(path('again'), 'utf8'))
  const [unscreened] = await match('open', '--no-screening', '--at', '2019-12-01T00:00:00+08:00', '--limit', '3')
  t.ok(idsOf(unscreened).includes('unlawful'))
  t.ok(idsOf(unscreened).includes('expired'), 'it was live then')
  t.equal(unscreened?.items.length, 3)
})

t.test('a fault names file, row and field', async t => {
  const errors = t.capture(console, 'error')
  const said = () =>
    errors()
      .flatMap(({ args }) => args.map(String))
      .join('\n')
  const args = ['match', '--postings', path('postings'), '--graduates', path('graduates'), '--output', path('never')]
  await ndjson('postings', [postings[0], { ...postings[1], title: '' }])
  await ndjson('graduates', [{ graduateId: 'g1' }])
  t.equal(await runCli(args), 1)
  t.match(said(), /postings row 2: field \/title/)
  await ndjson('postings', [postings[0]])
  await ndjson('graduates', [{ graduateId: 'g1' }, { graduateId: 'g2', gender: '女' }])
  t.equal(await runCli(args), 1)
  t.match(said(), /graduates row 2: field \/gender: 性别不得作为匹配依据/)
  t.equal(await runCli([...args, '--limit', '0']), 2)
  t.equal(await runCli([...args, '--at', 'yesterday']), 2)
  t.equal(await runCli(['match']), 2)
})
