import {
  type ElasticsearchConnection,
  type ElasticsearchFault,
  ElasticsearchUnavailableError
} from '../adapters/elasticsearch/elasticsearch-client.ts'
import type { KafkaEventBusOptions } from '../adapters/kafka/event-bus.ts'
import type { KafkaFault } from '../adapters/kafka/kafka-errors.ts'
import type { KafkaConnection } from '../adapters/kafka/kafka-types.ts'
import { ConfigError } from '../platform/config.ts'
import { brokersOf, type ElasticsearchConfig, listOf, type ProcessConfig, readSecret } from './config.ts'

const dayMs = 24 * 3_600_000

/** @throws ConfigError where a file can't be read */
export function kafkaOptions(
  config: ProcessConfig,
  clientId: string
): Pick<KafkaEventBusOptions, 'connection' | 'prefix' | 'limits'> {
  return {
    connection: { brokers: brokersOf(config), clientId, ...tlsOf(config), ...saslOf(config) },
    prefix: config.KAFKA_PREFIX,
    limits: {
      partitions: config.KAFKA_PARTITIONS,
      replicas: config.KAFKA_REPLICAS,
      retentionMs: config.KAFKA_RETENTION_DAYS * dayMs
    }
  }
}

function tlsOf(config: ProcessConfig): Pick<KafkaConnection, 'tls'> {
  const { KAFKA_TLS, KAFKA_CA_FILE, KAFKA_CERT_FILE, KAFKA_KEY_FILE } = config
  if (!KAFKA_TLS && KAFKA_CA_FILE === undefined && KAFKA_CERT_FILE === undefined) return {}
  const tls: { ca?: string; cert?: string; key?: string } = {}
  if (KAFKA_CA_FILE !== undefined) tls.ca = readSecret('KAFKA_CA_FILE', KAFKA_CA_FILE)
  if (KAFKA_CERT_FILE !== undefined) tls.cert = readSecret('KAFKA_CERT_FILE', KAFKA_CERT_FILE)
  if (KAFKA_KEY_FILE !== undefined) tls.key = readSecret('KAFKA_KEY_FILE', KAFKA_KEY_FILE)
  return { tls }
}

function saslOf(config: ProcessConfig): Pick<KafkaConnection, 'sasl'> {
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_USERNAME: username, KAFKA_PASSWORD_FILE: file } = config
  if (mechanism === undefined || username === undefined || file === undefined) return {}
  return { sasl: { mechanism, username, password: readSecret('KAFKA_PASSWORD_FILE', file) } }
}

const kafkaFaultTexts: Readonly<Record<KafkaFault, string>> = {
  away: 'Kafka 无法连接（KAFKA_BROKERS）',
  closed:
    'Kafka 关闭了连接：代理正在重启，或端口与设置不符：是否使用 TLS（KAFKA_TLS、KAFKA_CA_FILE）、是否要求登录（KAFKA_SASL_MECHANISM）',
  plain: 'KAFKA_BROKERS：该端口不是 Kafka 的 TLS 端口，请核对端口，或去掉 KAFKA_TLS 和 KAFKA_CA_FILE',
  certificate:
    'KAFKA_CA_FILE：TLS 证书校验失败，请核对 KAFKA_CA_FILE 是否签发了代理的证书、证书是否含 KAFKA_BROKERS 中的主机名、是否过期，以及 KAFKA_CERT_FILE 与 KAFKA_KEY_FILE',
  login: 'KAFKA_PASSWORD_FILE：Kafka 拒绝登录，请核对 KAFKA_USERNAME、KAFKA_PASSWORD_FILE 和 KAFKA_SASL_MECHANISM',
  rights:
    'KAFKA_USERNAME：该用户权限不足，需要对以 KAFKA_PREFIX 开头的主题的 Describe、Read、Write（主题未建时还需 Create）和对消费组的 Describe、Read'
}

/** One sentence for operators, naming the settings to look at. */
export function kafkaFaultText(fault: KafkaFault): string {
  return kafkaFaultTexts[fault]
}

/** Whether only another setting, here or at the brokers, helps. */
export function isSettingsFault(fault: KafkaFault): boolean {
  return fault !== 'away' && fault !== 'closed'
}

export interface ElasticsearchSettings {
  readonly connection: ElasticsearchConnection
  readonly prefix: string
  readonly shards: number
  readonly replicas: number
}

const elasticsearchFaultTexts: Readonly<Record<ElasticsearchFault, string>> = {
  plain: 'ELASTICSEARCH_URL：该端口不是 TLS 端口，请核对端口，或改用 http://',
  certificate:
    'ELASTICSEARCH_CA_FILE：TLS 证书校验失败，请核对 ELASTICSEARCH_CA_FILE 是否签发了节点的证书、证书是否含 ELASTICSEARCH_URL 中的主机名、是否过期',
  key: 'ELASTICSEARCH_API_KEY_FILE：Elasticsearch 要求密钥，或密钥有误、过期、已吊销',
  rights: 'ELASTICSEARCH_API_KEY_FILE：该密钥权限不足，需要对以 ELASTICSEARCH_PREFIX 开头的索引的 manage、read、write'
}

/** One sentence for operators, naming the settings to look at; undefined where the error says nothing of settings. */
export function elasticsearchFaultText(error: unknown): string | undefined {
  if (!(error instanceof ElasticsearchUnavailableError) || error.fault === undefined) return undefined
  return elasticsearchFaultTexts[error.fault]
}

/** Undefined where no Elasticsearch is named. @throws ConfigError where a file can't be read */
export function elasticsearchSettings(config: ElasticsearchConfig): ElasticsearchSettings | undefined {
  if (config.ELASTICSEARCH_URL === undefined) return undefined
  const nodes = listOf(config.ELASTICSEARCH_URL)
  const wrong = nodes.find(node => !URL.canParse(node))
  if (nodes.length === 0 || wrong !== undefined) throw new ConfigError(`ELASTICSEARCH_URL：不是网址：${wrong ?? ''}`)
  const { ELASTICSEARCH_API_KEY_FILE: keyFile, ELASTICSEARCH_CA_FILE: caFile } = config
  return {
    connection: {
      nodes,
      ...(keyFile === undefined ? {} : { apiKey: readSecret('ELASTICSEARCH_API_KEY_FILE', keyFile) }),
      ...(caFile === undefined ? {} : { ca: readSecret('ELASTICSEARCH_CA_FILE', caFile) })
    },
    prefix: config.ELASTICSEARCH_PREFIX,
    shards: config.ELASTICSEARCH_SHARDS,
    replicas: config.ELASTICSEARCH_REPLICAS
  }
}
