import { RequestQueueConfig } from '@zhipei/matcher/config'
import { readConfig } from '@zhipei/shared/platform/config'
import Type, { type Static } from 'typebox'

/** Settings of the embedded system, read from the environment; options of the command line go before them. */
const EmbeddedConfig = Type.Object({
  ...RequestQueueConfig.properties,
  ZHIPEI_HOST: Type.String({
    default: '127.0.0.1',
    description: 'address to listen on; other than loopback needs keys'
  }),
  ZHIPEI_PORT: Type.Integer({ default: 8080, minimum: 0, maximum: 65_535, description: '0: any free port' }),
  ZHIPEI_DATA_DIR: Type.String({ default: 'data', description: 'folder of the log and all stores' }),
  ZHIPEI_KEYS_FILE: Type.Optional(Type.String({ description: 'JSON file of access keys' })),
  ZHIPEI_MODEL_DIR: Type.Optional(
    Type.String({ description: 'folder of the embedding model; default: the shipped one' })
  ),
  ZHIPEI_RANKER_FILE: Type.Optional(
    Type.String({ description: 'weights and trees of the score; default: the shipped ones' })
  ),
  ZHIPEI_LOG_LEVEL: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], { default: 'warn' }),
  ZHIPEI_REQUESTS_PER_MINUTE_MAX: Type.Integer({ default: 60_000, minimum: 1, description: 'per access key' })
})
export type EmbeddedConfig = Static<typeof EmbeddedConfig>

/** @throws ConfigError that lists every faulty variable */
export const readEmbeddedConfig = (env: Readonly<Record<string, string | undefined>>): EmbeddedConfig =>
  readConfig(EmbeddedConfig, env)
