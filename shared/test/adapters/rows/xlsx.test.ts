import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import t from 'tap'
import type { RowLimits } from '../../../src/adapters/rows/limits.ts'
import { createRowReader } from '../../../src/adapters/rows/row-reader.ts'
import type { FileRow } from '../../../src/ports/row-reader.ts'

async function read(
  content: Buffer,
  limits: Partial<RowLimits> = {}
): Promise<{ rows: FileRow[]; failure: string | null }> {
  const rows: FileRow[] = []
  try {
    const open = await createRowReader(limits).open({ bytes: Readable.from([content]), name: 'a.xlsx' })
    for await (const row of open.rows) rows.push(row)
  } catch (error) {
    return { rows, failure: (error as Error).message }
  }
  return { rows: JSON.parse(JSON.stringify(rows)), failure: null }
}

const spooled = () => readdirSync(tmpdir()).filter(name => name.startsWith('zhipei-import-')).length

async function fairWorkbook(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  workbook.addWorksheet('说明', { state: 'hidden' }).addRow(['职位名称', '公司名称'])
  const sheet = workbook.addWorksheet('岗位')
  sheet.addRow(['2026年秋季招聘会'])
  sheet.addRow(['编号', '职位名称', '公司名称', '招聘人数', '发布日期', '截止时间', '五险', '岗位描述'])
  sheet.addRow([1001, '会计', '甲公司', 3, new Date('2026-10-24'), new Date('2026-11-01T08:30:00Z'), true])
  sheet.getCell('H3').value = { richText: [{ text: '整理' }, { text: '凭证', font: { bold: true } }] }
  sheet.getCell('E3').numFmt = 'yyyy"年"m"月"d"日"'
  sheet.getCell('F3').numFmt = 'yyyy-mm-dd hh:mm'
  sheet.addRow([])
  sheet.getCell('B5').value = '出纳'
  sheet.getCell('D5').value = { formula: '1+1', result: 2 }
  sheet.getCell('D5').numFmt = '0.00"days"'
  sheet.getCell('H5').value = '一\n二 & <三>'
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

const expected = [
  {
    row: 3,
    value: {
      编号: '1001',
      职位名称: '会计',
      公司名称: '甲公司',
      招聘人数: '3',
      发布日期: '2026-10-24',
      截止时间: '2026-11-01 08:30:00',
      五险: '是',
      岗位描述: '整理凭证'
    }
  },
  { row: 5, value: { 职位名称: '出纳', 招聘人数: '2', 岗位描述: '一\n二 & <三>' } }
]

t.test(
  'the first visible sheet: numbers, dates, formulas, rich text, empty cells, a title above the header',
  async t => {
    const workbook = await fairWorkbook()
    t.strictSame(await read(workbook), { rows: expected, failure: null })
    t.strictSame(await read(gzipSync(workbook)), { rows: expected, failure: null }, 'in gzip')
  }
)

t.test('strings beyond the memory bound come from disk unchanged, and the disk is freed', async t => {
  const before = spooled()
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('岗位')
  sheet.addRow(['职位名称', '岗位描述'])
  const texts = Array.from({ length: 500 }, (_, i) => `第${i}条😀${'职责'.repeat(i)}`)
  for (const text of texts) sheet.addRow(['文员', text])
  const { rows } = await read(Buffer.from(await workbook.xlsx.writeBuffer()), { stringsMemoryCharsMax: 100 })
  t.strictSame(
    rows.map(row => 'value' in row && row.value.岗位描述),
    texts
  )
  t.equal(spooled(), before, 'no temporary file stays')
})

t.test('a cell or row beyond its limit never fills the memory', async t => {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('岗位')
  sheet.addRow(['职位名称', '公司名称', '岗位描述'])
  sheet.addRow(['文员', '长'.repeat(300), '长'.repeat(300)])
  sheet.addRow(['司机', '乙公司', '开车'])
  const content = Buffer.from(await workbook.xlsx.writeBuffer())
  t.match((await read(content, { rowCharsMax: 500 })).rows, [
    { row: 2, message: '一行超过 500 字符' },
    { row: 3, value: { 职位名称: '司机' } }
  ])
  t.match((await read(content, { spoolBytesMax: 1000 })).failure, /1000 字节上限/)
  t.match((await read(content, { unpackedBytesMax: 2000 })).failure, /2000 字节上限/)
})

t.test('a broken workbook is refused with a reason and leaves nothing behind', async t => {
  const before = spooled()
  const workbook = await fairWorkbook()
  t.match((await read(workbook.subarray(0, workbook.length - 30))).failure, /不是有效的 \.xlsx/)
  const damaged = Buffer.from(workbook)
  damaged.fill(0x55, 60, Math.floor(workbook.length * 0.7))
  t.type((await read(damaged)).failure, 'string')
  const empty = new ExcelJS.Workbook()
  empty.addWorksheet('空')
  t.strictSame(await read(Buffer.from(await empty.xlsx.writeBuffer())), { rows: [], failure: null })
  t.equal(spooled(), before)
})
