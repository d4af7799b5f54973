import type { RowLimits } from './limits.ts'
import type { TableRow } from './table-rows.ts'
import type { SharedStrings } from './xlsx-strings.ts'
import { parseXml, type XmlHandler } from './xml.ts'

export interface SheetContext {
  readonly strings: SharedStrings | undefined
  readonly dateStyles: readonly boolean[]
  readonly date1904: boolean
}

/** The rows of a worksheet, as many at a time as one chunk of XML completes. Formulas give their stored value. */
export async function* sheetRows(
  bytes: AsyncIterable<Uint8Array>,
  context: SheetContext,
  limits: RowLimits
): AsyncGenerator<TableRow[]> {
  let rows: TableRow[] = []
  const handler = createSheetHandler(context, limits, row => rows.push(row))
  for await (const _ of parseXml(bytes, handler, limits.rowCharsMax)) {
    if (rows.length === 0) continue
    yield rows
    rows = []
  }
}

function createSheetHandler(context: SheetContext, limits: RowLimits, emit: (row: TableRow) => void): XmlHandler {
  let row = 0
  let cells: string[] = []
  let chars = 0
  let column = -1
  let type = ''
  let style = 0
  let value = ''
  let inValue = false
  let phonetic = false

  return {
    open(name, attributes) {
      if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnIndex(attributes.r)
        type = attributes.t ?? 'n'
        style = Number(attributes.s ?? 0)
        value = ''
      } else if (name === 'v' || name === 't') inValue = true
      else if (name === 'rPh') phonetic = true
      else if (name === 'row') {
        row = Number(attributes.r ?? row + 1)
        cells = []
        chars = 0
        column = -1
      }
    },
    text(text) {
      if (inValue && !phonetic) value += text
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'c') {
        const text = value === '' ? '' : cellText(value, type, style, context)
        chars += text.length
        if (text === '' || column < 0 || column >= limits.columnsMax || chars > limits.rowCharsMax) return
        while (cells.length < column) cells.push('')
        cells[column] = text
      } else if (name === 'row')
        emit(chars > limits.rowCharsMax ? { row, message: `一行超过 ${limits.rowCharsMax} 字符` } : { row, cells })
    }
  }
}

/** `BC12` → 54. */
function columnIndex(reference: string): number {
  let index = 0
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i)
    if (code < 65 || code > 90) break
    index = index * 26 + code - 64
  }
  return index - 1
}

function cellText(value: string, type: string, style: number, context: SheetContext): string {
  if (type === 's') return context.strings?.at(Number(value)) ?? ''
  if (type === 'b') return value === '1' ? '是' : '否'
  if (type !== 'n') return value
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  return context.dateStyles[style] === true ? dateText(number, context.date1904) : String(number)
}

const dayMs = 86_400_000
/** Serial 0; Excel's year 1900 has a 29 February, which this absorbs from 1 March 1900 on. */
const epoch1900Ms = Date.UTC(1899, 11, 30)
const epoch1904Ms = Date.UTC(1904, 0, 1)
const serialMax = 2_958_465

/** `2026-10-24`, or `2026-10-24 08:30:00` where the cell has a time of day. A workbook knows no time zone. */
function dateText(serial: number, date1904: boolean): string {
  if (serial < 0 || serial > serialMax) return String(serial)
  const ms = (date1904 ? epoch1904Ms : epoch1900Ms) + Math.round(serial * 86_400) * 1000
  const text = new Date(ms).toISOString()
  return ms % dayMs === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`
}
