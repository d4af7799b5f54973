import { parseXml, type XmlHandler } from './xml.ts'

export interface Workbook {
  /** Path of the first visible worksheet within the file. */
  readonly sheet: string | undefined
  /** Days count from 1904 instead of 1900. */
  readonly date1904: boolean
}

type OpenPart = (path: string) => Promise<AsyncIterable<Uint8Array> | undefined>

/** Which worksheet to read: the first visible one in the order of the tabs. */
export async function readWorkbook(part: OpenPart, textCharsMax: number): Promise<Workbook> {
  const sheets: { readonly id: string; readonly hidden: boolean }[] = []
  const targets = new Map<string, string>()
  let date1904 = false
  await readElements(await part('xl/workbook.xml'), textCharsMax, (name, attributes) => {
    if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
    if (name === 'sheet') sheets.push({ id: attributes['r:id'] ?? '', hidden: /hidden/i.test(attributes.state ?? '') })
  })
  await readElements(await part('xl/_rels/workbook.xml.rels'), textCharsMax, (name, attributes) => {
    const target = attributes.Target ?? ''
    if (name === 'Relationship' && /\/worksheet$/.test(attributes.Type ?? ''))
      targets.set(attributes.Id ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  })
  const visible = sheets.find(sheet => !sheet.hidden && targets.has(sheet.id))
  return { sheet: visible && targets.get(visible.id), date1904 }
}

/** Whether numbers of each cell style are dates. */
export async function readDateStyles(
  bytes: AsyncIterable<Uint8Array> | undefined,
  textCharsMax: number
): Promise<readonly boolean[]> {
  const formats = new Map<number, string>()
  const styles: boolean[] = []
  let inCellStyles = false
  await readElements(
    bytes,
    textCharsMax,
    (name, attributes) => {
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      else if (name === 'cellXfs') inCellStyles = true
      else if (name === 'xf' && inCellStyles) {
        const id = Number(attributes.numFmtId)
        const code = formats.get(id)
        styles.push(code === undefined ? isBuiltInDate(id) : isDateFormat(code))
      }
    },
    name => {
      if (name === 'cellXfs') inCellStyles = false
    }
  )
  return styles
}

/** ECMA-376 part 1, 18.8.30: 14–22 and 45–47 everywhere, 27–36 and 50–58 in the Chinese and other East Asian locales. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
}

function isDateFormat(code: string): boolean {
  return /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]/gi, ''))
}

async function readElements(
  bytes: AsyncIterable<Uint8Array> | undefined,
  textCharsMax: number,
  open: XmlHandler['open'],
  close: XmlHandler['close'] = () => {}
): Promise<void> {
  if (bytes === undefined) return
  for await (const _ of parseXml(bytes, { open, close, text: () => {} }, textCharsMax)) {
    // The handler does the work chunk by chunk.
  }
}
