import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { ImportProgress } from '@zhipei/shared/contracts/imports'
import { createAccess } from '@zhipei/shared/platform/access'
import ExcelJS from 'exceljs'
import t from 'tap'
import { openTestSystem, submission, type TestSystem, type TestSystemOptions, until } from './support/system.ts'

interface Served extends TestSystem {
  readonly url: string
}

async function serve(directory: string, options: TestSystemOptions = {}): Promise<Served> {
  const system = await openTestSystem(directory, options)
  return { ...system, url: await system.app.listen({ host: '127.0.0.1', port: 0 }) }
}

const json = async (response: Response) => (await response.json()) as ImportProgress & Record<string, unknown>

async function upload(
  url: string,
  content: NonNullable<RequestInit['body']>,
  query = '',
  headers: Record<string, string> = {}
): Promise<Response> {
  const init = { method: 'POST', body: content, headers, duplex: 'half' } as RequestInit
  return fetch(`${url}/v1/postings:import${query}`, init)
}

async function finished(url: string, response: Response): Promise<ImportProgress> {
  const path = response.headers.get('location')
  let progress = await json(response)
  await until(async () => {
    progress = await json(await fetch(`${url}${path}`))
    return progress.state !== 'running'
  })
  return progress
}

const sheet = [
  ['编号', '职位名称', '公司名称', '工作地点', '薪资', '岗位描述'],
  ['s1', '会计', '豫测财税有限公司', '郑州市金水区', '4000-6000元/月', '整理凭证，登记台账，编制报表。'],
  ['s2', '出纳', '豫测商贸有限公司', '洛阳', '面议', '负责现金收付与银行对账。'],
  ['s3', '', '豫测商贸有限公司', '洛阳', '面议', '没有职位名称的一行。']
]
/** The sheet in GB18030, as Excel in Chinese saves CSV. */
const gb18030 = Buffer.from(
  'b1e0bac52cd6b0cebbc3fbb3c62cb9abcbbec3fbb3c62cb9a4d7f7b5d8b5e32cb8dacebbc3e8caf60a' +
    '67312cb3f6c4c92cd4a5b2e2c9ccc3b3d3d0cfdeb9abcbbe2cc2e5d1f42cb8bad4f0cfd6bdf0cad5b8b60a',
  'hex'
)

async function workbook(): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('岗位').addRows([['秋季招聘会'], ...sheet])
  return Buffer.from(await book.xlsx.writeBuffer())
}

t.test('NDJSON, CSV, XLSX and gzip are imported; broken rows are listed, and the file goes on', async t => {
  const system = await serve(t.testdir())
  const { url, screened, settled } = system
  const lines = [
    JSON.stringify(submission('n1')),
    '{"broken":',
    JSON.stringify({ ...submission('n2'), salery: 1 }),
    '{"title":"\\ud800"}',
    JSON.stringify(submission('n3'))
  ].join('\n')
  const accepted = await upload(url, lines, '?name=jobs.ndjson')
  t.equal(accepted.status, 202)
  const progress = await finished(url, accepted)
  t.match(progress, {
    state: 'done',
    format: 'ndjson',
    rows: 5,
    accepted: 2,
    rejected: 3,
    bytesRead: Buffer.byteLength(lines)
  })
  t.match(progress.errors, [
    { row: 2, field: '', message: /不是有效的 JSON/ },
    { row: 3, field: 'salery', message: /未知字段/ },
    { row: 4, field: 'title', message: /lone surrogate/ }
  ])
  const csv = sheet.map(row => row.join(',')).join('\n')
  const zipped = await finished(url, await upload(url, gzipSync(csv), '?name=jobs.csv.gz&source=fair'))
  t.match(zipped, { state: 'done', format: 'csv.gz', accepted: 2, errors: [{ row: 4, field: 'title' }] })
  const book = await finished(url, await upload(url, await workbook(), '?source=book'))
  t.match(book, { state: 'done', format: 'xlsx', accepted: 2, errors: [{ row: 5, field: 'title' }] })
  const old = await finished(url, await upload(url, gb18030, '?name=a.csv&source=gbk'))
  t.match(old, { state: 'done', accepted: 1, rejected: 0 })
  await settled()
  t.same([...screened.keys()].sort(), ['book:s1', 'book:s2', 'fair:s1', 'fair:s2', 'gbk:g1', 'hnjob:n1', 'hnjob:n3'])
  t.match(screened.get('gbk:g1'), { data: { posting: { title: '出纳', city: '洛阳' } } })

  const heard = new Map([...screened].map(([key, value]) => [key, value?.id]))
  await finished(url, await upload(url, lines, '?name=jobs.ndjson'))
  await finished(url, await upload(url, csv, '?source=fair', { 'content-type': 'text/csv' }))
  await settled()
  t.same(new Map([...screened].map(([key, value]) => [key, value?.id])), heard, 'imported again: nothing changes')
  await system.close()
})

t.test('what is no file of ours is refused at once; what breaks later keeps the rows before', async t => {
  const directory = t.testdir()
  const system = await serve(directory)
  const { url, settled, screened } = system
  t.equal((await upload(url, '')).status, 400)
  t.match(await json(await upload(url, Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))), { status: 400, detail: /另存为 .xlsx/ })
  t.equal((await upload(url, new FormData())).status, 415)
  t.equal((await upload(url, 'x', '?source=a:b')).status, 400)
  t.equal((await fetch(`${url}/v1/imports/unknown`)).status, 404)
  const headless = await finished(url, await upload(url, 'a,b\n1,2\n'))
  t.match(headless, { state: 'failed', accepted: 0, error: /找不到表头/ })

  const many = Array.from({ length: 1500 }, (_, n) => JSON.stringify(submission(`m${n}`, { title: `岗位${n * 7919}` })))
  const packed = gzipSync(many.join('\n'))
  const cut = await finished(url, await upload(url, packed.subarray(0, packed.length - 9)))
  t.match(cut, { state: 'failed', error: /gzip 数据损坏或不完整/ })
  t.ok(cut.accepted > 500)
  await settled()
  t.equal(screened.size, cut.accepted, 'all that was counted is there')

  const gone = new AbortController()
  const endless = async function* () {
    for (;;) {
      yield Buffer.from(`${JSON.stringify(submission('e'))}\n`)
      await new Promise(resolve => setImmediate(resolve))
      if (readdirSync(join(directory, 'ingestion/uploads')).length > 0) gone.abort()
    }
  }
  const init = { method: 'POST', body: Readable.from(endless()), duplex: 'half', signal: gone.signal }
  await t.rejects(fetch(`${url}/v1/postings:import`, init as unknown as RequestInit))
  await until(async () => readdirSync(join(directory, 'ingestion/uploads')).length === 0)
  t.pass('an upload that is cut off leaves nothing')
  await system.close()
})

t.test("an employer's import writes its own source, is seen by nobody else, and a repeated key repeats it", async t => {
  const findCaller = createAccess([
    { name: 'one', role: 'employer', key: '1'.repeat(32) },
    { name: 'two', role: 'employer', key: '2'.repeat(32) }
  ])
  const system = await serve(t.testdir(), { findCaller })
  const { url, settled, screened } = system
  const as = (n: number, more = {}) => ({ authorization: `Bearer ${`${n}`.repeat(32)}`, ...more })
  const { source, ...own } = submission('1')
  const lines = `${JSON.stringify(own)}\n${JSON.stringify(submission('2'))}`
  const first = await upload(url, lines, '?source=hnjob', as(1, { 'idempotency-key': 'k' }))
  const { id } = await json(first)
  t.match(await json(await upload(url, lines, '', as(1, { 'idempotency-key': 'k' }))), { id })
  t.notMatch(await json(await upload(url, lines, '', as(2, { 'idempotency-key': 'k' }))), { id })
  t.equal((await fetch(`${url}/v1/imports/${id}`, { headers: as(2) })).status, 404)
  let progress: ImportProgress | undefined
  await until(async () => {
    progress = await json(await fetch(`${url}/v1/imports/${id}`, { headers: as(1) }))
    return progress.state === 'done'
  })
  t.match(progress, { accepted: 1, errors: [{ row: 2, field: 'source' }] })
  await settled()
  t.ok(screened.has('one:1') && !screened.has('hnjob:2'))
  await system.close()
})

t.test('kill -9 during an import: what was acknowledged is all there after a restart, once each', async t => {
  const directory = t.testdir()
  const rows = 2000
  const lines = Array.from({ length: rows }, (_, n) => JSON.stringify(submission(`k${n}`))).join('\n')
  const child = fileURLToPath(new URL('./support/import-child.js', import.meta.url))
  let location = ''
  for (let round = 0; round < 3; round++) {
    const killed = spawn(process.execPath, [child, directory], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [port] = await once(killed.stdout.setEncoding('utf8'), 'data')
    const url = `http://127.0.0.1:${String(port).trim()}`
    if (round === 0) {
      location = (await upload(url, lines)).headers.get('location') ?? ''
      t.equal((await fetch(`${url}/v1/postings`, post(submission('single')))).status, 202)
    }
    await until(async () => (await json(await fetch(`${url}${location}`))).rows > round * 400)
    killed.kill('SIGKILL')
    await once(killed, 'exit')
  }
  const system = await serve(directory)
  const { url, settled, screened, bus } = system
  let progress: ImportProgress | undefined
  await until(async () => {
    progress = await json(await fetch(`${url}${location}`))
    return progress.state !== 'running'
  })
  t.match(progress, { state: 'done', rows, accepted: rows, rejected: 0, errors: [] })
  await settled()
  t.equal(screened.size, rows + 1)
  t.ok([...screened.values()].every(value => value?.data.state === 'live'))
  t.same(await bus.deadLetters('postings.submitted', 10), [])
  t.same(readdirSync(join(directory, 'ingestion/uploads')), [], 'the upload is removed')
  await system.close()
})

function post(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

t.test('screenings: a posting, a text, and a stream that answers in order and names broken lines', async t => {
  const system = await serve(t.testdir())
  const { url, screened } = system
  const screen = async (body: unknown) => {
    const response = await fetch(`${url}/v1/screenings`, post(body))
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  t.match(await screen({ text: '限男性，35岁以下' }), {
    status: 200,
    body: { findings: [{ category: 'gender', field: 'text', start: 1 }, { category: 'age' }] }
  })
  t.match(await screen(submission('1')), { status: 200, body: { decision: /pass|advise/ } })
  for (const [body, path] of [
    [{}, '/text'],
    [{ id: 'only' }, '/text'],
    [{ text: 5 }, '/text'],
    [{ text: 'a', txt: 'b' }, '/txt'],
    [{ title: 'a\udc00' }, '/title'],
    [[], '']
  ] as const)
    t.match(await screen(body), { status: 400, body: { errors: [{ path }] } })

  const lines = Array.from({ length: 800 }, (_, n) => {
    if (n === 700) return '{"broken"'
    if (n === 701) return JSON.stringify({ id: 'x', title: 7 })
    return JSON.stringify({
      id: n,
      title: n % 2 === 0 ? '文员' : '文员（限女性）',
      description: '负责资料整理与归档。'
    })
  })
  const headers = { 'content-type': 'application/x-ndjson' }
  const response = await fetch(`${url}/v1/screenings:batch`, { method: 'POST', headers, body: lines.join('\n') })
  t.equal(response.status, 200)
  t.match(response.headers.get('content-type'), 'application/x-ndjson')
  const answers = (await response.text())
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  t.equal(answers.length, 800)
  t.match(answers[700], { row: 701, errors: [{ path: '', message: /JSON/ }] })
  t.match(answers[701], { row: 702, errors: [{ path: '/title' }] })
  t.ok(answers.every((answer, n) => n === 700 || n === 701 || answer.id === n))
  t.match(answers[3], { findings: [{ category: 'gender', field: 'title' }] })
  t.equal(screened.size, 0, 'nothing is kept')
  await system.close()
})
