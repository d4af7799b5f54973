import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createSqliteEventBus } from '@zhipei/shared/adapters/sqlite/event-bus'
import { type TopicName, topics } from '@zhipei/shared/contracts/events'
import { type DeadLetter, type EventBus, type EventRecord, EventRefusedError } from '@zhipei/shared/ports/event-bus'
import { readEmbeddedConfig } from '../config.ts'
import { integer, UsageError, usage } from '../usage.ts'
import { openOperatorBus, readOperatorConfig } from './operator-bus.ts'

const options = {
  data: { type: 'string' },
  limit: { type: 'string' },
  group: { type: 'string' },
  key: { type: 'string' },
  values: { type: 'boolean', default: false }
} as const
const limitMax = 100_000

/**
 * `zhipei dead list|replay TOPIC [--group NAME] [--key KEY] [--limit N] [--values] [--data DIR]`: the events that could not
 * be processed, one JSON line each, on Kafka (KAFKA_BROKERS) or in the data folder of a stopped embedded system.
 * `replay` publishes them again, for every reader: effects are idempotent. The letters stay until their retention ends.
 */
export async function dead(args: readonly string[]): Promise<void> {
  const { values, positionals } = usage(() => parseArgs({ args: [...args], options, allowPositionals: true }))
  const [action, name = '', ...more] = positionals
  if ((action !== 'list' && action !== 'replay') || more.length > 0)
    throw new UsageError('dead list|replay TOPIC [--group NAME] [--key KEY] [--limit N] [--values] [--data DIR]')
  if (!(name in topics)) throw new UsageError(`no such topic: ${name}; one of ${Object.keys(topics).join(', ')}`)
  const topic = name as TopicName
  const limit = integer(values.limit ?? '1000', 'limit', 1, limitMax)
  const bus = await openBus(values.data)
  try {
    const letters = (await bus.deadLetters(topic, limit)).filter(
      ({ group, key }) => (values.group ?? group) === group && (values.key ?? key) === key
    )
    if (action === 'list') for (const letter of letters) print(letter, values.values, {})
    else await replay(bus, topic, letters)
  } finally {
    await bus.close()
  }
}

async function openBus(data: string | undefined): Promise<EventBus> {
  if (process.env.KAFKA_BROKERS) return openOperatorBus(readOperatorConfig())
  const directory = join(data ?? readEmbeddedConfig(process.env).ZHIPEI_DATA_DIR, 'log')
  if (!existsSync(directory)) throw new UsageError(`${directory} holds no event log; set KAFKA_BROKERS or --data`)
  return createSqliteEventBus({ directory })
}

/** One by one, so that one that no reader could take keeps back none of the others. */
async function replay<T extends TopicName>(bus: EventBus, topic: T, letters: readonly DeadLetter[]): Promise<void> {
  let refused = 0
  for (const letter of letters) {
    try {
      const value = letter.value === null ? null : JSON.parse(letter.value)
      await bus.publish(topic, [{ key: letter.key, value } as EventRecord<T>])
      print(letter, false, { replayed: true })
    } catch (error) {
      if (!(error instanceof EventRefusedError || error instanceof SyntaxError)) throw error
      refused++
      print(letter, false, { replayed: false, refused: error.message })
    }
  }
  console.error(`${letters.length - refused} of ${letters.length} dead letters of ${topic} were published again`)
  if (refused > 0) throw new Error(`${refused} no longer fit the topic's schema and stay dead letters`)
}

function print({ value, atMs, ...letter }: DeadLetter, withValue: boolean, outcome: object): void {
  const at = new Date(atMs).toISOString()
  console.log(JSON.stringify({ ...letter, at, ...(withValue ? { value } : {}), ...outcome }))
}
