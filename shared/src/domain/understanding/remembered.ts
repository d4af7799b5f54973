/** Postings name the same titles and majors over and over. */
const textsMax = 10_000

/** What was read of a text lately is not read again. `read` must be pure. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    const before = known.get(text)
    if (before !== undefined || known.has(text)) return before as T
    const value = read(text)
    if (known.size === textsMax) known.clear()
    known.set(text, value)
    return value
  }
}
