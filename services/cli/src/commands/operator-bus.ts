import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createKafkaEventBus } from '@zhipei/shared/adapters/kafka/event-bus'
import type { EventBus } from '@zhipei/shared/ports/event-bus'
import { type ProcessConfig, readProcessConfig } from '@zhipei/shared/process/config'
import { kafkaFaultText, kafkaOptions } from '@zhipei/shared/process/servers'
import Type from 'typebox'
import { UsageError, usage } from '../usage.ts'

export const readOperatorConfig = (): ProcessConfig => readProcessConfig(Type.Object({}), process.env)

/** The Kafka of the services' settings. @throws Error that names the setting where it can't be used */
export async function openOperatorBus(config: ProcessConfig): Promise<EventBus> {
  const bus = createKafkaEventBus(kafkaOptions(config, 'operator'))
  const fault = await bus.fault()
  if (fault === undefined) return bus
  await bus.close()
  throw new Error(kafkaFaultText(fault))
}

/** Between Kafka and the store that a stopped service has in its folder. */
export type StoreWork = (bus: EventBus, directory: string) => Promise<void>

/** A command `NAME graduates|postings [--data DIR]` on the data folder of the settings, or on `DIR`. */
export function storeCommand(name: string, work: Readonly<Record<'graduates' | 'postings', StoreWork>>) {
  return async (args: readonly string[]): Promise<void> => {
    const options = { data: { type: 'string' } } as const
    const { values, positionals } = usage(() => parseArgs({ args: [...args], options, allowPositionals: true }))
    const [what, ...more] = positionals
    if ((what !== 'graduates' && what !== 'postings') || more.length > 0)
      throw new UsageError(`${name} graduates|postings [--data DIR]`)
    const config = readOperatorConfig()
    const bus = await openOperatorBus(config)
    try {
      const service = what === 'graduates' ? 'profile' : 'ingestion'
      await work[what](bus, join(values.data ?? config.ZHIPEI_DATA_DIR, service))
    } finally {
      await bus.close()
    }
  }
}
