import { createHash, randomUUID } from 'node:crypto'
import { Source } from '@zhipei/shared/contracts/common'
import { ImportProgress } from '@zhipei/shared/contracts/imports'
import { notFound } from '@zhipei/shared/platform/errors'
import type { Http } from '@zhipei/shared/platform/http'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { ImportJobs } from '../imports/import-jobs.ts'
import { bodyBytes } from './raw-body.ts'

const ImportQuery = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 255, description: '文件名，用于判断格式，例如 jobs.csv.gz' })),
  source: Type.Optional(Source)
})
const ImportPath = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) })

/** POST /v1/postings:import takes a file as the body; needs raw bodies. */
export function addImportUpload(raw: Http, jobs: ImportJobs): void {
  raw.post(
    '/v1/postings::import',
    {
      config: { roles: ['employer'] },
      schema: {
        summary: '导入岗位文件（NDJSON、CSV、XLSX，可用 gzip 压缩）',
        description: '请求体就是文件本身。带 Idempotency-Key 重发时返回第一次的导入任务。',
        consumes: ['application/x-ndjson', 'text/csv', 'application/octet-stream'],
        querystring: ImportQuery,
        response: { 202: ImportProgress }
      }
    },
    async (request, reply) => {
      const { caller, query } = request
      const id = importId(request)
      const known = await jobs.get(id)
      const progress =
        known?.progress ??
        (await jobs.accept({
          id,
          bytes: bodyBytes(request),
          fileName: query.name ?? '',
          contentType: request.headers['content-type'] ?? '',
          source: query.source ?? null,
          boundSource: caller.source ?? null
        }))
      return reply.code(202).header('location', `/v1/imports/${id}`).send(progress)
    }
  )
}

export function addImportProgress(app: Http, jobs: ImportJobs): void {
  app.get(
    '/v1/imports/:id',
    {
      config: { roles: ['employer'] },
      schema: { summary: '导入进度与被拒绝的行', params: ImportPath, response: { 200: ImportProgress } }
    },
    async request => {
      const job = await jobs.get(request.params.id)
      const { source } = request.caller
      if (job === undefined || (source !== undefined && job.boundSource !== source)) throw notFound('这个导入任务')
      return job.progress
    }
  )
}

/** The same key of the same caller names the same import, also over restarts. */
function importId(request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string') return randomUUID()
  return createHash('sha256').update(`${request.caller.name}\n${key}`).digest('hex').slice(0, 32)
}
