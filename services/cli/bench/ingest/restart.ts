/** `node restart.js DIRECTORY`: opens the embedded system on a data directory as a start does; prints what that took as JSON. */
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import { createLogger } from '@zhipei/shared/platform/logger'
import { openSystem } from '../../src/system.ts'

const [directory] = process.argv.slice(2)
if (directory === undefined) throw new Error('a data directory is needed')
const startMs = performance.now()
const system = await openSystem({ directory, clock: createSystemClock(), logger: createLogger({ level: 'error' }) })
for (const { check } of system.services.flatMap(({ readiness }) => readiness)) {
  const waiting = await check()
  if (waiting !== undefined) throw new Error(`not ready: ${waiting}`)
}
const wallSeconds = (performance.now() - startMs) / 1000
const { user, system: kernel } = process.cpuUsage()
const rssMb = process.memoryUsage.rss() / 1024 ** 2
await system.close()
process.stdout.write(JSON.stringify({ wallSeconds, cpuSeconds: (user + kernel) / 1e6, rssMb }))
