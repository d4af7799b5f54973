import { AppError } from '@zhipei/shared/platform/errors'
import type { Http } from '@zhipei/shared/platform/http'
import type { FastifyRequest } from 'fastify'

/** Bodies of the routes added here reach the handler as streams, whatever their media type. */
export async function withRawBodies(app: Http, addRoutes: (raw: Http) => void): Promise<void> {
  await app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    addRoutes(scope as unknown as Http)
  })
}

/** @throws AppError 415 for a form: the file itself is the body */
export function bodyBytes(request: FastifyRequest): AsyncIterable<Uint8Array> {
  if (/^multipart\//i.test(request.headers['content-type'] ?? ''))
    throw new AppError(415, '请把文件直接作为请求体发送（例如 curl --data-binary @文件名），不要用表单上传')
  return request.raw
}
