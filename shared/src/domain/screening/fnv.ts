/** FNV-1a over UTF-16 units, two lanes, 16 hex digits: names content; no protection against forgery. */
export function fnvHex(text: string): string {
  let low = 0x811c9dc5
  let high = 0xcbf29ce4
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ (unit + at), 0x01000193)
  }
  return [high, low].map(lane => (lane >>> 0).toString(16).padStart(8, '0')).join('')
}
