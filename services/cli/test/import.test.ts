import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import { localOperator } from '@zhipei/shared/platform/access'
import { createLogger } from '@zhipei/shared/platform/logger'
import t from 'tap'
import { openSystem } from '../src/system.ts'

const bin = resolve(import.meta.dirname, '../../bin/zhipei.js')
const run = promisify(execFile)

interface Result {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

async function zhipei(...args: string[]): Promise<Result> {
  try {
    return { code: 0, ...(await run(process.execPath, [bin, 'import', ...args])) }
  } catch (error) {
    const { code, stdout, stderr } = error as Result
    return { code, stdout, stderr }
  }
}

const posting = (postingId: string, fields: object = {}) =>
  JSON.stringify({
    postingId,
    title: 'Java开发工程师',
    employer: { name: `豫测软件${postingId}有限公司` },
    description: '负责业务系统的后端开发与维护，参与需求评审，编写技术文档，招聘3人。要求熟悉 Java 与 MySQL。',
    city: '郑州',
    salaryText: '6-9K',
    degree: '本科',
    experience: '经验不限',
    ...fields
  })

t.test('import: from files to a searchable index, rejected rows on stdout', async t => {
  const csv =
    '编号,职位名称,公司名称,工作地点,薪资,岗位描述,备注\ns1,会计,豫测财税有限公司,洛阳,4-6K,登记台账并编制报表,急\ns2,,甲,洛阳,,无,\n'
  const directory = t.testdir({
    'jobs.ndjson.gz': gzipSync([posting('n1'), '{"broken"', posting('n2', { salery: 1 }), posting('n3')].join('\n')),
    'fair.csv': csv,
    'cut.ndjson.gz': gzipSync(Array.from({ length: 20 }, (_, n) => posting(`c${n}`)).join('\n')).subarray(0, -9)
  })
  const data = join(directory, 'data')
  const files = ['jobs.ndjson.gz', 'fair.csv'].map(name => join(directory, name))
  const first = await zhipei(...files, '--data', data, '--source', 'fair')
  t.equal(first.code, 0, first.stderr)
  t.equal(first.stderr, '', 'no bar where nobody watches')
  const summary = {
    files: [
      {
        file: files[0],
        format: 'ndjson.gz',
        rows: 4,
        accepted: 2,
        rejected: 2,
        errors: [
          { row: 2, field: '' },
          { row: 3, field: 'salery', message: 'salery：未知字段' }
        ],
        error: null
      },
      {
        file: files[1],
        format: 'csv',
        accepted: 1,
        rejected: 1,
        ignoredColumns: ['备注'],
        errors: [{ row: 3, field: 'title' }]
      }
    ]
  }
  t.match(JSON.parse(first.stdout), summary)
  t.match(JSON.parse((await zhipei(...files, '--data', data, '--source', 'fair')).stdout), summary, 'again: the same')

  const cut = await zhipei(join(directory, 'cut.ndjson.gz'), '--data', data)
  t.equal(cut.code, 1)
  t.match(cut.stderr, /cut\.ndjson\.gz: gzip 数据损坏或不完整/)
  t.match(JSON.parse(cut.stdout), { files: [{ error: /gzip/ }] })

  const system = await openSystem({
    directory: data,
    clock: createSystemClock(),
    logger: createLogger({ level: 'silent' })
  })
  const app = await system.createApp({ findCaller: () => localOperator, requestsPerMinuteMax: 1000 })
  const profile = {
    major: '软件工程',
    degree: '本科',
    skills: ['Java'],
    intent: { cities: ['郑州'] }
  }
  const answer = await app.inject({ method: 'POST', url: '/v1/recommendations', payload: { profile, limit: 100 } })
  t.equal(answer.statusCode, 200, answer.body)
  const found = answer
    .json()
    .items.map((item: { source: string; postingId: string }) => `${item.source}:${item.postingId}`)
  t.ok(found.includes('fair:n1') && found.includes('fair:n3'), String(found))
  await app.close()
  await system.close()
})

t.test('a wrong call exits with 2, what fails with 1 and the file named', async t => {
  const directory = t.testdir({ 'table.csv': 'a,b\n1,2\n' })
  const missing = await zhipei(join(directory, 'no.csv'), '--data', join(directory, 'data'))
  t.match(missing, { code: 1, stdout: '', stderr: /no\.csv: 文件不存在/ })
  t.match(await zhipei(directory), { code: 1, stderr: /不是文件/ })
  t.match(await zhipei(join(directory, 'table.csv'), '--data', join(directory, 'data')), {
    code: 1,
    stderr: /table\.csv: .*找不到表头/
  })
  t.match(await zhipei(), { code: 2, stderr: /请给出要导入的文件/ })
  t.match(await zhipei('x.csv', '--sauce', 'a'), { code: 2, stderr: /--sauce/ })
  t.match(await zhipei('x.csv', '--source', 'a:b'), { code: 2, stderr: /--source/ })
})
