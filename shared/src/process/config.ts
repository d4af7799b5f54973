import { readFileSync } from 'node:fs'
import Type, { type Static, type TObject } from 'typebox'
import { ConfigError, readConfig } from '../platform/config.ts'

type Env = Readonly<Record<string, string | undefined>>

const Flag = (description: string) => Type.Boolean({ default: false, description })
const File = (description: string) => Type.Optional(Type.String({ minLength: 1, description }))

/** Settings that every service process reads from its environment. */
export const ProcessConfig = Type.Object({
  ZHIPEI_HOST: Type.String({ default: '127.0.0.1', description: 'address to listen on; not loopback: needs keys' }),
  ZHIPEI_PORT: Type.Integer({ default: 0, minimum: 0, maximum: 65_535, description: '0: any free port' }),
  ZHIPEI_DATA_DIR: Type.String({ default: 'data', description: 'folder of the stores of this process' }),
  ZHIPEI_KEYS_FILE: File('JSON file of access keys'),
  ZHIPEI_LOG_LEVEL: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], { default: 'info' }),
  ZHIPEI_REQUESTS_PER_MINUTE_MAX: Type.Integer({ default: 60_000, minimum: 1, description: 'per access key' }),
  ZHIPEI_EVENT_BUS: Type.Enum(['kafka', 'embedded'], { default: 'kafka' }),
  KAFKA_BROKERS: Type.String({ default: '', description: 'host:port, comma-separated' }),
  KAFKA_PREFIX: Type.String({ default: '', pattern: '^[A-Za-z0-9._-]*$', description: 'of topics and groups' }),
  KAFKA_PARTITIONS: Type.Integer({ default: 12, minimum: 1, description: 'of topics that are created' }),
  KAFKA_REPLICAS: Type.Integer({ default: 3, minimum: 1, description: 'of topics that are created' }),
  KAFKA_RETENTION_DAYS: Type.Number({ default: 7, exclusiveMinimum: 0, description: 'of topics that are created' }),
  KAFKA_TLS: Flag('connect by TLS'),
  KAFKA_CA_FILE: File('PEM; implies TLS'),
  KAFKA_CERT_FILE: File('PEM of the client certificate'),
  KAFKA_KEY_FILE: File('PEM of the client key'),
  KAFKA_SASL_MECHANISM: Type.Optional(Type.Enum(['plain', 'scram-sha-256', 'scram-sha-512'])),
  KAFKA_USERNAME: Type.Optional(Type.String({ minLength: 1 })),
  KAFKA_PASSWORD_FILE: File('holds the password')
})
export type ProcessConfig = Static<typeof ProcessConfig>

/** Settings of processes that use Elasticsearch. */
export const ElasticsearchConfig = Type.Object({
  ELASTICSEARCH_URL: Type.Optional(Type.String({ minLength: 1, description: 'node URLs, comma-separated' })),
  ELASTICSEARCH_PREFIX: Type.String({ default: 'zhipei-', pattern: '^[a-z0-9][a-z0-9._-]*$' }),
  ELASTICSEARCH_API_KEY_FILE: File('holds the API key (base64 of id:key)'),
  ELASTICSEARCH_CA_FILE: File('PEM'),
  ELASTICSEARCH_SHARDS: Type.Integer({ default: 1, minimum: 1, description: 'of indexes that are created' }),
  ELASTICSEARCH_REPLICAS: Type.Integer({ default: 1, minimum: 0, description: 'of indexes that are created' })
})
export type ElasticsearchConfig = Static<typeof ElasticsearchConfig>

/**
 * Reads the settings of a service process.
 * @throws ConfigError with every fault, and where the settings can't work together
 */
export function readProcessConfig<S extends TObject>(extra: S, env: Env): ProcessConfig & Static<S> {
  const Schema = Type.Object({ ...ProcessConfig.properties, ...extra.properties })
  const config = readConfig(Schema, env) as ProcessConfig & Static<S>
  const faults = kafkaFaults(config)
  if (faults.length > 0) throw new ConfigError(`配置有误：\n${faults.map(fault => `  ${fault}`).join('\n')}`)
  return config
}

function kafkaFaults(config: ProcessConfig): string[] {
  if (config.ZHIPEI_EVENT_BUS === 'embedded')
    return [
      'ZHIPEI_EVENT_BUS：内置事件总线只属于一个进程，各服务分进程运行时不能用。请设为 kafka 并设置 KAFKA_BROKERS；不用 Kafka 时请改用 npm start，它在一个进程里运行全部服务'
    ]
  const faults: string[] = []
  if (brokersOf(config).length === 0)
    faults.push(
      'KAFKA_BROKERS：各服务分进程运行需要 Kafka，请设为 host:port（多个用逗号分隔）；本机试用可先运行 npm run servers -- start'
    )
  if (config.KAFKA_SASL_MECHANISM !== undefined && (!config.KAFKA_USERNAME || !config.KAFKA_PASSWORD_FILE))
    faults.push('KAFKA_SASL_MECHANISM：还需要 KAFKA_USERNAME 和 KAFKA_PASSWORD_FILE')
  if (config.KAFKA_SASL_MECHANISM === undefined && config.KAFKA_USERNAME !== undefined)
    faults.push('KAFKA_USERNAME：还需要 KAFKA_SASL_MECHANISM')
  if ((config.KAFKA_CERT_FILE === undefined) !== (config.KAFKA_KEY_FILE === undefined))
    faults.push('KAFKA_CERT_FILE 与 KAFKA_KEY_FILE 必须同时设置')
  return faults
}

export function brokersOf(config: ProcessConfig): string[] {
  return listOf(config.KAFKA_BROKERS)
}

export function listOf(text: string): string[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean)
}

/** The text of a secret's file, without the line end that editors leave. @throws ConfigError naming the variable */
export function readSecret(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd()
  } catch (error) {
    throw new ConfigError(`${name}：无法读取 ${file}（${(error as NodeJS.ErrnoException).code}）`)
  }
}
