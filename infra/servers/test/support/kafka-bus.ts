import {
  createKafkaEventBus,
  type KafkaEventBus,
  type KafkaEventBusOptions
} from '@zhipei/shared/adapters/kafka/event-bus'

/** What it takes to open the same log again, in another process too. */
export interface KafkaLog {
  readonly brokers: string
  readonly prefix: string
  readonly limits?: KafkaEventBusOptions['limits']
}

/**
 * A bus with the settings of a test: one replica, retries at once. Its limits of time are such that a machine which stands
 * still for seconds takes no partition from a living member; tests that kill members and wait for their partitions set a
 * short `sessionTimeoutMs`.
 */
export function openKafkaBus({ brokers, prefix, limits }: KafkaLog, options: Partial<KafkaEventBusOptions> = {}) {
  return createKafkaEventBus({
    connection: { brokers: brokers.split(','), clientId: 'test' },
    prefix,
    sleep: () => new Promise<void>(resolve => setImmediate(resolve)),
    ...options,
    limits: {
      partitions: 4,
      replicas: 1,
      sessionTimeoutMs: 10_000,
      heartbeatIntervalMs: 200,
      rebalanceTimeoutMs: 60_000,
      closeTimeoutMs: 60_000,
      ...limits
    }
  })
}

/** For processes to be killed, see event-bus-child.ts. */
export async function openBus(options: KafkaLog): Promise<KafkaEventBus> {
  return openKafkaBus(options)
}

/** The broker that `npm run test:servers` has started. */
export function brokersFromEnvironment(): string | undefined {
  return process.env.KAFKA_BROKERS || undefined
}
