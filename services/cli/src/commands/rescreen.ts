import { parseArgs } from 'node:util'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import type { RescreenReport } from '@zhipei/shared/contracts/rescreening'
import { createLogger } from '@zhipei/shared/platform/logger'
import { readEmbeddedConfig } from '../config.ts'
import { usage } from '../usage.ts'

const progressMs = 2000

/**
 * `zhipei rescreen [--data DIR] [--apply]`: what the present rules change in the stored postings, as JSON on stdout. A dry
 * run unless `--apply`, which may be repeated after a crash: what is done is not done again. The data folder must not be
 * in use; a running system is told by `POST /v1/rescreenings`.
 */
export async function rescreen(args: readonly string[]): Promise<void> {
  const { values } = usage(() =>
    parseArgs({ args: [...args], options: { data: { type: 'string' }, apply: { type: 'boolean', default: false } } })
  )
  const config = readEmbeddedConfig(process.env)
  const { openSystem } = await import('../system.ts')
  const system = await openSystem({
    directory: values.data ?? config.ZHIPEI_DATA_DIR,
    modelDirectory: config.ZHIPEI_MODEL_DIR,
    rankerFile: config.ZHIPEI_RANKER_FILE,
    clock: createSystemClock(),
    logger: createLogger({ level: config.ZHIPEI_LOG_LEVEL })
  })
  try {
    const show = createEvery(progressMs, ({ postings, changed }: RescreenReport, total: number) => {
      console.error(`已审核 ${postings}/${total}，有变化 ${changed}`)
    })
    const report = await system.ingestion.rescreen({ apply: values.apply, onProgress: show })
    if (values.apply) await system.settled()
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  } finally {
    await system.close()
  }
}

/** Calls `show` at once and then at most every so often. */
function createEvery<A extends unknown[]>(intervalMs: number, show: (...args: A) => void): (...args: A) => void {
  let next = 0
  return (...args) => {
    if (performance.now() < next) return
    next = performance.now() + intervalMs
    show(...args)
  }
}
