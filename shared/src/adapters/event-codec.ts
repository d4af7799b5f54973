import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { type TopicName, topics } from '../contracts/events.ts'
import { type DeadLetter, type EventRecord, EventRefusedError } from '../ports/event-bus.ts'

/** Keys fit into every store and log line. */
const keyCharactersMax = 512
/** One value as JSON. The largest posting of the contract is about a fifth of it. */
export const recordBytesMax = 4 * 1024 * 1024

const unfitForKey = /[\p{Cc}\p{Cs}]/u
const validators = new Map<TopicName, Validator>()

/** Dead letters of a topic stand in a topic of their own. */
export function deadTopic(topic: string): string {
  return `${topic}.dead`
}

/** @throws EventRefusedError naming record and field, never the value */
export function checkRecords<T extends TopicName>(topic: T, records: readonly EventRecord<T>[]): void {
  if (!(topic in topics)) throw new EventRefusedError(`no such topic: ${topic}`)
  for (const [index, { key, value }] of records.entries()) {
    const fault = keyFault(key) ?? valueFault(topic, value)
    if (fault !== undefined) throw new EventRefusedError(`${topic} record ${index}: ${fault}`)
  }
}

/** @throws EventRefusedError where a value is larger than `recordBytesMax` */
export function encodeRecords<T extends TopicName>(topic: T, records: readonly EventRecord<T>[]) {
  return records.map(({ key, value }, index) => {
    if (value === null) return { key, value: null, published: null }
    const text = JSON.stringify(value)
    // A UTF-16 unit takes at most three bytes, so that most values need no count.
    if (text.length * 3 > recordBytesMax && Buffer.byteLength(text) > recordBytesMax)
      throw new EventRefusedError(`${topic} record ${index}: larger than ${recordBytesMax} bytes`)
    return { key, value: text, published: value }
  })
}

export type Decoded = { readonly value: unknown } | { readonly fault: string }

/** The value of a stored record, or why no reader can take it. */
export function decodeValue(topic: TopicName, text: string | null): Decoded {
  let value: unknown = null
  try {
    if (text !== null) value = JSON.parse(text)
  } catch {
    return { fault: 'not JSON' }
  }
  const fault = valueFault(topic, value)
  return fault === undefined ? { value } : { fault }
}

function keyFault(key: unknown): string | undefined {
  if (typeof key !== 'string' || key === '') return 'a key is required'
  if (key.length > keyCharactersMax) return `key is longer than ${keyCharactersMax} characters`
  return unfitForKey.test(key) ? 'key holds control characters or lone surrogates' : undefined
}

function valueFault(topic: TopicName, value: unknown): string | undefined {
  if (value === null) return topics[topic].cleanup === 'compact' ? undefined : 'a tombstone needs a compacted topic'
  const validator = validatorOf(topic)
  if (validator.Check(value)) return undefined
  const [first] = validator.Errors(value)
  return `value does not fit the schema: ${first?.instancePath || '/'} ${first?.message ?? 'is wrong'}`
}

function validatorOf(topic: TopicName): Validator {
  let validator = validators.get(topic)
  if (validator === undefined) {
    validator = Compile(topics[topic].schema as TSchema)
    validators.set(topic, validator)
  }
  return validator
}

const reasonCharactersMax = 1000

/** The value of a record of `<topic>.dead`; its key is the original key, so that erasure finds it. */
export function encodeDeadLetter(letter: DeadLetter): string {
  const { topic, partition, offset, group, reason, value, atMs } = letter
  return JSON.stringify({ topic, partition, offset, group, reason: reason.slice(0, reasonCharactersMax), value, atMs })
}

export function decodeDeadLetter(key: string, text: string): DeadLetter {
  return { ...(JSON.parse(text) as Omit<DeadLetter, 'key'>), key }
}
