/**
 * A process that kills itself: `node ingestion-worker.js LOG DIRECTORY WHEN COUNT` screens what was submitted; at the
 * COUNT-th time that it tells of outcomes, which are in its store by then, it dies before the telling or right after it.
 */
import { openIngestion } from '@zhipei/ingestion/service'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import { createLogger } from '@zhipei/shared/platform/logger'
import type { EventBus } from '@zhipei/shared/ports/event-bus'
import { openKafkaBus } from './kafka-bus.ts'

const [, , log = '{}', directory = '', when = '', count = '1'] = process.argv
const kafka = openKafkaBus(JSON.parse(log))
let told = 0
const bus: EventBus = {
  ...kafka,
  async publish(topic, records) {
    const last = topic === 'postings.screened' && ++told === Number(count)
    if (last && when === 'before') process.kill(process.pid, 'SIGKILL')
    await kafka.publish(topic, records)
    if (last && when === 'after') process.kill(process.pid, 'SIGKILL')
  }
}
await openIngestion({
  directory,
  bus,
  clock: createSystemClock(),
  logger: createLogger({ level: 'fatal' }),
  limits: { batchEventsMax: 20 }
})
