import { isHeader } from '../../domain/import/columns.ts'
import type { FileRow } from '../../ports/row-reader.ts'
import { type CsvRecord, createCsvParser } from './csv-records.ts'
import { decodeText } from './decode-text.ts'
import type { RowLimits } from './limits.ts'
import { type TableRow, tableRows } from './table-rows.ts'

const delimiters = [',', '\t', ';'] as const

/** Text to look for the delimiter in; it must hold the header. */
const sniffCharsMin = 16 * 1024

/** CSV in UTF-8, UTF-16 or GB18030, by comma, tab or semicolon: both told from the content. */
export function csvRows(bytes: AsyncIterable<Uint8Array>, limits: RowLimits): AsyncGenerator<FileRow> {
  return tableRows(csvTable(bytes, limits), limits, 'error')
}

async function* csvTable(bytes: AsyncIterable<Uint8Array>, limits: RowLimits): AsyncGenerator<TableRow[]> {
  let head: string | undefined = ''
  let parser = createCsvParser(delimiters[0], limits.rowCharsMax)
  for await (const text of decodeText(bytes)) {
    if (head === undefined) {
      yield toTable(parser.push(text))
      continue
    }
    head += text
    if (head.length < sniffCharsMin) continue
    parser = createCsvParser(sniffDelimiter(head, limits), limits.rowCharsMax)
    yield toTable(parser.push(head))
    head = undefined
  }
  if (head !== undefined) {
    parser = createCsvParser(sniffDelimiter(head, limits), limits.rowCharsMax)
    yield toTable(parser.push(head))
  }
  yield toTable(parser.end())
}

/** The delimiter that makes a header of one of the first rows; else the one that is commonest in the first line. */
function sniffDelimiter(head: string, limits: RowLimits): string {
  for (const delimiter of delimiters) {
    const parser = createCsvParser(delimiter, limits.rowCharsMax)
    const records = [...parser.push(head), ...parser.end()].slice(0, limits.headerRowsMax)
    if (records.some(record => 'cells' in record && isHeader(record.cells))) return delimiter
  }
  const line = head.slice(0, head.indexOf('\n') < 0 ? head.length : head.indexOf('\n'))
  const count = (delimiter: string) => line.split(delimiter).length
  return delimiters.reduce((best, next) => (count(next) > count(best) ? next : best))
}

function toTable(records: readonly CsvRecord[]): TableRow[] {
  return records.map(record => {
    if ('message' in record) return { row: record.line, message: record.message }
    if (record.cells.some(cell => cell.includes('\ufffd')))
      return { row: record.line, message: '含有无法识别的字节：文件编码应为 UTF-8 或 GB18030' }
    return { row: record.line, cells: record.cells }
  })
}
