import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { createSqliteEventBus, type SqliteEventBusLimits } from '../../src/adapters/sqlite/event-bus.ts'
import { eventBusSuite } from '../ports/event-bus.suite.ts'

const module = fileURLToPath(new URL('../support/sqlite-bus-child.js', import.meta.url))

function open(directory: string, limits: Partial<SqliteEventBusLimits> = {}) {
  const sleep = () => new Promise<void>(resolve => setImmediate(resolve))
  return createSqliteEventBus({ directory, sleep, limits })
}

t.test('the port', t =>
  eventBusSuite(t, {
    kills: 20,
    async harness(t: Test) {
      const directory = t.testdir()
      return { open: async limits => open(directory, limits), child: { module, options: { directory } } }
    }
  })
)
