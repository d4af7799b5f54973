import { plainLine, plainText } from './text.ts'

const wordsMax = 200
const wordCharsMax = 200
const empty = new Set([
  '',
  '-',
  '/',
  '无',
  '暂无',
  '不限',
  '专业不限',
  '不限专业',
  '无要求',
  '其他',
  'null',
  'none',
  'n/a'
])
/** A slash inside these is part of the word. */
const slashed = /tcp\/ip|tcp\/udp|ci\/cd|pl\/sql|a\/b|i\/o|b\/s|c\/s|ui\/ux|hw\/sw|m\/e|n\/a|gb\/t|iso\/\w+|os\/\d+/gi
const slashStandIn = '\uE000'

type Words = readonly string[] | string | null | undefined

/**
 * Words of a list field: an array, or a text split at Chinese and Western separators (blanks only between Chinese
 * words, so `Spring Boot` stays whole). Order of first mention, no repeats, no fillers such as 不限.
 */
export function parseWords(field: Words, splitAtPlus = false): string[] {
  if (field === null || field === undefined) return []
  const separators = splitAtPlus ? /[,，、;；|\n\t/+＋·•]+/ : /[,，、;；|\n\t/·•]+/
  const found = new Map<string, string>()
  for (const item of typeof field === 'string' ? [field] : field) {
    const text = plainText(item).replace(/^\[|\]$/g, '')
    for (const piece of withoutBlanks(withSlashes(text)).split(separators)) {
      const word = plainLine(piece.replaceAll(slashStandIn, '/').replace(/^["'“”\s]+|["'“”。\s]+$/g, ''))
      if (found.size >= wordsMax) break
      if (word.length > wordCharsMax || empty.has(word.toLowerCase())) continue
      if (!found.has(word.toLowerCase())) found.set(word.toLowerCase(), word)
    }
  }
  return [...found.values()]
}

/** Most fields hold neither slash nor blank, and are not searched for what stands around one. */
function withSlashes(text: string): string {
  return text.includes('/') ? text.replace(slashed, word => word.replace('/', slashStandIn)) : text
}

function withoutBlanks(text: string): string {
  return text.includes(' ') ? text.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, ',') : text
}
