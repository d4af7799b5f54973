/** What the driver's errors mean, by their names and the protocol's error types. */
interface DriverError {
  readonly name?: string
  /** The protocol's name of the error. */
  readonly type?: string
  /** Of the connection or of TLS, as Node names it. */
  readonly code?: unknown
  readonly message?: string
  readonly retriable?: boolean
  readonly retryable?: boolean
  readonly cause?: unknown
  readonly errors?: readonly unknown[]
}

/**
 * Why the brokers can't be used. `away`: nobody answers, which passes by itself. `closed`: they end the connection, as a
 * dying broker does, and one that wants (no) TLS or a login. `plain`: something there speaks, but not TLS. `certificate`: TLS fails on a
 * certificate. `login`: they refuse the user or its password. `rights`: the user may not do what is needed.
 */
export type KafkaFault = 'away' | 'closed' | 'plain' | 'certificate' | 'login' | 'rights'

const lasting: ReadonlySet<KafkaFault | undefined> = new Set(['plain', 'certificate', 'login', 'rights'])
/** The broker's book-keeping of a producer was lost or is at odds with ours; a new producer starts afresh. */
const producerStateLost = new Set(['OUT_OF_ORDER_SEQUENCE_NUMBER', 'UNKNOWN_PRODUCER_ID', 'INVALID_PRODUCER_EPOCH'])
const rebalancing = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP'
])
const certificateCode = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|ERR_SSL_.*(CERTIFICATE|UNKNOWN_CA))/

/** Whether the group divides its partitions anew, so that what is running must be finished and given up. */
export function isRebalance(error: unknown): boolean {
  return rebalancing.has((error as DriverError | undefined)?.type ?? '')
}

/** Whether trying again may help: the broker is away or busy, leaders move. */
export function isTransient(error: unknown): boolean {
  const { name, retriable, retryable, cause } = (error ?? {}) as DriverError
  if (retriable === undefined) return retryable === true
  if (lasting.has(faultOf(error))) return false
  if (name === 'KafkaJSNumberOfRetriesExceeded' || isConnectionError(name)) return true
  return retriable || (cause !== undefined && cause !== error && isTransient(cause))
}

/** As `isTransient`, and faults that an operator can repair while the process waits: a password, a right. */
export function isRepairable(error: unknown): boolean {
  return isTransient(error) || lasting.has(faultOf(error))
}

export function hasLostState(error: unknown): boolean {
  return chain(error).some(({ type }) => type !== undefined && producerStateLost.has(type))
}

/** Undefined where the error says nothing of the brokers. */
export function faultOf(error: unknown): KafkaFault | undefined {
  const faults = chain(error).map(singleFault)
  return faults.find(fault => lasting.has(fault)) ?? faults.find(fault => fault !== undefined)
}

function singleFault({ name, type, code, message = '' }: DriverError): KafkaFault | undefined {
  if (name === 'KafkaJSSASLAuthenticationError' || type === 'SASL_AUTHENTICATION_FAILED') return 'login'
  if (type === 'UNSUPPORTED_SASL_MECHANISM' || type === 'ILLEGAL_SASL_STATE') return 'login'
  if (type?.endsWith('_AUTHORIZATION_FAILED')) return 'rights'
  if (typeof code === 'string' && certificateCode.test(code)) return 'certificate'
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') return 'plain'
  if (
    name === 'KafkaJSConnectionClosedError' ||
    code === 'ECONNRESET' ||
    message.includes('disconnected before secure')
  )
    return 'closed'
  return isConnectionError(name) ? 'away' : undefined
}

function isConnectionError(name: string | undefined): boolean {
  return name === 'KafkaJSConnectionError' || name === 'KafkaJSConnectionClosedError'
}

/** The error, what caused it, and what it gathers. */
function chain(error: unknown, depth = 5): DriverError[] {
  if (typeof error !== 'object' || error === null || depth === 0) return []
  const { cause, errors = [] } = error as DriverError
  return [error, ...[cause, ...errors].flatMap(each => chain(each, depth - 1))]
}
