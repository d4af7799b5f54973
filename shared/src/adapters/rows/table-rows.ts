import { isHeader } from '../../domain/import/columns.ts'
import { type FileRow, UnreadableFileError } from '../../ports/row-reader.ts'
import type { RowLimits } from './limits.ts'

/** A row of a table as its format gives it. */
export type TableRow =
  | { readonly row: number; readonly cells: readonly string[] }
  | { readonly row: number; readonly message: string }

/**
 * Names the cells by the header, which is the first row that names a title and another field of ours; what stands
 * above it (the title of the sheet) is passed over. `ragged`: short rows are normal (a workbook leaves out empty cells).
 */
export async function* tableRows(
  source: AsyncIterable<readonly TableRow[]>,
  limits: RowLimits,
  ragged: 'error' | 'normal'
): AsyncGenerator<FileRow> {
  let header: readonly string[] | undefined
  let seen = 0
  for await (const rows of source) {
    for (const row of rows) {
      if ('message' in row) {
        if (header !== undefined) yield { row: row.row, field: '', message: row.message }
        else seen++
        continue
      }
      if (row.cells.every(cell => cell.trim() === '')) continue
      if (header === undefined) {
        seen++
        if (isHeader(row.cells)) header = row.cells.map(cell => cell.trim())
        else if (seen >= limits.headerRowsMax) throw noHeader(seen)
      } else yield named(row.row, row.cells, header, ragged)
    }
  }
  if (header === undefined && seen > 0) throw noHeader(seen)
}

function noHeader(rows: number): UnreadableFileError {
  return new UnreadableFileError(
    `前 ${rows} 行里找不到表头：表头至少要有“职位名称”（或 title）和另一列，如“公司名称”“工作地点”“岗位描述”`
  )
}

function named(row: number, cells: readonly string[], header: readonly string[], ragged: 'error' | 'normal'): FileRow {
  const spare = cells.slice(header.length).some(cell => cell.trim() !== '')
  if (spare || (ragged === 'error' && cells.length < header.length))
    return { row, field: '', message: `有 ${cells.length} 列，表头有 ${header.length} 列` }
  const value: Record<string, string> = Object.create(null)
  for (let i = 0; i < header.length; i++) {
    const name = header[i] ?? ''
    const cell = cells[i] ?? ''
    if (name === '' || cell === '') continue
    // A column name that comes twice: the first one that holds something.
    value[name] ??= cell
  }
  return { row, value }
}
