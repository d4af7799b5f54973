import type { ProblemError } from './problem.ts'

/** Deeper than any value of the contract. */
const depthMax = 32

/**
 * Strings and names with half a surrogate pair, which JSON escapes can carry: no encoding can write them, so that what is
 * stored would differ from what was sent.
 */
export function loneSurrogateErrors(value: unknown, path = '', depth = 0): ProblemError[] {
  if (typeof value === 'string')
    return /\p{Surrogate}/u.test(value) ? [{ path, message: '含有不成对的代理字符（lone surrogate）' }] : []
  if (value === null || typeof value !== 'object') return []
  if (depth > depthMax) return [{ path, message: '嵌套过深' }]
  return Object.entries(value).flatMap(([name, child]) =>
    /\p{Surrogate}/u.test(name)
      ? [{ path, message: '字段名含有不成对的代理字符（lone surrogate）' }]
      : loneSurrogateErrors(child, `${path}/${name}`, depth + 1)
  )
}
