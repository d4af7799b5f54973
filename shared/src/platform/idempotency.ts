import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../ports/clock.ts'
import type { IdempotencyStore, StoredAnswer } from '../ports/idempotency-store.ts'
import { AppError } from './errors.ts'
import type { Http } from './http.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Honours Idempotency-Key: a repeated request gets the first one's answer. */
    idempotent?: true
  }
  interface FastifyRequest {
    idempotency?: { readonly key: string; readonly fingerprint: string; readonly replayed: boolean }
  }
}

const keyCharsMax = 200
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** Idempotency-Key for the routes that ask for it (IETF draft-ietf-httpapi-idempotency-key-header). */
export function addIdempotency(app: Http, store: IdempotencyStore, clock: Clock): void {
  const running = new Set<string>()
  app.addHook('preHandler', async (request, reply) => {
    const header = request.headers['idempotency-key']
    if (typeof header !== 'string' || request.routeOptions.config.idempotent !== true) return
    if (header.length > keyCharsMax) throw new AppError(400, `Idempotency-Key 不得超过 ${keyCharsMax} 个字符`)
    const key = digest(`${request.caller.name}\n${request.method} ${request.routeOptions.url}\n${header}`)
    const fingerprint = digest(JSON.stringify(request.body ?? null))
    const stored = await store.get(key, clock.nowMs())
    if (stored !== undefined && stored.fingerprint !== fingerprint)
      throw new AppError(422, '同一个 Idempotency-Key 已用于另一个请求')
    if (stored !== undefined) return replay(request, reply, key, stored)
    if (running.has(key)) throw new AppError(409, '同一个 Idempotency-Key 的请求正在处理')
    running.add(key)
    request.idempotency = { key, fingerprint, replayed: false }
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const { idempotency } = request
    if (idempotency === undefined || idempotency.replayed) return
    const { key, fingerprint } = idempotency
    if (reply.statusCode < 500 && typeof payload === 'string')
      await store.put(key, { fingerprint, status: reply.statusCode, body: payload }, clock.nowMs())
  })
  app.addHook('onResponse', async request => {
    if (request.idempotency !== undefined) running.delete(request.idempotency.key)
  })
}

function replay(request: FastifyRequest, reply: FastifyReply, key: string, answer: StoredAnswer): FastifyReply {
  request.idempotency = { key, fingerprint: answer.fingerprint, replayed: true }
  const type = answer.status < 400 ? 'application/json' : 'application/problem+json'
  return reply
    .code(answer.status)
    .type(`${type}; charset=utf-8`)
    .header('idempotent-replayed', 'true')
    .serializer((body: string) => body)
    .send(answer.body)
}
