import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import { loadAccess } from '@zhipei/shared/platform/access'
import { ConfigError } from '@zhipei/shared/platform/config'
import { createLogger } from '@zhipei/shared/platform/logger'
import closeWithGrace from 'close-with-grace'
import { readEmbeddedConfig } from '../config.ts'
import { firstAnswer } from '../demo/first-answer.ts'
import { seedDemoPool } from '../demo/seed.ts'
import { openSystem } from '../system.ts'
import { integer, UsageError, usage } from '../usage.ts'

const closeTimeoutMs = 30_000

/**
 * `zhipei start [--empty] [--data DIR] [--port N]`: everything in one process, until it is told to stop. A new data folder
 * gets a synthetic demo pool before the port opens, unless `--empty` says otherwise or access keys say that this is no demo.
 */
export async function start(args: readonly string[]): Promise<void> {
  const { values } = usage(() =>
    parseArgs({
      args: [...args],
      options: { empty: { type: 'boolean', default: false }, data: { type: 'string' }, port: { type: 'string' } }
    })
  )
  const config = orUsageError(() => readEmbeddedConfig(process.env))
  const host = config.ZHIPEI_HOST
  const directory = values.data ?? config.ZHIPEI_DATA_DIR
  const port = values.port === undefined ? config.ZHIPEI_PORT : integer(values.port, 'port', 0, 65_535)
  const findCaller = orUsageError(() => loadAccess(host, config.ZHIPEI_KEYS_FILE))
  const isDemo = !values.empty && config.ZHIPEI_KEYS_FILE === undefined && !existsSync(join(directory, 'log'))

  const logger = createLogger({ level: config.ZHIPEI_LOG_LEVEL })
  const modelDirectory = config.ZHIPEI_MODEL_DIR
  const waitingMax = config.ZHIPEI_RECOMMENDATIONS_WAITING_MAX
  const pagesKeptMb = config.ZHIPEI_PAGES_KEPT_MB
  const scanHelpers = config.ZHIPEI_SCAN_HELPERS
  const rankerFile = config.ZHIPEI_RANKER_FILE
  const parts = { modelDirectory, rankerFile, waitingMax, pagesKeptMb, scanHelpers, clock: createSystemClock(), logger }
  const system = await openSystem({ directory, ...parts })
  const app = await system.createApp({ findCaller, requestsPerMinuteMax: config.ZHIPEI_REQUESTS_PER_MINUTE_MAX })
  const grace = closeWithGrace({ delay: closeTimeoutMs, logger: false }, async ({ err }) => {
    if (err) logger.fatal({ err }, 'stopped by a fault')
    await app.close()
    await system.close()
  })
  try {
    // Before it listens: who asks a half-filled pool is told that nothing suits.
    if (isDemo) {
      console.log('新数据目录，正在写入示例数据……')
      const pool = await seedDemoPool(system, app)
      console.log(`已写入示例数据：岗位 ${pool.postings} 条、毕业生 ${pool.graduates} 人（--empty 则不写入）`)
    }
    const url = await app.listen({ host, port })
    console.log(`职配已启动：${url}　接口文档：${url}/docs　数据目录：${directory}`)
    if (config.ZHIPEI_KEYS_FILE === undefined) console.log(await firstAnswer(app, url))
  } catch (error) {
    grace.uninstall()
    await app.close()
    await system.close()
    throw error
  }
}

function orUsageError<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message) : error
  }
}
