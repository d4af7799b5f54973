import { fnvHex } from './fnv.ts'
import type { RuleFamily } from './rule.ts'
import { engineDigest } from './tables/engine.ts'

/** Raised by hand: major = other findings on much of a pool, minor = new rules, patch = repaired ones. */
export const rulesSemanticVersion = '1.0.0'

/**
 * Names the rule set: the version plus a hash of all that decides, the sources of the engine included, so that the name
 * leads to the one code that gives the same result.
 */
export function rulesVersionOf(families: readonly RuleFamily[], ...tables: readonly unknown[]): string {
  const content = JSON.stringify([engineDigest, families, tables], (_, value: unknown) =>
    typeof value === 'function' ? String(value) : value
  )
  return `${rulesSemanticVersion}+${fnvHex(content)}`
}
