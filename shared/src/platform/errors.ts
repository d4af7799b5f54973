import { STATUS_CODES } from 'node:http'
import type { Problem, ProblemError } from '../contracts/problem.ts'

/**
 * A failure that the caller can understand. `detail` (Chinese) is shown; above 499 only the status is.
 * Anything else that is thrown is a bug and answers 500 without detail.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly status: number
  readonly errors: readonly ProblemError[]
  readonly retryAfterSeconds: number | undefined

  constructor(
    status: number,
    detail: string,
    options: { errors?: readonly ProblemError[]; retryAfterSeconds?: number; cause?: unknown } = {}
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.status = status
    this.errors = options.errors ?? []
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

export const notFound = (what: string): AppError => new AppError(404, `没有找到${what}`)

export const invalid = (errors: readonly ProblemError[]): AppError =>
  new AppError(400, `请求有 ${errors.length} 处错误：${errors[0]?.path || '请求体'} ${errors[0]?.message ?? ''}`, {
    errors
  })

/** RFC 9457 body of an error. */
export function toProblem(status: number, detail: string, errors: readonly ProblemError[], requestId: string): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, errors: [...errors], requestId }
}
