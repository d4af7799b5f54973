import { runProcess } from '@zhipei/shared/process/run-process'
import { elasticsearchSettings } from '@zhipei/shared/process/servers'
import { readConfig } from './config.ts'
import { openMatcherWithModel } from './service.ts'

await runProcess({
  name: 'matcher',
  readConfig,
  open: (config, parts) =>
    openMatcherWithModel({
      ...parts,
      modelDirectory: config.ZHIPEI_MODEL_DIR,
      rankerFile: config.ZHIPEI_RANKER_FILE,
      elasticsearch: elasticsearchSettings(config),
      waitingMax: config.ZHIPEI_RECOMMENDATIONS_WAITING_MAX,
      pagesKeptMb: config.ZHIPEI_PAGES_KEPT_MB,
      scanHelpers: config.ZHIPEI_SCAN_HELPERS,
      readsOwnWrites: false
    })
})
