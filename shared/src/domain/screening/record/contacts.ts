export type ContactKind = 'phone' | 'wechat' | 'qq'

/** A way to reach the employer, as it stands in a text; `key` is the same for every way to write one. */
export interface Contact {
  readonly kind: ContactKind
  readonly key: string
  readonly start: number
  readonly end: number
}

/** Beyond this many a text is a list, not an address. */
const contactsMax = 8

const foldable = /[０-９Ａ-Ｚａ-ｚ：＋－＿〇零一二三四五六七八九幺]/g
const numerals = '〇一二三四五六七八九'

/** Full-width signs and Chinese digits as ASCII, unit for unit, so that offsets stay. */
function fold(character: string): string {
  if (character >= '！') return String.fromCharCode(character.charCodeAt(0) - 0xfee0)
  if (character === '零') return '0'
  return character === '幺' ? '1' : String(numerals.indexOf(character))
}

const phone =
  /(?<![\da-z-])(?:(?:\+?86[ -]?)?1[3-9]\d(?:[ .-]?\d{4}){2}|0\d{2,3}[- ]?\d{7,8}|[48]00[- ]?\d{3}[- ]?\d{4})(?!\d)/gi
/** Only with a mark that a name follows: 微信 vue, 微信公众号 and `vx` inside a word name nobody. */
const wechat =
  /(?:(?:[微薇威徽]信|v[信x]|wechat|weixin|(?<![a-z])wx)(?:(?:账?号码?|id)[:\s]{0,3}|\s?:\s?)|[加+](?:我|人事|hr)?(?:[微薇威徽]信?[号:\s]{0,3}|(?:v[信x]?|wx)[号:\s]{1,3}(?=[a-z_-]{0,19}\d)))([a-z][\w-]{5,19}|1[3-9]\d{9})(?![\w.@/])/gi
const qq = /(?:qq|扣扣|企鹅)(?:账?号码?|群)?[:\s]{0,3}([1-9]\d{4,10})(?!\d)/gi
/** What every contact has: a run of digits, or a mark. Most texts have neither, and folding is what takes time. */
const possible =
  /[\d０-９〇零一二三四五六七八九幺]{3}[-\s.]?[\d０-９〇零一二三四五六七八九幺]{4}|[微薇威徽]信|[vｖ][信xｘ]|wechat|weixin|wx|qq|ｑｑ|扣扣|企鹅|[加+＋](?:我|人事|hr)?[微薇威徽vｖ]/i
const mobile = /^1[3-9]\d{9}$/

/** Contacts of a text in the order of their places, at most eight. Linear in the length of the text. */
export function contactsIn(text: string): Contact[] {
  if (!possible.test(text)) return []
  const plain = text.replace(foldable, fold)
  const phones = [...plain.matchAll(phone)].map(({ 0: whole, index }) => {
    const digits = whole.replaceAll(/\D/g, '').replace(/^86(?=1[3-9]\d{9}$)/, '')
    return { kind: 'phone' as const, key: digits, start: index, end: index + whole.length }
  })
  const named = (kind: 'wechat' | 'qq', pattern: RegExp) =>
    [...plain.matchAll(pattern)].flatMap(({ 0: whole, 1: name = '', index }) => {
      const end = index + whole.length
      const start = end - name.length
      // A number that is a phone's stands among the phones.
      return mobile.test(name) ? [] : [{ kind, key: name.toLowerCase(), start, end }]
    })
  const found = [...phones, ...named('wechat', wechat), ...named('qq', qq)]
  return found.sort((a, b) => a.start - b.start).slice(0, contactsMax)
}
