import { ElasticsearchConfig, type ProcessConfig, readProcessConfig } from '@zhipei/shared/process/config'
import Type, { type Static } from 'typebox'

const MatcherConfig = Type.Object({
  ...ElasticsearchConfig.properties,
  ZHIPEI_MODEL_DIR: Type.Optional(
    Type.String({ minLength: 1, description: 'folder of the embedding model; default: the shipped one' })
  )
})
export type MatcherConfig = ProcessConfig & Static<typeof MatcherConfig>

/** @throws ConfigError that lists every faulty variable */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): MatcherConfig =>
  readProcessConfig(MatcherConfig, env)
