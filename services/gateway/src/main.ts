import { loadAccess } from '@zhipei/shared/platform/access'
import { ConfigError } from '@zhipei/shared/platform/config'
import closeWithGrace from 'close-with-grace'
import { readConfig } from './config.ts'
import { createGateway } from './gateway.ts'

try {
  const config = readConfig(process.env)
  const findCaller = loadAccess(config.ZHIPEI_HOST, config.ZHIPEI_KEYS_FILE)
  const addresses = { ingestion: config.INGESTION_URL, profile: config.PROFILE_URL, matcher: config.MATCHER_URL }
  const gateway = createGateway(addresses, findCaller)
  gateway.listen(config.ZHIPEI_PORT, config.ZHIPEI_HOST, () => {
    const { port } = gateway.address() as { port: number }
    process.stdout.write(`gateway http://${config.ZHIPEI_HOST}:${port}\n`)
  })
  closeWithGrace({ delay: 30_000, logger: false }, () => new Promise<void>(resolve => gateway.close(() => resolve())))
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`gateway：${error.message}\n`)
  process.exitCode = 2
}
