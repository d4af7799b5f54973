import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { ProblemError } from './problem.ts'

/** What TypeBox and AJV say of a fault, as far as we read it. */
export interface SchemaFault {
  readonly keyword: string
  readonly instancePath: string
  readonly params: object
  readonly message?: string | undefined
}

export type Validation<T> = { readonly value: T } | { readonly errors: ProblemError[] }

/** A validator compiled once; faults name the field and say in Chinese what is wrong with it. */
export function createValidator<S extends TSchema>(schema: S): (value: unknown) => Validation<Static<S>> {
  const compiled = Compile(schema)
  return value => (compiled.Check(value) ? { value } : { errors: problemErrors(compiled.Errors(value)) })
}

/** Faults in field terms, one per path and message. */
export function problemErrors(faults: readonly SchemaFault[]): ProblemError[] {
  const errors = new Map<string, ProblemError>()
  for (const fault of faults) {
    for (const error of translate(fault)) errors.set(`${error.path}\n${error.message}`, error)
  }
  const all = [...errors.values()]
  return all.filter(
    e => e.message !== unionFault || !all.some(o => o.message !== unionFault && o.path.startsWith(e.path))
  )
}

const unionFault = '类型或取值不符合要求'

function translate(fault: SchemaFault): ProblemError[] {
  const path = fault.instancePath
  const params = fault.params as Record<string, unknown>
  switch (fault.keyword) {
    case 'required': {
      const missing = (params.requiredProperties ?? [params.missingProperty]) as string[]
      return missing.map(name => ({ path: `${path}/${name}`, message: '缺少必填字段' }))
    }
    case 'additionalProperties': {
      const extra = (params.additionalProperties ?? [params.additionalProperty]) as string[]
      return extra.map(name => ({ path: `${path}/${name}`, message: '未知字段' }))
    }
    // TypeBox reports the schema `false` beside additionalProperties, and each branch of a union beside anyOf.
    case 'boolean':
      return []
    case 'anyOf':
      return [{ path, message: unionFault }]
    case 'type':
      // Every optional field may be null: the other branch of the union says what it should be.
      if (params.type === 'null') return []
      return [{ path, message: `类型应为 ${typeNames[String(params.type)] ?? String(params.type)}` }]
    case 'enum':
      return [{ path, message: `取值应为 ${(params.allowedValues as unknown[]).join('、')} 之一` }]
    case 'pattern':
      return [{ path, message: params.pattern === '\\S' ? '不能为空白' : '格式不正确' }]
    case 'minLength':
      return [{ path, message: `不得少于 ${params.limit} 个字符` }]
    case 'maxLength':
      return [{ path, message: `不得超过 ${params.limit} 个字符` }]
    case 'minItems':
      return [{ path, message: `不得少于 ${params.limit} 项` }]
    case 'maxItems':
      return [{ path, message: `不得超过 ${params.limit} 项` }]
    case 'minimum':
      return [{ path, message: `不得小于 ${params.limit}` }]
    case 'maximum':
      return [{ path, message: `不得大于 ${params.limit}` }]
    default:
      return [{ path, message: fault.message ?? '不符合要求' }]
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: '文本',
  number: '数字',
  integer: '整数',
  boolean: 'true/false',
  array: '数组',
  object: '对象',
  null: 'null'
}
