import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import closeWithGrace from 'close-with-grace'
import { Counter, Gauge } from 'prom-client'
import { createKafkaEventBus, type KafkaEventBus } from '../adapters/kafka/event-bus.ts'
import { createSqliteIdempotencyStore } from '../adapters/sqlite/idempotency-store.ts'
import { createSystemClock } from '../adapters/system-clock.ts'
import { loadAccess } from '../platform/access.ts'
import { ConfigError } from '../platform/config.ts'
import { createHttp, type ReadinessCheck } from '../platform/http.ts'
import { addIdempotency } from '../platform/idempotency.ts'
import { createLogger, type Logger } from '../platform/logger.ts'
import type { Service } from '../platform/service.ts'
import { readMetric } from '../platform/within.ts'
import type { Clock } from '../ports/clock.ts'
import type { ProcessConfig } from './config.ts'
import { elasticsearchFaultText, isSettingsFault, kafkaFaultText, kafkaOptions } from './servers.ts'

export interface ProcessParts {
  readonly bus: KafkaEventBus
  readonly clock: Clock
  readonly logger: Logger
  readonly directory: string
}

export interface ProcessOptions<C extends ProcessConfig> {
  readonly name: string
  readonly readConfig: (env: NodeJS.ProcessEnv) => C
  /** Called again after a while where it throws an error with `retryable: true`: a server is away. */
  readonly open: (config: C, parts: ProcessParts) => Promise<Service>
}

const closeTimeoutMs = 60_000
const openAgainMs = 2_000
/** A broker that is slow to answer at the start may still say that a setting is wrong; one that is away says so at once. */
const firstAnswerTimeoutMs = 20_000

/** Runs one service as a process of its own until it is told to stop. Ends with exit code 2 where its settings are wrong. */
export async function runProcess<C extends ProcessConfig>(options: ProcessOptions<C>): Promise<void> {
  try {
    await run(options)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${options.name}：${error.message}\n`)
    process.exitCode = 2
  }
}

async function run<C extends ProcessConfig>({ name, readConfig, open }: ProcessOptions<C>): Promise<void> {
  const config = readConfig(process.env)
  const findCaller = loadAccess(config.ZHIPEI_HOST, config.ZHIPEI_KEYS_FILE)
  const logger = createLogger({ level: config.ZHIPEI_LOG_LEVEL })
  const clock = createSystemClock()
  const directory = join(config.ZHIPEI_DATA_DIR, name)
  const metrics = createBusMetrics()
  const bus = createKafkaEventBus({
    ...kafkaOptions(config, name),
    clock,
    onDeadLetter({ topic, group, reason }) {
      metrics.deadLetters.inc({ topic, group })
      logger.error({ topic, group, reason }, 'event given up')
    },
    onRebalance: (topic, group) => metrics.rebalances.inc({ topic, group }),
    onFault: () => metrics.faults.inc(),
    log: (level, message) => logger[level]({ kafka: message }, 'kafka')
  })
  const fault = await bus.fault(firstAnswerTimeoutMs)
  if (fault !== undefined && isSettingsFault(fault)) {
    await bus.close()
    throw new ConfigError(kafkaFaultText(fault))
  }
  const closers: (() => Promise<unknown>)[] = [() => bus.close()]
  const stopping = new AbortController()
  const grace = closeWithGrace({ delay: closeTimeoutMs, logger: false }, async ({ err }) => {
    stopping.abort()
    if (err) logger.fatal({ err }, 'stopped by a fault')
    for (const close of closers.splice(0).reverse()) await close()
  })
  const opening = openWhenPossible(() => open(config, { bus, clock, logger, directory }), logger, stopping.signal)
  const service = await opening.catch(async error => {
    grace.uninstall()
    await bus.close()
    throw error
  })
  if (service === undefined) return
  closers.push(() => service.close())
  const readiness = [...service.readiness.map(withFaultText), { name: 'events', check: () => brokersFault(bus) }]
  const requestsPerMinuteMax = config.ZHIPEI_REQUESTS_PER_MINUTE_MAX
  const app = await createHttp({ title: `职配 Zhipei ${name}`, logger, readiness, findCaller, requestsPerMinuteMax })
  metrics.register(app.registry, bus, service)
  const idempotency = createSqliteIdempotencyStore(join(directory, 'http'))
  closers.push(() => idempotency.close())
  addIdempotency(app, idempotency, clock)
  await service.routes(app)
  closers.push(() => app.close())
  const url = await app.listen({ host: config.ZHIPEI_HOST, port: config.ZHIPEI_PORT })
  process.stdout.write(`${name} ${url}\n`)
}

async function openWhenPossible(
  open: () => Promise<Service>,
  logger: Logger,
  stopping: AbortSignal
): Promise<Service | undefined> {
  while (!stopping.aborted)
    try {
      return await open()
    } catch (error) {
      const text = elasticsearchFaultText(error)
      if (text !== undefined) throw new ConfigError(text)
      if ((error as { readonly retryable?: boolean }).retryable !== true) throw error
      logger.warn({ reason: (error as Error).message }, 'a server is away; trying again')
      await sleep(openAgainMs, undefined, { signal: stopping }).catch(() => undefined)
    }
  return undefined
}

/** A setting that turned wrong while the process runs is named, beyond that the server is away. */
function withFaultText({ name, check }: ReadinessCheck): ReadinessCheck {
  return {
    name,
    async check() {
      try {
        return await check()
      } catch (error) {
        const text = elasticsearchFaultText(error)
        if (text === undefined) throw error
        return text
      }
    }
  }
}

async function brokersFault(bus: KafkaEventBus): ReturnType<ReadinessCheck['check']> {
  const fault = await bus.fault()
  return fault === undefined ? undefined : kafkaFaultText(fault)
}

function createBusMetrics() {
  const labelled = (name: string, help: string) =>
    new Counter({ name, help, labelNames: ['topic', 'group'], registers: [] })
  const deadLetters = labelled('zhipei_dead_letters_total', 'Events given up and kept in <topic>.dead')
  const rebalances = labelled('zhipei_rebalances_total', 'Times the partitions of a group were divided anew')
  const faults = new Counter({ name: 'zhipei_kafka_faults_total', help: 'Failures tried again', registers: [] })
  return {
    deadLetters,
    rebalances,
    faults,
    register(registry: Awaited<ReturnType<typeof createHttp>>['registry'], bus: KafkaEventBus, service: Service): void {
      for (const metric of [deadLetters, rebalances, faults]) registry.registerMetric(metric)
      new Gauge({
        name: 'zhipei_unacknowledged_bytes',
        help: 'Serialised events that the brokers have not acknowledged',
        registers: [registry],
        collect() {
          this.set(bus.inFlightBytes())
        }
      })
      new Gauge({
        name: 'zhipei_service_lag_events',
        help: 'Events that are not yet in effect in this service',
        registers: [registry],
        async collect() {
          this.set(await readMetric(() => service.lag()))
        }
      })
    }
  }
}
