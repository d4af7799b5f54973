import { ClientId } from '@zhipei/shared/contracts/common'
import { Consent, ConsentChange, Graduate, GraduateSaved, TagList } from '@zhipei/shared/contracts/graduate'
import { Problem } from '@zhipei/shared/contracts/problem'
import type { Role } from '@zhipei/shared/platform/access'
import { bodyCheckedByService, type Http } from '@zhipei/shared/platform/http'
import Type from 'typebox'
import type { Graduates } from '../graduates.ts'

const params = Type.Object({ id: ClientId })
const roles: readonly Role[] = ['app', 'operator']
const tags = ['graduates']

export async function graduateRoutes(app: Http, graduates: Graduates): Promise<void> {
  app.put(
    '/v1/graduates/:id',
    {
      config: { roles },
      validatorCompiler: bodyCheckedByService,
      schema: {
        tags,
        summary: '登记或更新毕业生资料',
        params,
        body: Graduate,
        response: { 200: GraduateSaved, '4xx': Problem }
      }
    },
    async request => {
      const { graduate, revision } = await graduates.put(request.params.id, request.body, request.id)
      return { graduateId: graduate.graduateId, revision }
    }
  )
  app.get(
    '/v1/graduates/:id',
    { config: { roles }, schema: { tags, summary: '查看资料', params, response: { 200: Graduate, '4xx': Problem } } },
    request => graduates.get(request.params.id)
  )
  app.delete(
    '/v1/graduates/:id',
    {
      config: { roles },
      schema: { tags, summary: '删除全部资料', params, response: { 204: Type.Null(), '4xx': Problem } }
    },
    async (request, reply) => {
      await graduates.erase(request.params.id)
      return reply.code(204).send(null)
    }
  )
  app.put(
    '/v1/graduates/:id/consent',
    {
      config: { roles },
      schema: { tags, summary: '同意或撤回', params, body: ConsentChange, response: { 200: Consent, '4xx': Problem } }
    },
    request => graduates.setConsent(request.params.id, request.body, request.id)
  )
  app.get(
    '/v1/graduates/:id/tags',
    {
      config: { roles },
      schema: { tags, summary: '参与排序的标签', params, response: { 200: TagList, '4xx': Problem } }
    },
    async request => ({ items: await graduates.tags(request.params.id) })
  )
  app.delete(
    '/v1/graduates/:id/tags/:tag',
    {
      config: { roles },
      schema: {
        tags,
        summary: '删除标签，此后不再参与排序',
        params: Type.Object({ id: ClientId, tag: Type.String({ minLength: 1 }) }),
        response: { 204: Type.Null(), '4xx': Problem }
      }
    },
    async (request, reply) => {
      await graduates.removeTag(request.params.id, request.params.tag, request.id)
      return reply.code(204).send(null)
    }
  )
}
