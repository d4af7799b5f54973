/** A process to be killed: `node kafka-worker.js LOG` prints the id of each event that it has handled, a line each. */
import { openKafkaBus } from './kafka-bus.ts'

const bus = openKafkaBus(JSON.parse(process.argv[2] ?? '{}'))
await bus.subscribe({
  topic: 'interactions.recorded',
  group: 'worker',
  batchEventsMax: 50,
  async handle(batch) {
    for (const { value } of batch) process.stdout.write(`${value?.id}\n`)
  }
})
