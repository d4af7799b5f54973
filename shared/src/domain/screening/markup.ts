const tagUnitsMax = 120
const entityUnitsMax = 10
const blockTag = /^<\/?(?:br|p|div|li|ul|ol|tr|td|th|table|h[1-6]|section)\b/i

/** What a tag or entity at `at` stands for: a unit, 0x20 for a blank, 0 for nothing. Null: it is plain text. */
export function skipMarkup(text: string, at: number, to: number): { end: number; code: number } | null {
  return text.charCodeAt(at) === 0x3c ? tag(text, at, to) : entity(text, at, to)
}

function tag(text: string, at: number, to: number): { end: number; code: number } | null {
  if (!/[a-z/]/i.test(text.charAt(at + 1))) return null
  const last = Math.min(to, at + tagUnitsMax)
  for (let end = at + 1; end < last; end++) {
    const unit = text.charCodeAt(end)
    if (unit === 0x3c || unit === 0x0a) return null
    if (unit === 0x3e) return { end: end + 1, code: blockTag.test(text.slice(at, at + 12)) ? 0x0a : 0 }
  }
  return null
}

function entity(text: string, at: number, to: number): { end: number; code: number } | null {
  const match = /^&(?:(nbsp|ensp|emsp)|#(\d{2,5})|#x([\da-f]{2,4}));/i.exec(
    text.slice(at, Math.min(to, at + entityUnitsMax))
  )
  if (match === null) return null
  const [whole, blank, decimal, hex] = match
  const unit = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  const code = blank !== undefined || !(unit > 0x20 && unit < 0xd800) ? 0x20 : unit
  return { end: at + whole.length, code }
}
