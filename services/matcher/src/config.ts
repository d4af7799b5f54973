import { scanHelpersDefault, scanHelpersMax } from '@zhipei/shared/engine/scan-threads'
import { ElasticsearchConfig, type ProcessConfig, readProcessConfig } from '@zhipei/shared/process/config'
import Type, { type Static } from 'typebox'
import { pagesKeptMbDefault } from './kept-pages.ts'
import { waitingMaxDefault } from './matcher.ts'

/** Of every process that has the matcher in it. */
export const RequestQueueConfig = Type.Object({
  ZHIPEI_RECOMMENDATIONS_WAITING_MAX: Type.Integer({
    default: waitingMaxDefault,
    minimum: 1,
    maximum: 100_000,
    description: 'requests for recommendations that may wait for their answer; more are answered 503'
  }),
  ZHIPEI_PAGES_KEPT_MB: Type.Integer({
    default: pagesKeptMbDefault,
    minimum: 0,
    maximum: 4096,
    description: 'first pages kept in memory, given again while nothing changes; 0: each is made anew'
  }),
  ZHIPEI_SCAN_HELPERS: Type.Integer({
    default: scanHelpersDefault,
    minimum: 0,
    maximum: scanHelpersMax,
    description: 'threads that help the embedded index with large searches; 0: none'
  })
})

const MatcherConfig = Type.Object({
  ...ElasticsearchConfig.properties,
  ...RequestQueueConfig.properties,
  ZHIPEI_MODEL_DIR: Type.Optional(
    Type.String({ minLength: 1, description: 'folder of the embedding model; default: the shipped one' })
  ),
  ZHIPEI_RANKER_FILE: Type.Optional(
    Type.String({ minLength: 1, description: 'weights and trees of the score; default: the shipped ones' })
  )
})
export type MatcherConfig = ProcessConfig & Static<typeof MatcherConfig>

/** @throws ConfigError that lists every faulty variable */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): MatcherConfig =>
  readProcessConfig(MatcherConfig, env)
