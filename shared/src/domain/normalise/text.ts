import { decodeHTMLStrict } from 'entities'

/** Short fields longer than this are not read: they hold something else, and stay as text. */
export const fieldCharsMax = 500
/** Longest piece of a field repeated in `unparsed`. */
export const quoteCharsMax = 200

const breakingTags = new Set(
  'address article aside blockquote body br caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre section table tbody tfoot thead title tr ul'.split(
    ' '
  )
)
/** Only known elements are markup: `List<String>`, `<URL>` and `<岗位职责>` are text. */
const inlineTags = new Set(
  'a abbr acronym b bdi bdo big button cite code col colgroup em font i iframe img input ins kbd label link mark meta noscript o:p object option q s samp script select small span strike strong style sub sup svg td textarea th tt u var video wbr'.split(
    ' '
  )
)
const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9:]*)(?:[\s/][^<>]*)?>/g
const invisible = /[\p{Cs}\p{Cf}\uFFFC\uFFFD]|(?![\t\n])\p{Cc}/gu
const fullWidth = /[０-９Ａ-Ｚａ-ｚ＋－／＝％＃＠＆＊．＿｜～＜＞＄]/g
const escapedMarkup =
  /<\/?(?:br|p|div|li|ul|ol|span|strong|b|font)(?:[\s/][^<>]*)?>|&(?:nbsp|lt|gt|amp|quot|#\d{2,5});/i

/** Removes what lies between two marks; an opening mark without a closing one is left to the tag pass. Linear. */
function dropBetween(text: string, open: RegExp, close: RegExp): string {
  let kept = ''
  let from = 0
  open.lastIndex = 0
  for (let start = open.exec(text); start !== null; start = open.exec(text)) {
    close.lastIndex = start.index
    const end = close.exec(text)
    if (end === null) break
    kept += `${text.slice(from, start.index)} `
    from = end.index + end[0].length
    open.lastIndex = from
  }
  return kept + text.slice(from)
}

function stripTags(text: string): string {
  if (!text.includes('<')) return text
  let rest = dropBetween(text, /<!--/g, /-->/g)
  rest = dropBetween(rest, /<script\b/gi, /<\/script\s*>/gi)
  rest = dropBetween(rest, /<style\b/gi, /<\/style\s*>/gi)
  return rest.replace(tag, (whole, _slash: string, name: string) => {
    const element = name.toLowerCase()
    if (breakingTags.has(element)) return '\n'
    if (element === 'td' || element === 'th') return ' '
    return inlineTags.has(element) ? '' : whole
  })
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return decodeHTMLStrict(text.replace(/&nbsp(?!;)/gi, '&nbsp;'))
}

function withoutMarkup(text: string): string {
  const once = decodeEntities(stripTags(text))
  // Feeds that escape twice: what was no markup before decoding is markup after it.
  return once !== text && escapedMarkup.test(once) && !/<[a-z]/i.test(text) ? decodeEntities(stripTags(once)) : once
}

/**
 * Plain already, as most fields are: lines of these characters (ASCII without `<` and `&`, Chinese and its marks, quotation
 * marks and dashes), with single blanks inside and at most one empty line between.
 */
const plainAlready =
  /^(?:[!-%'-;=-~·—‘’“”…、-】〇\u4E00-\u9FFF（），：；？！]+(?:(?: |\n\n?)[!-%'-;=-~·—‘’“”…、-】〇\u4E00-\u9FFF（），：；？！]+)*)?$/

/** Text as a reader sees it: no markup, no invisible characters, line breaks kept, blanks collapsed. Linear time. */
export function plainText(raw: string): string {
  if (plainAlready.test(raw)) return raw
  return withoutMarkup(raw)
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(/\p{Co}/gu, ' ')
    .replace(invisible, '')
    .replace(fullWidth, character => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[\t\p{Zs}]+/gu, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** `plainText` on one line. */
export function plainLine(raw: string): string {
  return plainText(raw).replace(/\n+/g, ' ')
}

/** The form that the field parsers read: compatibility-folded, lower case, no blanks. */
export function compact(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(/[\p{Cs}\p{Co}\p{Cf}\p{Cc}\p{Z}\uFFFD]+/gu, '')
    .toLowerCase()
}

const blanks = new Set([
  '',
  '-',
  '--',
  '—',
  '/',
  '无',
  '暂无',
  'null',
  'none',
  'undefined',
  'nan',
  'n/a',
  '未填写',
  '未填'
])

/** The field's plain line, or null where it is absent or a feed's way to say so (`-`, `null`, `暂无`). */
export function given(raw: string | null | undefined): string | null {
  if (raw === null || raw === undefined) return null
  const text = plainLine(raw)
  return blanks.has(text.toLowerCase()) ? null : text
}
