import type { RuleFamily } from './rule.ts'
import { ageFamily } from './rules/age.ts'
import { appearance } from './rules/appearance.ts'
import { criminal } from './rules/criminal.ts'
import { disability } from './rules/disability.ts'
import { ethnicity } from './rules/ethnicity.ts'
import { fraudBait } from './rules/fraud-bait.ts'
import { fraudCrime } from './rules/fraud-crime.ts'
import { fraudFee } from './rules/fraud-fee.ts'
import { fraudLoan } from './rules/fraud-loan.ts'
import { gender } from './rules/gender.ts'
import { health } from './rules/health.ts'
import { marital } from './rules/marital.ts'
import { political } from './rules/political.ts'
import { region } from './rules/region.ts'
import { religion } from './rules/religion.ts'
import { school } from './rules/school.ts'
import { terms } from './rules/terms.ts'

/** All rule families, in the order of the guide. */
export const families: readonly RuleFamily[] = [
  gender,
  marital,
  ethnicity,
  religion,
  region,
  disability,
  health,
  criminal,
  ageFamily,
  school,
  appearance,
  political,
  fraudFee,
  fraudLoan,
  fraudBait,
  fraudCrime,
  terms
]
