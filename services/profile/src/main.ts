import { runProcess } from '@zhipei/shared/process/run-process'
import { readConfig } from './config.ts'
import { openProfile } from './service.ts'

await runProcess({ name: 'profile', readConfig, open: (_config, parts) => openProfile(parts) })
