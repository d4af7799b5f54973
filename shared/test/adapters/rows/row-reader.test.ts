import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import type { RowLimits } from '../../../src/adapters/rows/limits.ts'
import { createRowReader } from '../../../src/adapters/rows/row-reader.ts'
import type { FileRow, RowSource } from '../../../src/ports/row-reader.ts'

interface Read {
  readonly label: string
  readonly rows: FileRow[]
  readonly failure: string | null
}

/** Reads everything; the content comes in small pieces so that every boundary is crossed. */
async function read(
  content: Buffer | string,
  source: Partial<RowSource> = {},
  limits: Partial<RowLimits> = {}
): Promise<Read> {
  const buffer = Buffer.from(content)
  const pieces = Array.from({ length: Math.ceil(buffer.length / 7) }, (_, i) => buffer.subarray(i * 7, i * 7 + 7))
  const rows: FileRow[] = []
  let label = ''
  try {
    const open = await createRowReader(limits).open({ bytes: Readable.from(pieces), ...source })
    label = open.label
    for await (const row of open.rows) rows.push(row)
    t.equal(open.bytesRead(), buffer.length)
  } catch (error) {
    return { label, rows, failure: (error as Error).message }
  }
  return { label, rows, failure: null }
}

const gbk = (hex: string) => Buffer.from(hex, 'hex')
/** 职位名称,公司名称 / 会计,甲公司 in GB18030. */
const gbkHeader = gbk('d6b0cebbc3fbb3c62cb9abcbbec3fbb3c60a')
const gbkRow = gbk('bbe1bcc62cbcd7b9abcbbe0a')

t.test('NDJSON: a broken line is a row error and the file goes on', async t => {
  const content = Buffer.concat([
    Buffer.from('\ufeff{"title":"出纳"}\r\n\n{"title":\n[1]\n{"a":{"b":"\\ud800"}}\n'),
    Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
    Buffer.from(`{"long":"${'x'.repeat(100)}"}\n{"n":NaN}\n{"last":"😀"}`)
  ])
  const { label, rows, failure } = await read(content, { name: 'a.jsonl' }, { rowCharsMax: 90 })
  t.equal(label, 'ndjson')
  t.equal(failure, null)
  t.match(rows, [
    { row: 1, value: { title: '出纳' } },
    { row: 3, field: '', message: /^不是有效的 JSON/ },
    { row: 4, field: '', message: '每行应是一个 JSON 对象' },
    { row: 5, field: 'a.b', message: /lone surrogate/ },
    { row: 6, field: '', message: '不是有效的 UTF-8 编码' },
    { row: 7, field: '', message: '一行超过 90 字节' },
    { row: 8, field: '', message: /^不是有效的 JSON/ },
    { row: 9, value: { last: '😀' } }
  ])
  t.equal(rows.length, 8)
})

t.test('CSV: quotes, newlines, a title above the header, ragged and broken rows', async t => {
  const content =
    '秋季招聘会岗位表,,\n职位名称,公司名称,岗位描述\r\n' +
    '出纳,"甲,乙""公司""","第一行\n第二行"\r\n,,\n\n' +
    '会计,丙公司\n文员,"丁公司,打字\n司机,戊公司,开车\n保洁,"己"公司,扫地\n后厨,"庚公司",切菜,,\n帮工,辛公司,洗碗,多'
  const { rows, failure, label } = await read(content, { name: 'a.csv' })
  t.equal(label, 'csv')
  t.equal(failure, null)
  t.match(rows, [
    { row: 3, value: { 职位名称: '出纳', 公司名称: '甲,乙"公司"', 岗位描述: '第一行\n第二行' } },
    { row: 7, message: '有 2 列，表头有 3 列' },
    { row: 8, message: /^引号/ },
    { row: 9, value: { 职位名称: '司机', 公司名称: '戊公司', 岗位描述: '开车' } },
    { row: 10, message: /^引号/ },
    { row: 11, value: { 职位名称: '后厨', 公司名称: '庚公司', 岗位描述: '切菜' } },
    { row: 12, message: '有 4 列，表头有 3 列' }
  ])
  t.equal(rows.length, 7)
})

t.test('CSV: a quote that never closes costs its row, not the file', async t => {
  const tail = Array.from({ length: 40 }, (_, i) => `岗位${i},公司${i}`)
  const { rows } = await read(`职位名称,公司名称\n文员,"甲\n${tail.join('\n')}\n`, {}, { rowCharsMax: 100 })
  t.match(rows[0], { row: 2, message: /超过 100 字符/ })
  t.equal(rows.filter(row => 'value' in row).length, 40)
  const unclosedAtEnd = await read('职位名称,公司名称\n文员,"甲\n出纳,乙')
  t.match(unclosedAtEnd.rows, [
    { row: 2, message: '引号没有闭合' },
    { row: 3, value: { 职位名称: '出纳' } }
  ])
})

t.test('CSV: encodings and delimiters are told from the content', async t => {
  const expected = [{ row: 2, value: { 职位名称: '会计', 公司名称: '甲公司' } }]
  const same = async (content: Buffer | string, name: string) => {
    const { rows, failure } = await read(content, { name })
    t.equal(failure, null, name)
    t.strictSame(JSON.parse(JSON.stringify(rows)), expected, name)
  }
  await same('职位名称,公司名称\n会计,甲公司\n', 'utf8.csv')
  await same('\ufeff职位名称,公司名称\n会计,甲公司\n', 'bom.csv')
  await same(Buffer.concat([gbkHeader, gbkRow]), 'gb18030.csv')
  await same(Buffer.from('\ufeff职位名称\t公司名称\n会计\t甲公司\n', 'utf16le'), 'utf16.txt')
  await same('职位名称;公司名称\n会计;甲公司\n', 'semicolon.csv')
  await same('职位名称\t公司名称\n会计\t甲公司', 'tab.tsv')
  const late = await read(Buffer.concat([Buffer.from('title,company\n'), Buffer.from('a,b\n'.repeat(2000)), gbkRow]))
  t.match(late.rows.at(-1), { row: 2002, value: { title: '会计', company: '甲公司' } }, 'first Chinese text far down')
  const broken = await read(
    Buffer.concat([Buffer.from('职位名称,公司名称\n会计,甲'), Buffer.from([0xff, 0x0a]), Buffer.from('出纳,乙\n')])
  )
  t.match(broken.rows, [
    { row: 2, message: /无法识别的字节/ },
    { row: 3, value: { 职位名称: '出纳' } }
  ])
})

t.test('a table without a header, or a file of another kind, is refused with a reason', async t => {
  t.match((await read('a,b\n1,2\n', { name: 'a.csv' })).failure, /找不到表头/)
  t.match((await read('hello', { name: 'a.xlsx' })).failure, /不是有效的 \.xlsx/)
  t.match((await read(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), { name: 'a.xls' })).failure, /旧版 Excel/)
  t.match((await read('PK\u0003\u0004rubbish', { name: 'a.xlsx' })).failure, /不是有效的 \.xlsx/)
  t.match((await read('{}', { name: 'a.jsonl.gz' })).failure, /不是 gzip/)
  t.strictSame(await read('', { name: 'a.ndjson' }), { label: 'ndjson', rows: [], failure: null })
})

t.test('gzip is told by its magic number, whatever the name', async t => {
  const line = '{"title":"出纳"}\n'
  t.match(await read(gzipSync(line), { name: 'a.ndjson' }), { label: 'ndjson.gz', rows: [{ row: 1 }], failure: null })
  t.match(await read(gzipSync('职位名称,公司名称\n会计,甲公司\n'), {}), { label: 'csv.gz', rows: [{ row: 2 }] })
  const members = Buffer.concat([gzipSync(line), gzipSync(line)])
  t.equal((await read(members)).rows.length, 2, 'several members')
})

t.test('a broken or hostile gzip ends the import and keeps the rows before it', async t => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `{"title":"岗位","n":${(i * 7919) % 10_007}}\n`).join('')
  const packed = gzipSync(lines)
  const cut = await read(packed.subarray(0, packed.length - 20), { name: 'a.ndjson.gz' })
  t.match(cut.failure, /gzip 数据损坏或不完整/)
  t.ok(cut.rows.length > 10_000, 'rows before the break')
  t.match(cut.rows[0], { row: 1, value: { title: '岗位' } })
  const bomb = gzipSync(Buffer.alloc(4_000_000, 0x20))
  t.match((await read(bomb, {}, { unpackedRatioFromBytes: 1000 })).failure, /压缩炸弹/)
  t.match((await read(bomb, {}, { unpackedBytesMax: 1_000_000 })).failure, /1000000 字节上限/)
})

t.test('the source is pulled only as far as rows are taken', async t => {
  let pulled = 0
  let closed = false
  async function* endless(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        pulled++
        yield Buffer.from('{"title":"出纳"}\n'.repeat(100))
      }
    } finally {
      closed = true
    }
  }
  const { rows } = await createRowReader().open({ bytes: endless() })
  let taken = 0
  for await (const _ of rows) if (++taken === 150) break
  t.ok(pulled <= 3, `${pulled} chunks pulled for 150 rows`)
  t.ok(closed, 'giving up releases the source')
})
