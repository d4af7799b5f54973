import { PostingSubmission, PostingsAccepted, PostingView } from '@zhipei/shared/contracts/posting'
import { AppError, invalid } from '@zhipei/shared/platform/errors'
import { bodyCheckedByService, type Http } from '@zhipei/shared/platform/http'
import Type from 'typebox'
import { checkSubmission, foreignSource, type Intake } from '../intake.ts'
import type { PostingLookup } from '../posting-lookup.ts'

const postingsPerCallMax = 500

const PostingPath = Type.Object({
  id: Type.String({ minLength: 1, description: 'platform id (source:postingId), or the posting id where it is unique' })
})

/** POST, GET and DELETE of single postings. */
export function addPostingRoutes(app: Http, { intake, lookup }: { intake: Intake; lookup: PostingLookup }): void {
  app.post(
    '/v1/postings',
    {
      config: { roles: ['employer'], idempotent: true },
      validatorCompiler: bodyCheckedByService,
      schema: {
        summary: '提交岗位（一个，或至多 500 个的数组）',
        body: Type.Union([PostingSubmission, Type.Array(PostingSubmission, { maxItems: postingsPerCallMax })]),
        response: { 202: PostingsAccepted }
      }
    },
    async (request, reply) => {
      const body: unknown = request.body
      const { source } = request.caller
      if (!Array.isArray(body)) {
        const checked = checkSubmission(body, source)
        if ('errors' in checked) throw refusal(checked.errors, source)
        const ids = await intake.submit([checked.value], request.id)
        return reply.code(202).send({ accepted: 1, ids, rejected: [] })
      }
      if (body.length === 0) throw invalid([{ path: '', message: '不得少于 1 项' }])
      if (body.length > postingsPerCallMax)
        throw invalid([
          { path: '', message: `不得超过 ${postingsPerCallMax} 项；大批数据请用 POST /v1/postings:import` }
        ])
      const accepted: PostingSubmission[] = []
      const rejected: PostingsAccepted['rejected'] = []
      for (const [index, item] of body.entries()) {
        const checked = checkSubmission(item, source)
        if ('errors' in checked) rejected.push({ index, errors: checked.errors })
        else accepted.push(checked.value)
      }
      const ids = accepted.length === 0 ? [] : await intake.submit(accepted, request.id)
      return reply.code(202).send({ accepted: accepted.length, ids, rejected })
    }
  )

  app.get(
    '/v1/postings/:id',
    {
      config: { roles: ['employer'] },
      // The view as it is: a serializer made from the schema would rewrite unions such as headcount.
      serializerCompiler: () => JSON.stringify,
      schema: { summary: '岗位及其审核结果和状态', params: PostingPath, response: { 200: PostingView } }
    },
    async ({ params, caller }) => {
      const view = await lookup.find(params.id, caller.source)
      return caller.role === 'operator' ? view : withoutRelated(view)
    }
  )

  app.delete(
    '/v1/postings/:id',
    {
      config: { roles: ['employer'], idempotent: true },
      schema: { summary: '下架岗位', params: PostingPath, response: { 204: Type.Null() } }
    },
    async (request, reply) => {
      const { id, source, submission } = await lookup.find(request.params.id, request.caller.source)
      await intake.withdraw(id, source, submission, request.id)
      return reply.code(204).send(null)
    }
  )
}

function refusal(errors: Parameters<typeof invalid>[0], ownSource: string | undefined): AppError {
  const foreign = ownSource !== undefined && errors[0]?.message === foreignSource(ownSource).message
  return foreign ? new AppError(403, errors[0]?.message ?? '', { errors }) : invalid(errors)
}

/** Which postings of others a finding counts is for operators. */
function withoutRelated(view: PostingView): PostingView {
  if (view.screening === null) return view
  const findings = view.screening.findings.map(({ related, ...finding }) => finding)
  return { ...view, screening: { ...view.screening, findings } }
}
