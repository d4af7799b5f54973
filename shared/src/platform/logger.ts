import { type DestinationStream, type Logger, pino } from 'pino'

/** Fields that may hold personal data or secrets, at the depths where our log records can carry them. */
const personal = [
  'authorization',
  'key',
  'keys',
  'password',
  'secret',
  'token',
  'graduate',
  'graduateId',
  'profile',
  'body',
  'school',
  'experience',
  'name',
  'phone',
  'email',
  'text',
  'quote',
  'submission'
]

/**
 * Logs carry no personal data: requests are logged by route pattern, never by URL, query, header or body, and fields
 * that could hold any are redacted wherever they slip in.
 */
export function createLogger(options: { level: string; destination?: DestinationStream }): Logger {
  const paths = personal.flatMap(name => [name, `*.${name}`, `*.*.${name}`])
  return pino(
    { level: options.level, base: null, redact: { paths, censor: '[redacted]' }, serializers: { err: serialiseError } },
    options.destination ?? pino.destination(2)
  )
}

export type { Logger }

/** Name, message and stack only: drivers hang requests, rows and headers on their errors. */
function serialiseError(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'not an Error was thrown' }
  const code = (error as { code?: unknown }).code
  return { type: error.name, message: error.message, stack: error.stack, ...(typeof code === 'string' && { code }) }
}
