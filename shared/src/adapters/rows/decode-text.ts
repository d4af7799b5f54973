/**
 * Text of unknown encoding: UTF-8 or UTF-16 by the byte order mark, else UTF-8 unless the first bytes beyond ASCII
 * only read well as GB18030. Bytes that mean nothing come out as U+FFFD, so that a reader can report their row.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let held: Buffer[] = []
  let heldBytes = 0
  let decoder: InstanceType<typeof TextDecoder> | undefined
  for await (const chunk of bytes) {
    if (decoder !== undefined) {
      const text = decoder.decode(chunk, { stream: true })
      if (text !== '') yield text
      continue
    }
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    const undecided = heldBytes === 0 && isAscii(buffer)
    const marked = heldBytes === 0 && buffer.length >= 2 && markedEncoding(buffer) !== undefined
    if (undecided) {
      yield buffer.toString('latin1')
      continue
    }
    held.push(buffer)
    heldBytes += buffer.length
    // Enough to tell the encodings apart: some hundred characters.
    if (!marked && heldBytes < decideBytesMin) continue
    const first = Buffer.concat(held)
    held = []
    decoder = new TextDecoder(detectEncoding(first))
    const text = decoder.decode(first, { stream: true })
    if (text !== '') yield text
  }
  if (heldBytes > 0 && decoder === undefined) {
    const first = Buffer.concat(held)
    decoder = new TextDecoder(detectEncoding(first))
    yield decoder.decode(first, { stream: true })
  }
  const rest = decoder?.decode() ?? ''
  if (rest !== '') yield rest
}

const decideBytesMin = 4096

function isAscii(buffer: Buffer): boolean {
  for (const byte of buffer) if (byte > 0x7f || byte === 0) return false
  return true
}

function markedEncoding(buffer: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | undefined {
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le'
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'utf-16be'
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return 'utf-8'
  return undefined
}

/**
 * Chinese in UTF-8 is three bytes a character; GB18030 read as UTF-8 gives mostly broken or two-byte characters. So a
 * few broken bytes don't turn a UTF-8 file into GB18030.
 */
export function detectEncoding(sample: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' {
  const marked = markedEncoding(sample)
  if (marked !== undefined) return marked
  let wide = 0
  let lost = 0
  for (const char of new TextDecoder('utf-8').decode(sample, { stream: true })) {
    if (char === '\ufffd') lost++
    else if (char >= '\u0800') wide++
  }
  return wide >= lost ? 'utf-8' : 'gb18030'
}
