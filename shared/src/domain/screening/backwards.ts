import type { PostingContext } from './context.ts'
import type { Located, ScreenText } from './engine.ts'

/** The employer tells the reader to read from right to left (备注倒着读：性女限). */
const told =
  /(?:从右(?:往|向|到|至)左|倒着?[读看念]|反着?[读看念]|倒过来|倒序|逆序)[^\n。:：]{0,6}[:：)）\]】,，]{0,3}/g
const tellsMax = 4
const unitsMax = 80

/** Findings in what `text` asks to be read backwards; the evidence is what stands there, as submitted. */
export function screenBackwards(
  screenText: ScreenText,
  posting: PostingContext,
  field: string,
  text: string
): Located[] {
  const found: Located[] = []
  let tells = 0
  for (const tell of text.matchAll(told)) {
    if (++tells > tellsMax) break
    const from = tell.index + tell[0].length
    const segment = /^[^\n。]*/.exec(text.slice(from, from + unitsMax))?.[0] ?? ''
    const reversed = [...segment].reverse().join('')
    for (const finding of screenText(posting, field, reversed)) {
      const start = from + segment.length - finding.end
      const end = from + segment.length - finding.start
      found.push({ ...finding, start, end, quote: text.slice(start, end) })
    }
  }
  return found
}
