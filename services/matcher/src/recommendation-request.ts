import { RecommendationRequest } from '@zhipei/shared/contracts/recommendation'
import { createValidator } from '@zhipei/shared/contracts/validation'
import { loneSurrogateErrors } from '@zhipei/shared/contracts/well-formed'
import { parseDegree } from '@zhipei/shared/domain/normalise/degree'
import { checkProfile } from '@zhipei/shared/domain/profile/check'
import { type AppError, invalid } from '@zhipei/shared/platform/errors'

const validate = createValidator(RecommendationRequest)

/** The body of a recommendation request. @throws AppError 400 naming each field at fault */
export function checkRecommendationRequest(body: unknown): RecommendationRequest {
  const profile = profileOf(body)
  const checkedProfile = profile === undefined ? undefined : checkProfile(profile, '/profile')
  const profileErrors = checkedProfile !== undefined && 'errors' in checkedProfile ? checkedProfile.errors : []
  const checked = validate(
    checkedProfile !== undefined && 'value' in checkedProfile
      ? { ...(body as object), profile: checkedProfile.value }
      : body
  )
  const others = 'errors' in checked ? checked.errors.filter(({ path }) => !path.startsWith('/profile/')) : []
  const lone = loneSurrogateErrors(profile === undefined ? body : { ...(body as object), profile: null })
  const errors = [...profileErrors, ...lone, ...others]
  if (errors.length > 0 || !('value' in checked)) throw invalid(errors)
  const { graduateId, profile: anonymous, filters } = checked.value
  if ((graduateId === undefined) === (anonymous === undefined))
    throw invalid([{ path: '/graduateId', message: 'graduateId 与 profile 应恰好给出一个' }])
  if (filters?.degree !== undefined && parseDegree(filters.degree) === null)
    throw invalid([{ path: '/filters/degree', message: '无法识别的学历' }])
  return checked.value
}

export function cursorFault(message: string): AppError {
  return invalid([{ path: '/cursor', message }])
}

function profileOf(body: unknown): unknown {
  return body !== null && typeof body === 'object' ? (body as { readonly profile?: unknown }).profile : undefined
}
