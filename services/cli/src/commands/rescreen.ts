import { parseArgs } from 'node:util'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import { createLogger } from '@zhipei/shared/platform/logger'
import { readEmbeddedConfig } from '../config.ts'
import { usage } from '../usage.ts'

/**
 * `zhipei rescreen [--data DIR] [--apply]`: what the present rules change in the stored postings, as JSON on stdout. A dry
 * run unless `--apply`; the data folder must not be in use.
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
    clock: createSystemClock(),
    logger: createLogger({ level: config.ZHIPEI_LOG_LEVEL })
  })
  try {
    const report = await system.ingestion.rescreen({ apply: values.apply })
    if (values.apply) await system.settled()
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  } finally {
    await system.close()
  }
}
