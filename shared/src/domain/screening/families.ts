import type { RuleFamily } from './rule.ts'
import { ageFamily } from './rules/age.ts'
import { fraudFee } from './rules/fraud-fee.ts'
import { gender } from './rules/gender.ts'

/** All rule families, in the order of the guide. */
export const families: readonly RuleFamily[] = [gender, ageFamily, fraudFee]
