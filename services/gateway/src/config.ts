import { readConfig as read } from '@zhipei/shared/platform/config'
import Type, { type Static } from 'typebox'

const Address = (service: string) =>
  Type.String({ pattern: '^https?://[^/]+$', description: `where ${service} listens` })

const GatewayConfig = Type.Object({
  ZHIPEI_HOST: Type.String({ default: '127.0.0.1' }),
  ZHIPEI_PORT: Type.Integer({ default: 8080, minimum: 0, maximum: 65_535 }),
  ZHIPEI_KEYS_FILE: Type.Optional(Type.String({ minLength: 1, description: 'the same file as the services have' })),
  INGESTION_URL: Address('ingestion'),
  PROFILE_URL: Address('profile'),
  MATCHER_URL: Address('matcher')
})
export type GatewayConfig = Static<typeof GatewayConfig>

/** @throws ConfigError that lists every faulty variable */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): GatewayConfig => read(GatewayConfig, env)
