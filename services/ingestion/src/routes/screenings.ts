import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { Screening } from '@zhipei/shared/contracts/screening'
import { ScreeningRequest } from '@zhipei/shared/contracts/screening-request'
import { AppError, invalid } from '@zhipei/shared/platform/errors'
import { bodyCheckedByService, type Http } from '@zhipei/shared/platform/http'
import type { PostingAssessor } from '@zhipei/shared/ports/posting-assessor'
import type { RowReader } from '@zhipei/shared/ports/row-reader'
import type { UploadStore } from '@zhipei/shared/ports/upload-store'
import { checkScreeningRequest, screenAll, screenRows } from '../screening-requests.ts'
import { bodyBytes } from './raw-body.ts'

export interface ScreeningRoutesParts {
  readonly assessor: PostingAssessor
  readonly rowReader: RowReader
  readonly uploads: UploadStore
}

/** POST /v1/screenings: the compliance engine as a service; nothing is kept. */
export function addScreeningRoutes(app: Http, { assessor }: ScreeningRoutesParts): void {
  app.post(
    '/v1/screenings',
    {
      config: { roles: ['employer'] },
      validatorCompiler: bodyCheckedByService,
      schema: { summary: '审核一个岗位或一段文字', body: ScreeningRequest, response: { 200: Screening } }
    },
    async request => {
      const checked = checkScreeningRequest(request.body)
      if ('errors' in checked) throw invalid(checked.errors)
      const [screening] = await screenAll(assessor, [checked.value])
      return screening
    }
  )
}

/**
 * POST /v1/screenings:batch. The request is spooled first: most clients send all of it before they read, and answering
 * meanwhile would let both sides wait for each other.
 */
export function addScreeningStream(raw: Http, { assessor, rowReader, uploads }: ScreeningRoutesParts): void {
  raw.post(
    '/v1/screenings::batch',
    {
      config: { roles: ['employer'] },
      schema: { summary: '批量审核：NDJSON 输入，NDJSON 输出，顺序一致', consumes: ['application/x-ndjson'] }
    },
    async (request, reply) => {
      const id = `screening-${randomUUID()}`
      await uploads.save(id, bodyBytes(request))
      try {
        const open = await rowReader.open({ bytes: uploads.read(id), name: 'batch.ndjson' })
        if (open.format !== 'ndjson') throw new AppError(415, '批量审核只接受 NDJSON')
        const answers = async function* () {
          try {
            yield* screenRows(assessor, open.rows)
          } finally {
            await uploads.remove(id)
          }
        }
        return reply.type('application/x-ndjson; charset=utf-8').send(Readable.from(answers()))
      } catch (error) {
        await uploads.remove(id)
        throw error
      }
    }
  )
}
