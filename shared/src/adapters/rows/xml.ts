import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { UnreadableFileError } from '../../ports/row-reader.ts'

export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text(text: string): void
  close(name: string): void
}

/**
 * Feeds a stream of XML to a handler and gives control back after every chunk, so that a reader can hand on what it
 * has. Element names come without their namespace prefix (some writers use `x:row`).
 */
export async function* parseXml(
  bytes: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
  textCharsMax: number
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  // The parser gathers a text until its element ends: without a bound one endless cell would fill the memory.
  let sinceElementChars = 0
  parser.on('opentag', (tag: SaxesTagPlain) => {
    sinceElementChars = 0
    handler.open(local(tag.name), tag.attributes)
  })
  parser.on('text', text => handler.text(text))
  parser.on('cdata', text => handler.text(text))
  parser.on('closetag', (tag: SaxesTagPlain) => {
    sinceElementChars = 0
    handler.close(local(tag.name))
  })
  const decoder = new TextDecoder('utf-8')
  try {
    for await (const chunk of bytes) {
      const text = decoder.decode(chunk, { stream: true })
      sinceElementChars += text.length
      parser.write(text)
      if (sinceElementChars > textCharsMax + chunk.length)
        throw new UnreadableFileError(`工作簿里一个单元格超过 ${textCharsMax} 字符`)
      yield
    }
    parser.write(decoder.decode()).close()
    yield
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error
    throw new UnreadableFileError(`工作簿内容损坏：${(error as Error).message}`)
  }
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
