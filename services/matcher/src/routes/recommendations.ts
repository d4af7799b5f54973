import { Problem } from '@zhipei/shared/contracts/problem'
import { RecommendationRequest, RecommendationResponse } from '@zhipei/shared/contracts/recommendation'
import { bodyCheckedByService, type Http } from '@zhipei/shared/platform/http'
import { checkRecommendationRequest } from '../recommendation-request.ts'
import type { Recommendations } from '../recommendations.ts'

export function recommendationRoutes(app: Http, recommend: Recommendations): void {
  app.post(
    '/v1/recommendations',
    {
      config: { roles: ['app'] },
      validatorCompiler: bodyCheckedByService,
      schema: {
        tags: ['recommendations'],
        summary: '为毕业生推荐岗位，并说明理由',
        body: RecommendationRequest,
        response: { 200: RecommendationResponse, '4xx': Problem }
      }
    },
    async (request, reply) => {
      const json: unknown = await recommend(checkRecommendationRequest(request.body), request.id)
      // Bytes go out as they are: the answer is built to the schema, and written where its items are made.
      return reply.type('application/json; charset=utf-8').send(json as RecommendationResponse)
    }
  )
}
