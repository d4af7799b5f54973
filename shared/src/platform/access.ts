import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import Type, { type Static } from 'typebox'
import { Source } from '../contracts/common.ts'
import { createValidator } from '../contracts/validation.ts'
import { ConfigError } from './config.ts'

export const Role = Type.Enum(['employer', 'app', 'operator'])
export type Role = Static<typeof Role>

/** The keys file: who may call, in which role. An employer's key is bound to the one source it may write. */
const KeysFile = Type.Array(
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 64 }),
      role: Role,
      key: Type.String({ minLength: 16, maxLength: 256 }),
      source: Type.Optional(Source)
    },
    { additionalProperties: false }
  ),
  { minItems: 1 }
)
const validateKeysFile = createValidator(KeysFile)

export interface Caller {
  readonly name: string
  readonly role: Role
  /** The only source whose postings this caller may touch; undefined: all. */
  readonly source?: string
}

/** Without keys every caller on the loopback interface is the operator. */
export const localOperator: Caller = { name: 'local', role: 'operator' }

export type FindCaller = (bearer: string | undefined) => Caller | undefined

const digest = (key: string): string => createHash('sha256').update(key).digest('base64')

/** Keys are kept and looked up as digests, so that comparing leaks no timing and memory dumps no key. */
export function createAccess(keys: Static<typeof KeysFile>): FindCaller {
  const callers = new Map<string, Caller>()
  for (const { name, role, key, source } of keys) {
    callers.set(digest(key), role === 'employer' ? { name, role, source: source ?? name } : { name, role })
  }
  return bearer => (bearer === undefined ? undefined : callers.get(digest(bearer)))
}

/**
 * Reads the keys file, or lets everybody in where the server listens on loopback only.
 * @throws ConfigError for a faulty file (never showing a key), and for an open address without keys.
 */
export function loadAccess(host: string, keysFile: string | undefined): FindCaller {
  if (keysFile === undefined) {
    if (isLoopback(host)) return () => localOperator
    throw new ConfigError(
      `在 ${host} 上监听必须设置访问密钥：请用 ZHIPEI_KEYS_FILE 指定密钥文件（JSON：[{ "name", "role", "key" }]），或改为监听 127.0.0.1`
    )
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(keysFile, 'utf8'))
  } catch (error) {
    const why = error instanceof SyntaxError ? '不是 JSON' : (error as Error).message
    throw new ConfigError(`密钥文件 ${keysFile} 无法读取：${why}`)
  }
  const result = validateKeysFile(parsed)
  if ('value' in result) return createAccess(result.value)
  throw new ConfigError(`密钥文件 ${keysFile} 有误：${result.errors.map(e => `${e.path} ${e.message}`).join('；')}`)
}

export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true
  return isIP(host) === 4 && host.startsWith('127.')
}
