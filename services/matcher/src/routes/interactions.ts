import { Interaction, InteractionsAccepted } from '@zhipei/shared/contracts/interaction'
import { Problem } from '@zhipei/shared/contracts/problem'
import { bodyCheckedByService, type Http } from '@zhipei/shared/platform/http'
import Type from 'typebox'
import { interactionsMax, type RecordInteractions } from '../interactions.ts'

export function interactionRoutes(app: Http, record: RecordInteractions): void {
  app.post(
    '/v1/interactions',
    {
      config: { roles: ['app'], idempotent: true },
      validatorCompiler: bodyCheckedByService,
      schema: {
        tags: ['recommendations'],
        summary: '记录对推荐结果的行为（单个或一批）',
        body: Type.Union([Interaction, Type.Array(Interaction, { minItems: 1, maxItems: interactionsMax })]),
        response: { 202: InteractionsAccepted, '4xx': Problem }
      }
    },
    async (request, reply) => reply.code(202).send(await record(request.body, request.id))
  )
}
