/**
 * A process to be killed: `node event-bus-child.js MODULE OPTIONS publish|consume NAME`. MODULE exports `openBus(options)`.
 * publish: interactions NAME-0, NAME-1, … in calls of 1 to 7, two at a time, a line `n` once n are acknowledged.
 * consume: a line per delivered event of group NAME; the first batch never finishes.
 */
import type { EventBus } from '../../src/ports/event-bus.ts'
import { interaction } from './events.ts'

const [module = '', options = '{}', role = '', name = ''] = process.argv.slice(2)
const { openBus } = (await import(module)) as { openBus: (options: unknown) => Promise<EventBus> }
const bus = await openBus(JSON.parse(options))

async function publishForever(): Promise<never> {
  for (let n = 0; ; ) {
    const calls: Promise<void>[] = []
    for (let call = 0; call < 2; call++) {
      const count = 1 + (n % 7)
      const records = Array.from({ length: count }, (_, i) => ({
        key: `k${(n + i) % 5}`,
        value: interaction(name, n + i)
      }))
      calls.push(bus.publish('interactions.recorded', records))
      n += count
    }
    await Promise.all(calls)
    process.stdout.write(`${n}\n`)
  }
}

async function consumeAndStall(): Promise<void> {
  await bus.subscribe({
    topic: 'interactions.recorded',
    group: name,
    batchEventsMax: 3,
    async handle(batch) {
      for (const { value } of batch) process.stdout.write(`${value?.id}\n`)
      await new Promise(() => undefined)
    }
  })
  setInterval(() => undefined, 1_000)
}

await (role === 'publish' ? publishForever() : consumeAndStall())
