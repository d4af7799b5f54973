/**
 * A process to be killed: `node kafka-worker.js LOG FILE` appends the id of each event that it handles to FILE, a line
 * each, and an empty line where it had to join its group again. What is in the file when a handler returns outlives the
 * process; lines on a pipe may still wait in its memory.
 */
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openKafkaBus } from './kafka-bus.ts'

const [, , log = '{}', file = ''] = process.argv
const bus = openKafkaBus(JSON.parse(log), { onRebalance: () => appendFileSync(file, '\n') })
await bus.subscribe({
  topic: 'interactions.recorded',
  group: 'worker',
  batchEventsMax: 20,
  async handle(batch) {
    appendFileSync(file, batch.map(({ value }) => `${value?.id}\n`).join(''))
    // Some kills come here: handled, not yet committed.
    await sleep(2)
  }
})
