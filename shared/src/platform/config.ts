import type { Static, TObject, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { problemErrors } from '../contracts/validation.ts'

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/**
 * Reads settings from environment variables: fills defaults, converts the strings, reports every fault at once.
 * Variables that the schema doesn't name are ignored.
 * @throws ConfigError with one line per faulty variable; never with a value, which may be a secret.
 */
export function readConfig<S extends TObject<Record<string, TSchema>>>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>
): Static<S> {
  const given: Record<string, unknown> = {}
  for (const name of Object.keys(schema.properties)) {
    const text = env[name]
    if (text !== undefined && text !== '') given[name] = text
  }
  const value = Value.Convert(schema, Value.Default(schema, given))
  if (Value.Check(schema, value)) return value as Static<S>
  const lines = problemErrors(Value.Errors(schema, value)).map(e => `  ${e.path.slice(1)}: ${e.message}`)
  throw new ConfigError(`配置有误：\n${lines.join('\n')}`)
}
