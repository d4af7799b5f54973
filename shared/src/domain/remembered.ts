/** Postings name the same titles, places, employers and majors over and over. */
const textsMax = 10_000
/** UTF-16 units. Longer texts seldom come twice, and are read anew. */
const textUnitsMax = 200

/** What was read of a text lately is not read again. `read` must be pure; nobody may change what it gives. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    if (text.length > textUnitsMax) return read(text)
    const before = known.get(text)
    if (before !== undefined || known.has(text)) return before as T
    const value = read(text)
    if (known.size === textsMax) known.clear()
    known.set(text, value)
    return value
  }
}
