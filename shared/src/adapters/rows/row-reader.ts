import {
  type FileFormat,
  type FileRow,
  type OpenRows,
  type RowReader,
  UnreadableFileError
} from '../../ports/row-reader.ts'
import { gunzip, peek } from './bytes.ts'
import { csvRows } from './csv-rows.ts'
import { defaultRowLimits, type RowLimits } from './limits.ts'
import { ndjsonRows } from './ndjson-rows.ts'
import { xlsxRows } from './xlsx-rows.ts'

/** Bytes looked at to tell the format. */
const headBytes = 512

const zipMagic = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const oldExcelMagic = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

const readers: Record<FileFormat, (bytes: AsyncIterable<Uint8Array>, limits: RowLimits) => AsyncIterable<FileRow>> = {
  ndjson: ndjsonRows,
  csv: csvRows,
  xlsx: xlsxRows
}

export function createRowReader(limits: Partial<RowLimits> = {}): RowReader {
  const bounds = { ...defaultRowLimits, ...limits }
  return {
    async open({ bytes, name = '', contentType = '' }): Promise<OpenRows> {
      let read = 0
      async function* counted(): AsyncGenerator<Uint8Array> {
        for await (const chunk of bytes) {
          read += chunk.length
          yield chunk
        }
      }
      let content = await peek(counted(), headBytes)
      const packed = content.head[0] === 0x1f && content.head[1] === 0x8b
      if (packed)
        content = await peek(
          gunzip(content.bytes, () => read, bounds),
          headBytes
        )
      else if (/\.gz$/i.test(name) && content.head.length > 0)
        throw new UnreadableFileError('文件名以 .gz 结尾，但内容不是 gzip')
      const format = formatOf(content.head, name.replace(/\.gz$/i, ''), contentType)
      return {
        format,
        label: packed ? `${format}.gz` : format,
        bytesRead: () => read,
        rows: readers[format](content.bytes, bounds)
      }
    }
  }
}

/** The magic number decides for a workbook; name, then media type, then the first character tell the texts apart. */
function formatOf(head: Buffer, name: string, contentType: string): FileFormat {
  if (head.subarray(0, 4).equals(zipMagic)) return 'xlsx'
  if (head.subarray(0, 4).equals(oldExcelMagic))
    throw new UnreadableFileError('这是旧版 Excel（.xls）文件，请另存为 .xlsx 或 .csv 后再导入')
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase()
  if (ending === 'xlsx' || (ending === undefined && contentType.includes('spreadsheetml')))
    throw new UnreadableFileError('不是有效的 .xlsx 文件（不是 zip 容器）')
  if (ending === 'ndjson' || ending === 'jsonl' || ending === 'json') return 'ndjson'
  if (ending === 'csv' || ending === 'tsv' || ending === 'txt') return 'csv'
  if (/ndjson|jsonl|json/.test(contentType)) return 'ndjson'
  if (/csv|tab-separated/.test(contentType)) return 'csv'
  return /^\ufeff?\s*[{[]/.test(head.toString('utf8')) ? 'ndjson' : 'csv'
}
