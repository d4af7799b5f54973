/// <reference types="@fastify/swagger" preserve="true" />
import { randomUUID } from 'node:crypto'
import type { OutgoingHttpHeaders } from 'node:http'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify, {
  type FastifyError,
  type FastifyReply,
  type FastifyRequest,
  type FastifySchemaCompiler,
  LogController
} from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import Type, { type TSchema } from 'typebox'
import { problemErrors, type SchemaFault } from '../contracts/validation.ts'
import { type Caller, type FindCaller, localOperator, type Role } from './access.ts'
import { AppError, invalid, toProblem } from './errors.ts'
import type { Logger } from './logger.ts'
import { within } from './within.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
  }
  interface FastifyContextConfig {
    /** Who may call this route; absent: everybody (health, docs). */
    roles?: readonly Role[]
  }
}

/** For routes whose service checks the body itself: the schema then documents, the other parts are checked as ever. */
export const bodyCheckedByService: FastifySchemaCompiler<TSchema> = part =>
  part.httpPart === 'body' ? () => true : TypeBoxValidatorCompiler(part)

export interface ReadinessCheck {
  readonly name: string
  /** Undefined when ready, else what is missing. To fail, or not to answer for two seconds, is not to be ready. */
  readonly check: () => Promise<string | undefined>
}

export interface HttpOptions {
  readonly title: string
  readonly logger: Logger
  readonly findCaller: FindCaller
  /** Requests that one key may make in a minute. Calls without a key (loopback) are not limited. */
  readonly requestsPerMinuteMax: number
  readonly readiness: readonly ReadinessCheck[]
}

const unavailableRetrySeconds = 5
const readinessMsMax = 2_000
const bodyBytesMax = 5 * 1024 * 1024
/** A whole request with its body: an import of a gigabyte over a slow line takes its time. */
const requestTimeoutMs = 3_600_000
/** Silence after which a connection is dropped. */
const connectionTimeoutMs = 60_000
const pathParameterLengthMax = 300

/** The HTTP server of a service, without its routes. Errors are RFC 9457 problems, every route has a role. */
export async function createHttp(options: HttpOptions) {
  const app = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: connectionTimeoutMs,
    routerOptions: { maxParamLength: pathParameterLengthMax },
    genReqId: () => randomUUID(),
    // What is logged of a request names it: a logger of its own for each costs more than the rest of its lines.
    childLoggerFactory: logger => logger,
    schemaErrorFormatter: faults => invalid(problemErrors(faults as unknown as SchemaFault[]))
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  app.setErrorHandler(sendError)
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new AppError(404, '没有这个接口')))
  app.decorateRequest('caller')
  app.addHook('onRequest', (request, _reply, done) => {
    authorise(request, options.findCaller)
    done()
  })

  await app.register(helmet, { global: false })
  addSecurityHeaders(app)
  await app.register(rateLimit, {
    max: options.requestsPerMinuteMax,
    timeWindow: 60_000,
    keyGenerator: request => request.caller.name,
    allowList: request => request.caller === localOperator || request.caller === anonymous,
    errorResponseBuilder: (_request, context) =>
      new AppError(429, '请求过于频繁', { retryAfterSeconds: Math.ceil(context.ttl / 1000) })
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: options.title, version: '1' },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }]
    }
  })
  await app.register(swaggerUi, { routePrefix: '/docs' })
  const registry = addMetrics(app, options.logger, options.readiness)
  addHealth(app, options.readiness)
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
  return Object.assign(app, { registry })
}

export type Http = Awaited<ReturnType<typeof createHttp>>
type App = Pick<Http, 'get' | 'addHook'>

/** Whoever calls a route that is open to everybody. */
const anonymous: Caller = { name: 'anonymous', role: 'app' }

function authorise(request: FastifyRequest, findCaller: FindCaller): void {
  const roles = request.routeOptions.config.roles
  request.caller = anonymous
  if (roles === undefined) return
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const caller = findCaller(bearer)
  if (caller === undefined) throw new AppError(401, '需要访问密钥：Authorization: Bearer <key>')
  request.caller = caller
  if (caller.role !== 'operator' && !roles.includes(caller.role))
    throw new AppError(403, '此密钥的角色无权调用这个接口')
}

/** They are the same for every answer, and take long to be worked out: once is enough. */
function addSecurityHeaders(app: App): void {
  let headers: OutgoingHttpHeaders | undefined
  app.addHook('onRequest', (_request, reply, done) => {
    if (headers === undefined) reply.helmet()
    else reply.headers(headers)
    headers ??= reply.raw.getHeaders()
    done()
  })
}

function addMetrics(app: App, logger: Logger, readiness: readonly ReadinessCheck[]): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request line to the end of the answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
    registers: [registry]
  })
  new Gauge({
    name: 'zhipei_ready',
    help: 'Whether the service can do its work, by what it needs',
    labelNames: ['check'],
    registers: [registry],
    async collect() {
      const waitingFor = await missing(readiness)
      for (const { name: check } of readiness) this.set({ check }, check in waitingFor ? 0 : 1)
    }
  })
  // The fields of its lines are these and hold nothing personal: looking for what to redact would cost 80 µs a request.
  const lines = logger.child({}, { redact: [] })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    const ms = Math.round(reply.elapsedTime * 10) / 10
    const { id: requestId, method } = request
    lines.info({ requestId, method, route, status: reply.statusCode, ms, role: request.caller?.role }, 'request')
    done()
  })
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    return reply.type(registry.contentType).send(await registry.metrics())
  })
  return registry
}

function addHealth(app: App, readiness: readonly ReadinessCheck[]): void {
  const Ready = Type.Object({ ready: Type.Boolean(), waitingFor: Type.Record(Type.String(), Type.String()) })
  app.get('/health/live', { schema: { response: { 200: Type.Object({ live: Type.Boolean() }) } } }, () => ({
    live: true
  }))
  app.get('/health/ready', { schema: { response: { 200: Ready, 503: Ready } } }, async (_request, reply) => {
    const waitingFor = await missing(readiness)
    const ready = Object.keys(waitingFor).length === 0
    return reply.code(ready ? 200 : 503).send({ ready, waitingFor })
  })
}

/** What each check that is not ready waits for. */
async function missing(readiness: readonly ReadinessCheck[]): Promise<Record<string, string>> {
  const answers = await Promise.all(
    readiness.map(async ({ name, check }) => [name, await within(check, readinessMsMax, '暂时无法连接')] as const)
  )
  return Object.fromEntries(answers.flatMap(([name, answer]) => (answer === undefined ? [] : [[name, answer]])))
}

function sendError(error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof AppError) return sendProblem(request, reply, error)
  const status = error.statusCode ?? 500
  if ('retryable' in error && error.retryable === true) {
    request.log.warn({ requestId: request.id, route: request.routeOptions.url, err: error }, 'a dependency is away')
    const message = '所依赖的服务暂时不可用，请稍后再试'
    return sendProblem(request, reply, new AppError(503, message, { retryAfterSeconds: unavailableRetrySeconds }))
  }
  if (status < 500) return sendProblem(request, reply, clientFault(error, status))
  request.log.error({ requestId: request.id, route: request.routeOptions.url, err: error }, 'request failed')
  return sendProblem(request, reply, new AppError(500, '服务内部错误，请凭 requestId 联系运维'))
}

/** Faults that fastify itself finds before a route runs. */
function clientFault(error: FastifyError, status: number): AppError {
  const body = (message: string) => new AppError(status, message, { errors: [{ path: '', message }] })
  if (status === 413) return body(`请求体超过 ${bodyBytesMax / 1024 / 1024} MB；大批数据请用 POST /v1/postings:import`)
  if (status === 415) return body('请求体应为 JSON（Content-Type: application/json）')
  if (error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return body('请求体为空')
  if (error instanceof SyntaxError || error.code === 'FST_ERR_CTP_INVALID_JSON_BODY')
    return body('请求体不是有效的 JSON')
  return body(status === 400 ? '请求有误' : (error.code ?? '请求有误'))
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): FastifyReply {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds)
  const problem = toProblem(error.status, error.message, error.errors, request.id)
  return reply.code(error.status).type('application/problem+json').serializer(JSON.stringify).send(problem)
}
