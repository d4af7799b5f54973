import { type Consent, defaultConsent, Graduate, Profile } from '../../contracts/graduate.ts'
import type { ProblemError } from '../../contracts/problem.ts'
import { createValidator, type Validation } from '../../contracts/validation.ts'
import { loneSurrogateErrors } from '../../contracts/well-formed.ts'
import { protectedTraitErrors } from './protected-traits.ts'

const validateGraduate = createValidator(Graduate)
const validateProfile = createValidator(Profile)

/**
 * A submitted graduate. What the consent does not say stays as it was, so that a profile sent again never takes a
 * withdrawn consent back.
 */
export function checkGraduate(
  graduateId: string,
  body: unknown,
  consent: Consent = defaultConsent
): Validation<Graduate> {
  const filled = isObject(body) ? { graduateId, ...withConsent(body, consent) } : body
  const differs: ProblemError[] =
    isObject(filled) && filled.graduateId !== graduateId
      ? [{ path: '/graduateId', message: '与路径中的 id 不一致' }]
      : []
  return check(filled, validateGraduate(filled), differs)
}

/** The anonymous profile of a recommendation request; errors name it by `path`. */
export function checkProfile(profile: unknown, path: string): Validation<Profile> {
  const filled = isObject(profile) ? withConsent(profile, defaultConsent) : profile
  const result = check(filled, validateProfile(filled), [])
  if ('value' in result) return result
  return { errors: result.errors.map(error => ({ ...error, path: `${path}${error.path}` })) }
}

/** Why a trait is refused goes before that it is unknown. */
function check<T>(value: unknown, validation: Validation<T>, others: readonly ProblemError[]): Validation<T> {
  const refused = protectedTraitErrors(value)
  const isRefused = (path: string) => refused.some(r => path === r.path || path.startsWith(`${r.path}/`))
  const faults = 'errors' in validation ? validation.errors.filter(({ path }) => !isRefused(path)) : []
  const errors = [...refused, ...others, ...loneSurrogateErrors(value), ...faults]
  return errors.length === 0 && 'value' in validation ? validation : { errors }
}

function withConsent(body: Record<string, unknown>, consent: Consent): Record<string, unknown> {
  if (body.consent === undefined) return { ...body, consent }
  return isObject(body.consent) ? { ...body, consent: { ...consent, ...body.consent } } : body
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
