import { type ProcessConfig, readProcessConfig } from '@zhipei/shared/process/config'
import Type from 'typebox'

/** @throws ConfigError that lists every faulty variable */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): ProcessConfig =>
  readProcessConfig(Type.Object({}), env)
