import { runProcess } from '@zhipei/shared/process/run-process'
import { readConfig } from './config.ts'
import { openIngestion } from './service.ts'

await runProcess({ name: 'ingestion', readConfig, open: (_config, parts) => openIngestion(parts) })
