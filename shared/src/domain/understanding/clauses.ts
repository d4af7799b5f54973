/** A clause of a text: what stands between two stops. */
export interface Clause {
  readonly start: number
  readonly end: number
  readonly text: string
}

const stops =
  /[。；;\n！!？?]|[,，](?=\s*(?:\d+[.、)]|[一二三四五六七八九十]、))|(?=\d)(?<=[^\d])(?=\d{1,2}[、.．)）]\s*[^\d])/g

/** Sentences and numbered items of a text, with their places. */
export function sentences(text: string): Clause[] {
  const found: Clause[] = []
  let from = 0
  for (const stop of text.matchAll(stops)) {
    if (stop.index > from) found.push({ start: from, end: stop.index, text: text.slice(from, stop.index) })
    from = stop.index + stop[0].length
  }
  if (from < text.length) found.push({ start: from, end: text.length, text: text.slice(from) })
  return found
}

/** The smaller unit around a place of a sentence: what its commas enclose. */
export function clauseAround(text: string, start: number, end: number): string {
  const commas = '，,。；;、\n！!'
  let from = start
  while (from > 0 && start - from < 40 && !commas.includes(text[from - 1] as string)) from--
  let to = end
  while (to < text.length && to - end < 40 && !commas.includes(text[to] as string)) to++
  return text.slice(from, to)
}
