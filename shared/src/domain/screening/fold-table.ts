import { traditionalPairs } from './tables/traditional.ts'

/** How the folder treats a UTF-16 unit. */
export const plain = 0
/** Leaves no trace: zero-width characters, variation selectors, combining keycaps. */
export const invisible = 1
/** A gap between words, or noise inside one. */
export const blank = 2
/** A symbol that layout and disguise both use between characters (限*男, ★双休). */
export const soft = 3

export interface FoldTable {
  readonly kind: Uint8Array
  /** The folded unit; 0 = see `longer`. */
  readonly to: Uint16Array
  readonly longer: ReadonlyMap<number, string>
  /** Code points above the BMP that stand for a character. */
  readonly astral: ReadonlyMap<number, string>
}

const invisibles: readonly [number, number][] = [
  [0x00, 0x08],
  [0x0e, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x20d0, 0x20f0],
  [0x300, 0x36f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffc]
]
const blanks =
  ' \t\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2800'
const softs = '*_^#@+=|\\/~`·•.-…●○★☆◆◇■□▲△▼▽※♥♡❤♣♠♦✔✓√→←↑↓×✘✗✿❀♪♫°¤§¨¯´¸「」『』〖〗〔〕\'"'
/** Compatibility blocks worth folding; elsewhere NFKC would change lengths or meaning for nothing. */
const compatibility: readonly [number, number][] = [
  [0x2070, 0x209c],
  [0x2100, 0x214f],
  [0x2160, 0x2188],
  [0x2460, 0x24ff],
  [0x2f00, 0x2fd5],
  [0x3200, 0x33ff],
  [0xf900, 0xfad9],
  [0xff01, 0xffee]
]
/** Letters with accents: pinyin with tones (wài), and ü as v. */
const accented: readonly [number, number][] = [
  [0xc0, 0x24f],
  [0x1e00, 0x1eff]
]
/** Each odd character becomes the one after it. */
const pairs =
  '，,；;：:！!？?（(）)［[］]｛[｝]【[】]「"」"『"』"“"”"‘\'’\'《"》"〈"〉"–-—-―-−-‐-‑-‒-─-━-～-〜-∼-~-﹣-﹘-ー-╱/⁄/∕/．.。。｡。、、﹑、､、' +
  '♂男♀女⚥男☿女❌不✖不✕不⛔禁Ⅰ1Ⅱ2ɡgɑaоoаaеe┆,│|¦|丨|➕+⒈1○○〇零Ｏo⺠民⻓长⻔门⻅见⻋车⻚页⻛风⻜飞⻘青⻬齐⻰龙⻩黄⻢马⻥鱼⻦鸟⻝食⻄西囗口髙高対对戸户歳岁労劳経经転转実实検检験验気气図图団团県县処处伝传応应関关亾人侽男莮男籹女釹女佰百仟千欵款夲本囯国冇没収收帀币ロ口淯育亇个尓尔伱你岀出'
const astralPairs: readonly [string, string][] = [
  ['🚺', '女'],
  ['🚹', '男'],
  ['👩', '女'],
  ['👧', '女'],
  ['👸', '女'],
  ['💃', '女'],
  ['👨', '男'],
  ['👦', '男'],
  ['🤵', '男'],
  ['🈲', '禁'],
  ['🚫', '禁'],
  ['🈚', '无'],
  ['🈶', '有'],
  ['🈵', '满'],
  ['💍', '婚'],
  ['🤰', '孕'],
  ['👶', '娃'],
  ['💰', '赚'],
  ['💵', '钱'],
  ['🏦', '银行'],
  ['🎰', '赌'],
  ['🎲', '赌'],
  ['🆓', '免费'],
  ['🪪', '证'],
  ['🏠', '房'],
  ['🕌', '清真寺'],
  ['🐷', '猪'],
  ['🙅', '不要'],
  ['🧧', '红包'],
  ['💳', '卡'],
  ['💑', '情侣'],
  ['💔', '离婚']
]

export function createFoldTable(): FoldTable {
  const kind = new Uint8Array(65536)
  const to = new Uint16Array(65536).map((_, unit) => unit)
  const longer = new Map<number, string>()
  const set = (unit: number, folded: string) => {
    if (folded.length === 1) to[unit] = folded.charCodeAt(0)
    else longer.set(unit, folded)
    if (folded.length !== 1) to[unit] = 0
  }
  for (const [first, last] of compatibility)
    for (let unit = first; unit <= last; unit++) {
      const folded = String.fromCharCode(unit).normalize('NFKC').toLowerCase()
      if (folded !== '') set(unit, enumerator(folded))
    }
  for (let unit = 0x41; unit <= 0x5a; unit++) to[unit] = unit + 32
  for (const [first, last] of accented)
    for (let unit = first; unit <= last; unit++) {
      const folded = plainLetter(unit)
      if (folded !== null) set(unit, folded)
    }
  eachPair(traditionalPairs, set)
  eachPair(pairs, set)
  for (const [first, last] of invisibles) kind.fill(invisible, first, last + 1)
  for (const character of blanks) kind[character.charCodeAt(0)] = blank
  for (const character of softs) kind[character.charCodeAt(0)] = soft
  // Full-width and typographic forms of the soft symbols fold first, then count as what they fold to.
  for (let unit = 0x80; unit < 65536; unit++) {
    const target = to[unit] as number
    if (kind[unit] === plain && target !== unit && kind[target] !== plain) kind[unit] = kind[target] as number
  }
  const astral = new Map(astralPairs.map(([emoji, character]) => [emoji.codePointAt(0) ?? 0, character]))
  for (let point = 0x1d7ce; point <= 0x1d7ff; point++) astral.set(point, String((point - 0x1d7ce) % 10))
  for (let point = 0x1d400; point <= 0x1d6a3; point++)
    astral.set(point, String.fromCodePoint(point).normalize('NFKC').toLowerCase())
  for (let point = 0x1f130; point <= 0x1f149; point++) astral.set(point, String.fromCharCode(0x61 + point - 0x1f130))
  return { kind, to, longer, astral }
}

function plainLetter(unit: number): string | null {
  const parts = String.fromCharCode(unit).normalize('NFD').toLowerCase()
  const base = parts.charAt(0)
  if (base < 'a' || base > 'z' || parts.length === 1) return null
  return base === 'u' && parts.includes('\u0308') ? 'v' : base
}

/** (1) and 1. as one character are the number: ⑴岁 hides a digit as well as ①岁 does. */
function enumerator(folded: string): string {
  return folded.replace(/^\((.+)\)$/, '$1').replace(/^(\d+)\.$/, '$1')
}

function eachPair(text: string, set: (unit: number, folded: string) => void): void {
  for (let at = 0; at + 1 < text.length; at += 2) set(text.charCodeAt(at), text.charAt(at + 1))
}
