import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { type FileRow, UnreadableFileError } from '../../ports/row-reader.ts'
import { createUnpackGuard } from './bytes.ts'
import type { RowLimits } from './limits.ts'
import { tableRows } from './table-rows.ts'
import { sheetRows } from './xlsx-sheet.ts'
import { readSharedStrings } from './xlsx-strings.ts'
import { readDateStyles, readWorkbook } from './xlsx-workbook.ts'

/** A workbook has some dozen parts; a file with more is not read to its end. */
const partsMax = 10_000

/**
 * The first visible worksheet of a workbook. A zip keeps its index at its end and the strings of the cells in a part of
 * its own, so the stream is spooled to a temporary file, which is removed when the rows were taken or given up.
 */
export async function* xlsxRows(bytes: AsyncIterable<Uint8Array>, limits: RowLimits): AsyncGenerator<FileRow> {
  const directory = await mkdtemp(join(tmpdir(), 'zhipei-import-'))
  try {
    const file = join(directory, 'workbook.xlsx')
    const packed = await spool(bytes, file, limits.spoolBytesMax)
    const zip = await asUnreadable(() => openPromise(file, { autoClose: false }))
    try {
      yield* workbookRows(zip, packed, directory, limits)
    } finally {
      zip.close()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function* workbookRows(
  zip: ZipFile,
  packed: number,
  directory: string,
  limits: RowLimits
): AsyncGenerator<FileRow> {
  const parts = await asUnreadable(() => listParts(zip))
  const guard = createUnpackGuard(() => packed, limits)
  const part = async (path: string) => {
    const entry = parts.get(path.toLowerCase())
    return entry && unpack(zip, entry, guard)
  }
  const { sheet, date1904 } = await readWorkbook(part, limits.rowCharsMax)
  const sheetBytes = sheet === undefined ? undefined : await part(sheet)
  if (sheetBytes === undefined) throw new UnreadableFileError('不是有效的 .xlsx 文件：里面没有可见的工作表')
  const dateStyles = await readDateStyles(await part('xl/styles.xml'), limits.rowCharsMax)
  const table = await part('xl/sharedStrings.xml')
  const strings =
    table &&
    (await readSharedStrings(table, join(directory, 'strings'), limits.stringsMemoryCharsMax, limits.rowCharsMax))
  try {
    yield* tableRows(sheetRows(sheetBytes, { strings, dateStyles, date1904 }, limits), limits, 'normal')
  } finally {
    strings?.close()
  }
}

async function spool(bytes: AsyncIterable<Uint8Array>, file: string, bytesMax: number): Promise<number> {
  let total = 0
  await pipeline(async function* () {
    for await (const chunk of bytes) {
      total += chunk.length
      if (total > bytesMax) throw new UnreadableFileError(`工作簿超过 ${bytesMax} 字节上限，请改用 CSV 或 NDJSON`)
      yield chunk
    }
  }, createWriteStream(file))
  return total
}

async function listParts(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const parts = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    parts.set(entry.fileName.toLowerCase(), entry)
    if (parts.size > partsMax) throw new Error(`more than ${partsMax} parts`)
  }
  return parts
}

async function* unpack(zip: ZipFile, entry: Entry, guard: (chunkBytes: number) => void): AsyncGenerator<Uint8Array> {
  const stream = await asUnreadable(() => zip.openReadStreamPromise(entry))
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      guard(chunk.length)
      yield chunk
    }
  } finally {
    stream.destroy()
  }
}

async function asUnreadable<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw new UnreadableFileError(`不是有效的 .xlsx 文件：${(error as Error).message}`)
  }
}
