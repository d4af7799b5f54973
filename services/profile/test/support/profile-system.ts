import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { createSqliteEventBus } from '@zhipei/shared/adapters/sqlite/event-bus'
import { type FindCaller, localOperator } from '@zhipei/shared/platform/access'
import { createHttp } from '@zhipei/shared/platform/http'
import { createLogger } from '@zhipei/shared/platform/logger'
import type { Delivery } from '@zhipei/shared/ports/event-bus'
import { createManualClock } from '@zhipei/shared/test/support/manual-clock'
import { openProfile } from '../../src/service.ts'

type Changed = Delivery<'graduates.changed'>

/** The profile service on real embedded parts. */
export async function openProfileSystem(options: { directory?: string; findCaller?: FindCaller } = {}) {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'zhipei-profile-'))
  const clock = createManualClock(Date.parse('2026-11-24T10:00:00+08:00'))
  const logger = createLogger({ level: 'silent' })
  const bus = createSqliteEventBus({ directory: join(directory, 'log'), clock })
  const profile = await openProfile({ directory: join(directory, 'profile'), bus, clock, logger })
  const findCaller = options.findCaller ?? (() => localOperator)
  const app = await createHttp({ title: 'test', logger, findCaller, requestsPerMinuteMax: 1000, readiness: [] })
  await profile.routes(app)
  let readers = 0

  return {
    app,
    directory,
    clock,
    async send(method: 'GET' | 'PUT' | 'DELETE', url: string, body?: unknown, key?: string) {
      const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
      const headers = {
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { authorization: `Bearer ${key}` })
      }
      return app.inject({ method, url, headers, ...(payload !== undefined && { payload }) })
    },
    /** All that a new reader of the log is given. */
    async replay(): Promise<Changed[]> {
      const seen: Changed[] = []
      const group = `reader-${++readers}`
      const handle = async (batch: readonly Changed[]) => {
        seen.push(...batch)
      }
      const reader = await bus.subscribe({ topic: 'graduates.changed', group, batchEventsMax: 100, handle })
      while ((await bus.lag('graduates.changed', group)) > 0) await setImmediate()
      await reader.close()
      return seen
    },
    async close() {
      await app.close()
      await profile.close()
      await bus.close()
      if (options.directory === undefined) rmSync(directory, { recursive: true, force: true })
    }
  }
}
