import { fnvHex } from './fnv.ts'
import type { RuleFamily } from './rule.ts'

/** Raised by hand: major = other findings on much of a pool, minor = new rules, patch = repaired ones. */
export const rulesSemanticVersion = '1.0.0'

/** Names the rule set: the version plus a hash of everything compiled, so that a result can be replayed exactly. */
export function rulesVersionOf(families: readonly RuleFamily[], ...tables: readonly unknown[]): string {
  const content = JSON.stringify([families, tables], (_, value: unknown) =>
    typeof value === 'function' ? String(value) : value
  )
  return `${rulesSemanticVersion}+${fnvHex(content)}`
}
