/**
 * Reads the same postings as NDJSON, CSV (UTF-8, GB18030), XLSX and each in gzip, maps them to submissions, and prints
 * MB/s and peak memory. Each format runs in a process of its own, on a tenth of the rows and on all: constant memory
 * means that the second takes no more. `npm run bench:readers [-- ROWS]`
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import ExcelJS from 'exceljs'
import { createRowReader } from '../src/adapters/rows/row-reader.ts'
import { createRowMapper } from '../src/domain/import/row-mapper.ts'

const header = ['编号', '职位名称', '公司名称', '工作地点', '薪资', '学历要求', '招聘人数', '发布日期', '岗位描述']
const duties = '收集与整理项目资料；配合部门完成季度计划；定期汇总数据并写成报告；'

/** Every description differs, so that a workbook's string table grows with the rows. */
function rowOf(i: number): string[] {
  const about = `第${i}号岗位，${duties.repeat(1 + (i % 12))}`
  const name = `样例${i % 4000}有限公司`
  return [`b${i}`, `职员${i % 97}`, name, '郑州市金水区', '4000-6000元/月', '大专', '3', '2026-10-01', about]
}

type Write = (file: string, rows: number) => Promise<void>

function textWriter(encode: (text: string) => Buffer, line: (cells: string[]) => string): Write {
  return async (file, rows) => {
    const output = createWriteStream(file)
    if (line !== ndjsonLine) output.write(encode(line(header)))
    for (let i = 0; i < rows; i += 1000) {
      const page = Array.from({ length: Math.min(1000, rows - i) }, (_, k) => line(rowOf(i + k)))
      if (!output.write(encode(page.join('')))) await once(output, 'drain')
    }
    output.end()
    await once(output, 'close')
  }
}

const ndjsonLine = (cells: string[]) =>
  `${JSON.stringify(Object.fromEntries(header.map((name, i) => [name, cells[i]])))}\n`
const csvLine = (cells: string[]) => `${cells.map((cell, i) => (i === 8 ? `"${cell}"` : cell)).join(',')}\n`

/** Node decodes GB18030 but doesn't encode it: the two-byte part of the table, turned round. */
function gb18030Encoder(): (text: string) => Buffer {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++)
      if (trail !== 0x7f) codes.set(decoder.decode(Uint8Array.of(lead, trail)), lead * 256 + trail)
  return text => {
    const bytes = Buffer.allocUnsafe(text.length * 2)
    let length = 0
    for (const char of text) {
      if (char > '\u007f') length = bytes.writeUInt16BE(codes.get(char) ?? 0xa1a1, length)
      else length = bytes.writeUInt8(char.charCodeAt(0), length)
    }
    return bytes.subarray(0, length)
  }
}

async function writeWorkbook(file: string, rows: number): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: true })
  const sheet = workbook.addWorksheet('岗位')
  sheet.addRow(header).commit()
  for (let i = 0; i < rows; i++) {
    sheet.addRow(rowOf(i)).commit()
    if (i % 1000 === 0) await new Promise(resolve => setImmediate(resolve))
  }
  await workbook.commit()
}

const formats: Record<string, Write> = {
  'ndjson.ndjson': textWriter(text => Buffer.from(text), ndjsonLine),
  'utf8.csv': textWriter(text => Buffer.from(text), csvLine),
  'gb18030.csv': textWriter(gb18030Encoder(), csvLine),
  'workbook.xlsx': writeWorkbook
}

async function measure(file: string): Promise<void> {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const mapper = createRowMapper({ source: 'bench', hash })
  const started = performance.now()
  const { rows, label } = await createRowReader().open({ bytes: createReadStream(file), name: file })
  let accepted = 0
  let rejected = 0
  for await (const row of rows) {
    if ('value' in row && 'submission' in mapper.map(row.value)) accepted++
    else rejected++
  }
  const ms = performance.now() - started
  const cpuMs = process.cpuUsage().user / 1000
  const peakMb = process.resourceUsage().maxRSS / 1024
  console.log(JSON.stringify({ label, accepted, rejected, ms, cpuMs, peakMb }))
}

async function bench(rows: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'zhipei-bench-'))
  console.log('| format | rows | file MB | MB/s | rows/s | CPU s | peak RSS MB |\n|---|---|---|---|---|---|---|')
  try {
    for (const [name, write] of Object.entries(formats)) {
      for (const count of [rows / 10, rows]) {
        const file = join(directory, `${count}-${name}`)
        await write(file, count)
        await pipeline(createReadStream(file), createGzip(), createWriteStream(`${file}.gz`))
        for (const target of [file, `${file}.gz`]) {
          const { label, accepted, rejected, ms, cpuMs, peakMb } = JSON.parse(
            execFileSync(process.execPath, [import.meta.filename, '--measure', target], { encoding: 'utf8' })
          )
          if (rejected > 0 || accepted !== count)
            throw new Error(`${target}: ${accepted} accepted, ${rejected} rejected`)
          // Speed of content: for gzip too, the unpacked size counts.
          const megabytes = statSync(file).size / 1e6
          const cells = [name.includes('gb18030') ? `${label} (GB18030)` : label, count, megabytes.toFixed(1)]
          cells.push((megabytes / (ms / 1000)).toFixed(1), Math.round(count / (ms / 1000)))
          console.log(`| ${[...cells, (cpuMs / 1000).toFixed(1), Math.round(peakMb)].join(' | ')} |`)
        }
        rmSync(file)
      }
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

const [, , first = '200000', target] = process.argv
if (first === '--measure') await measure(target ?? '')
else await bench(Number(first))
