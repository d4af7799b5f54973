import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { eventBusSuite } from '@zhipei/shared/test/ports/event-bus.suite'
import t from 'tap'
import { brokersFromEnvironment, openKafkaBus } from './support/kafka-bus.ts'

const module = fileURLToPath(new URL('./support/kafka-bus.js', import.meta.url))
const brokers = brokersFromEnvironment()

t.test('the port', { skip: brokers === undefined && 'KAFKA_BROKERS is not set' }, t =>
  eventBusSuite(t, {
    kills: 20,
    async harness() {
      const log = { brokers: brokers ?? '', prefix: `${randomUUID().slice(0, 8)}.` }
      return {
        open: async limits => openKafkaBus({ ...log, ...(limits === undefined ? {} : { limits }) }),
        child: { module, options: log }
      }
    }
  })
)
