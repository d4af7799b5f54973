import { createKafkaEventBus } from '@zhipei/shared/adapters/kafka/event-bus'
import type { EventBus } from '@zhipei/shared/ports/event-bus'
import { readProcessConfig } from '@zhipei/shared/process/config'
import { kafkaFaultText, kafkaOptions } from '@zhipei/shared/process/servers'
import Type from 'typebox'

/**
 * Runs an operator's work on the Kafka of the services' settings and on their data folder.
 * @param data that folder, where it is not the one of the settings
 * @throws Error that names the setting where Kafka can't be used
 */
export async function withOperatorBus(
  data: string | undefined,
  work: (bus: EventBus, directory: string) => Promise<void>
): Promise<void> {
  const config = readProcessConfig(Type.Object({}), process.env)
  const bus = createKafkaEventBus(kafkaOptions(config, 'operator'))
  try {
    const fault = await bus.fault()
    if (fault !== undefined) throw new Error(kafkaFaultText(fault))
    await work(bus, data ?? config.ZHIPEI_DATA_DIR)
  } finally {
    await bus.close()
  }
}
