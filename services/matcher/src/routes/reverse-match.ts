import { ListLimit } from '@zhipei/shared/contracts/common'
import { Problem } from '@zhipei/shared/contracts/problem'
import { GraduateMatches } from '@zhipei/shared/contracts/recommendation'
import type { Http } from '@zhipei/shared/platform/http'
import Type from 'typebox'
import type { ReverseMatch } from '../reverse-match.ts'

export function reverseMatchRoutes(app: Http, match: ReverseMatch): void {
  app.get(
    '/v1/postings/:id/graduates',
    {
      config: { roles: ['operator'] },
      schema: {
        tags: ['recommendations'],
        summary: '岗位应通知哪些毕业生',
        params: Type.Object({ id: Type.String({ minLength: 1 }) }),
        querystring: Type.Object({ limit: Type.Optional(ListLimit) }, { additionalProperties: false }),
        response: { 200: GraduateMatches, '4xx': Problem }
      }
    },
    async request => ({ items: await match(request.params.id, request.query.limit ?? 10) })
  )
}
