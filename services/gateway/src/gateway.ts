import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import type { FindCaller } from '@zhipei/shared/platform/access'
import { toProblem } from '@zhipei/shared/platform/errors'

export const serviceNames = ['ingestion', 'profile', 'matcher'] as const
export type ServiceName = (typeof serviceNames)[number]

/** Which service answers; the first that fits. Operators' paths of a service (`/docs`, `/metrics`) are not passed on. */
const routes: readonly (readonly [RegExp, ServiceName])[] = [
  [/^\/v1\/postings\/[^/]+\/graduates$/, 'matcher'],
  [/^\/v1\/(postings|imports|screenings|reviews)([/:]|$)/, 'ingestion'],
  [/^\/v1\/graduates\//, 'profile'],
  [/^\/v1\/(recommendations|interactions)([/:]|$)/, 'matcher']
]

const connectTimeoutMs = 5_000
const readyTimeoutMs = 5_000
const retryAfterSeconds = 5
/** Headers that concern one connection, not the request (RFC 9110, 7.6.1). */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade'])

/**
 * One port for the services that run as processes of their own: passes requests on and answers for their health. Nobody
 * gets through without a key that `findCaller` knows; what the key may do is the service's to say.
 */
export function createGateway(addresses: Readonly<Record<ServiceName, string>>, findCaller: FindCaller): Server {
  return createServer({ requestTimeout: 0 }, (incoming, answer) => {
    const path = (incoming.url ?? '/').split('?')[0] ?? '/'
    if (path === '/health/live') return send(answer, 200, { live: true })
    if (path === '/health/ready') return void sendReadiness(addresses, answer)
    const service = routes.find(([pattern]) => pattern.test(path))?.[1]
    if (service === undefined) return sendProblem(incoming, answer, 404, '没有这个接口')
    const bearer = /^Bearer (\S+)$/i.exec(incoming.headers.authorization ?? '')?.[1]
    if (findCaller(bearer) === undefined)
      return sendProblem(incoming, answer, 401, '需要访问密钥：Authorization: Bearer <key>')
    forward(addresses[service], incoming, answer)
  })
}

function forward(address: string, incoming: IncomingMessage, answer: ServerResponse): void {
  const headers = Object.fromEntries(Object.entries(incoming.headers).filter(([name]) => !hopByHop.has(name)))
  const { method } = incoming
  const outgoing = request(new URL(incoming.url ?? '/', address), { ...(method ? { method } : {}), headers })
  const slow = setTimeout(() => outgoing.destroy(new Error('no connection in time')), connectTimeoutMs)
  outgoing.on('socket', socket => {
    if (socket.connecting) socket.once('connect', () => clearTimeout(slow))
    else clearTimeout(slow)
  })
  outgoing.on('error', () => {
    clearTimeout(slow)
    incoming.unpipe(outgoing)
    if (answer.headersSent) return void answer.destroy()
    sendProblem(incoming, answer, 503, '所需的服务暂时不可用，请稍后再试')
  })
  outgoing.on('response', reply => {
    const passed = Object.entries(reply.headers).filter(([name]) => !hopByHop.has(name))
    answer.writeHead(reply.statusCode ?? 502, Object.fromEntries(passed))
    pipeline(reply, answer, () => undefined)
  })
  // An aborted upload ends the request behind it.
  incoming.on('close', () => {
    if (!incoming.complete) outgoing.destroy()
  })
  incoming.pipe(outgoing)
}

async function sendReadiness(addresses: Readonly<Record<ServiceName, string>>, answer: ServerResponse): Promise<void> {
  const waitingFor: Record<string, unknown> = {}
  await Promise.all(
    serviceNames.map(async name => {
      try {
        const signal = AbortSignal.timeout(readyTimeoutMs)
        const reply = await fetch(new URL('/health/ready', addresses[name]), { signal })
        if (!reply.ok) waitingFor[name] = ((await reply.json()) as { waitingFor?: unknown }).waitingFor ?? reply.status
      } catch {
        waitingFor[name] = '无法连接'
      }
    })
  )
  const ready = Object.keys(waitingFor).length === 0
  send(answer, ready ? 200 : 503, { ready, waitingFor })
}

function sendProblem(incoming: IncomingMessage, answer: ServerResponse, status: number, detail: string): void {
  const requestId = String(incoming.headers['x-request-id'] ?? '')
  if (status === 503) answer.setHeader('retry-after', retryAfterSeconds)
  answer.setHeader('content-type', 'application/problem+json')
  send(answer, status, toProblem(status, detail, [], requestId))
}

function send(answer: ServerResponse, status: number, body: unknown): void {
  if (!answer.hasHeader('content-type')) answer.setHeader('content-type', 'application/json; charset=utf-8')
  answer.statusCode = status
  answer.end(JSON.stringify(body))
}
