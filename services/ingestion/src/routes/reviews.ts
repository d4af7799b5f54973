import { ListLimit } from '@zhipei/shared/contracts/common'
import { ReviewLogPage, ReviewRequest } from '@zhipei/shared/contracts/review'
import { ReviewItem, ReviewPage } from '@zhipei/shared/contracts/review-queue'
import { Category } from '@zhipei/shared/contracts/screening'
import { cityKey } from '@zhipei/shared/domain/normalise/place'
import { employerNotice } from '@zhipei/shared/domain/screening/notice'
import type { Http } from '@zhipei/shared/platform/http'
import Type from 'typebox'
import type { PostingLookup } from '../posting-lookup.ts'
import type { Reviews } from '../reviews.ts'

const limitDefault = 10
const Cursor = Type.Optional(Type.String({ maxLength: 1000 }))
const ReviewQuery = Type.Object(
  {
    category: Type.Optional(Category),
    city: Type.Optional(Type.String({ maxLength: 100, description: '工作城市，如 郑州' })),
    employer: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: '单位名称的一部分' })),
    olderThanHours: Type.Optional(Type.Number({ minimum: 0, maximum: 100_000, description: '收到至今不少于几小时' })),
    cursor: Cursor,
    limit: Type.Optional(ListLimit)
  },
  { additionalProperties: false }
)
const DecisionsQuery = Type.Object(
  {
    id: Type.Optional(Type.String({ maxLength: 200, description: '岗位的平台编号' })),
    actor: Type.Optional(Type.String({ maxLength: 200, description: '复核人（访问密钥的名称）' })),
    cursor: Cursor,
    limit: Type.Optional(ListLimit)
  },
  { additionalProperties: false }
)
const PostingPath = Type.Object({ id: Type.String({ minLength: 1, description: 'platform id or posting id' }) })
const Notice = Type.Object({ notice: Type.String({ description: '中文；没有需要说明的内容时为空' }) })

/** The queue of postings that wait for a person, and the letter to the employer. */
export function addReviewRoutes(app: Http, { reviews, lookup }: { reviews: Reviews; lookup: PostingLookup }): void {
  // As they are: a serializer made from the schema would rewrite unions such as headcount.
  const serializerCompiler = () => JSON.stringify
  app.get(
    '/v1/reviews',
    {
      config: { roles: ['operator'] },
      serializerCompiler,
      schema: { summary: '待复核的岗位，等待最久的在前', querystring: ReviewQuery, response: { 200: ReviewPage } }
    },
    ({ query }) => reviews.list({ ...query, city: cityName(query.city), limit: query.limit ?? limitDefault })
  )

  app.get(
    '/v1/reviews/decisions',
    {
      config: { roles: ['operator'] },
      schema: { summary: '复核决定的记录，最近的在前', querystring: DecisionsQuery, response: { 200: ReviewLogPage } }
    },
    ({ query }) => reviews.decisions({ ...query, limit: query.limit ?? limitDefault })
  )

  app.post(
    '/v1/reviews/:id',
    {
      config: { roles: ['operator'], idempotent: true },
      serializerCompiler,
      schema: {
        summary: '复核决定：通过（approve）或不通过（reject），须写明理由',
        params: PostingPath,
        body: ReviewRequest,
        response: { 200: ReviewItem }
      }
    },
    async ({ params, body, caller }) => {
      const { id } = await lookup.find(params.id, undefined)
      return reviews.decide(id, body, caller.name)
    }
  )

  app.get(
    '/v1/postings/:id/notice',
    {
      config: { roles: ['employer'] },
      schema: { summary: '给用人单位的审核意见书', params: PostingPath, response: { 200: Notice } }
    },
    async ({ params, caller }) => {
      const { title, employer, screening, review } = await lookup.find(params.id, caller.source)
      const note = review?.decision === 'reject' ? review.note : undefined
      if (screening === null) return { notice: '' }
      return { notice: employerNotice({ title, employer: employer.name, screening, note }) }
    }
  )
}

/** The short name that postings carry (郑州市 → 郑州); what is no known city is looked for as it stands. */
function cityName(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (cityKey(text)?.city ?? text)
}
