import { loneSurrogateErrors } from '../../contracts/well-formed.ts'
import type { FileRow } from '../../ports/row-reader.ts'
import type { RowLimits } from './limits.ts'

const newline = 0x0a

/** One JSON object per line, UTF-8. A broken line is a row error and the file goes on. */
export async function* ndjsonRows(bytes: AsyncIterable<Uint8Array>, limits: RowLimits): AsyncGenerator<FileRow> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let row = 0
  for await (const line of lines(bytes, limits.rowCharsMax)) {
    row++
    if (line === null) yield { row, field: '', message: `一行超过 ${limits.rowCharsMax} 字节` }
    else {
      const read = readLine(line, row, decoder)
      if (read !== undefined) yield read
    }
  }
}

/** Lines without their newline; null for one that is too long (its bytes are dropped as they come). */
async function* lines(bytes: AsyncIterable<Uint8Array>, lineBytesMax: number): AsyncGenerator<Buffer | null> {
  let parts: Buffer[] = []
  let length = 0
  let tooLong = false
  const take = () => {
    const line = tooLong ? null : parts.length === 1 ? (parts[0] ?? null) : Buffer.concat(parts)
    parts = []
    length = 0
    tooLong = false
    return line
  }
  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    let from = 0
    while (from < buffer.length) {
      const at = buffer.indexOf(newline, from)
      const part = buffer.subarray(from, at < 0 ? buffer.length : at)
      length += part.length
      if (length > lineBytesMax) {
        tooLong = true
        parts = []
      } else parts.push(part)
      if (at < 0) break
      yield take()
      from = at + 1
    }
  }
  if (length > 0) yield take()
}

function readLine(line: Buffer, row: number, decoder: InstanceType<typeof TextDecoder>): FileRow | undefined {
  let text: string
  try {
    // Drops a byte order mark too.
    text = decoder.decode(line)
  } catch {
    return { row, field: '', message: '不是有效的 UTF-8 编码' }
  }
  if (text.trim() === '') return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { row, field: '', message: `不是有效的 JSON：${(error as Error).message}` }
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return { row, field: '', message: '每行应是一个 JSON 对象' }
  // Decoded UTF-8 holds no lone surrogate; only an escape can make one.
  const [lone] = /\\u[dD][89a-fA-F]/.test(text) ? loneSurrogateErrors(value) : []
  if (lone !== undefined) {
    const field = lone.path.slice(1).replaceAll('/', '.')
    return { row, field, message: `${field} ${lone.message}`.trim() }
  }
  return { row, value: value as Record<string, unknown> }
}
