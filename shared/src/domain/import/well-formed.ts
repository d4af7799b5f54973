const loneSurrogate = /\p{Surrogate}/u

/**
 * Path of the first text with a lone surrogate (`employer.name`, `skills.2`), or undefined. Such a text has no UTF-8 form:
 * stored, it would come back changed, so it is refused.
 */
export function loneSurrogatePath(value: unknown, path: readonly string[] = []): readonly string[] | undefined {
  if (typeof value === 'string') return loneSurrogate.test(value) ? path : undefined
  if (value === null || typeof value !== 'object') return undefined
  for (const [key, child] of Object.entries(value)) {
    const found = loneSurrogate.test(key) ? path : loneSurrogatePath(child, [...path, key])
    if (found !== undefined) return found
  }
  return undefined
}

export const loneSurrogateMessage = '含有不成对的代理字符（lone surrogate）'
