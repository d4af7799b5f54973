import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { parseXml } from './xml.ts'

/** The workbook's table of shared strings, by index. */
export interface SharedStrings {
  at(index: number): string | undefined
  close(): void
}

/** Strings up to this length stay in memory while there is room: they are the ones that repeat. */
const shortCharsMax = 64
/** What keeping a string costs beyond its characters. */
const entryChars = 48
const pageBytesMax = 1024 * 1024

/**
 * Reads the table once. Short strings stay in memory up to a bound, the others go to a file in `directory`, of which
 * memory holds where each begins (8 bytes a string): a workbook with 200,000 descriptions is read like one with ten.
 */
export async function readSharedStrings(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  memoryCharsMax: number,
  textCharsMax: number
): Promise<SharedStrings> {
  const short = new Map<number, string>()
  const descriptor = openSync(file, 'w+')
  const ends: number[] = []
  let memoryChars = 0
  let end = 0
  let page: Buffer[] = []
  let pageBytes = 0
  const flush = () => {
    if (pageBytes > 0) writeSync(descriptor, Buffer.concat(page))
    page = []
    pageBytes = 0
  }
  const add = (text: string) => {
    if (text.length <= shortCharsMax && memoryChars + text.length + entryChars <= memoryCharsMax) {
      short.set(ends.length, text)
      memoryChars += text.length + entryChars
    } else {
      const encoded = Buffer.from(text)
      page.push(encoded)
      pageBytes += encoded.length
      end += encoded.length
      if (pageBytes > pageBytesMax) flush()
    }
    ends.push(end)
  }
  try {
    for await (const _ of parseXml(bytes, stringItems(add), textCharsMax)) {
      // The handler does the work chunk by chunk.
    }
    flush()
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
  return {
    at(index) {
      const kept = short.get(index)
      if (kept !== undefined) return kept
      const to = ends[index]
      if (to === undefined) return undefined
      const from = ends[index - 1] ?? 0
      const buffer = Buffer.allocUnsafe(to - from)
      readSync(descriptor, buffer, 0, buffer.length, from)
      return buffer.toString('utf8')
    },
    close: () => closeSync(descriptor)
  }
}

/** `<si>` holds one `<t>`, or runs `<r><t>` of rich text; `<rPh>` is only how it is read aloud. */
function stringItems(add: (text: string) => void) {
  let item = ''
  let inText = false
  let phonetic = false
  return {
    open(name: string) {
      if (name === 'si') item = ''
      else if (name === 't') inText = true
      else if (name === 'rPh') phonetic = true
    },
    text(text: string) {
      if (inText && !phonetic) item += text
    },
    close(name: string) {
      if (name === 'si') add(item)
      else if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
    }
  }
}
