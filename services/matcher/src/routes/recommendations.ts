import { Problem } from '@zhipei/shared/contracts/problem'
import { RecommendationRequest, RecommendationResponse } from '@zhipei/shared/contracts/recommendation'
import { bodyCheckedByService, type Http } from '@zhipei/shared/platform/http'
import { checkRecommendationRequest } from '../recommendation-request.ts'
import type { Recommendations } from '../recommendations.ts'

/** The answer is built to the schema; checking each nullable field once more would cost more than writing it. */
const plainJson = () => (answer: unknown) => JSON.stringify(answer)

export function recommendationRoutes(app: Http, recommend: Recommendations): void {
  app.post(
    '/v1/recommendations',
    {
      config: { roles: ['app'] },
      validatorCompiler: bodyCheckedByService,
      serializerCompiler: plainJson,
      schema: {
        tags: ['recommendations'],
        summary: '为毕业生推荐岗位，并说明理由',
        body: RecommendationRequest,
        response: { 200: RecommendationResponse, '4xx': Problem }
      }
    },
    request => recommend(checkRecommendationRequest(request.body), request.id)
  )
}
