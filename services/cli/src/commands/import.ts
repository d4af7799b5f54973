import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { createBacklog } from '@zhipei/ingestion/imports/backlog'
import { type ImportedRows, importRows } from '@zhipei/ingestion/imports/import-rows'
import { defaultIngestionLimits } from '@zhipei/ingestion/ingestion'
import { createRowReader } from '@zhipei/shared/adapters/rows/row-reader'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import { Source } from '@zhipei/shared/contracts/common'
import type { ImportProgress } from '@zhipei/shared/contracts/imports'
import { createValidator } from '@zhipei/shared/contracts/validation'
import { defaultSource } from '@zhipei/shared/domain/identity'
import { createLogger } from '@zhipei/shared/platform/logger'
import { createRevisions } from '@zhipei/shared/platform/revision'
import type { Clock } from '@zhipei/shared/ports/clock'
import { readEmbeddedConfig } from '../config.ts'
import { createProgressView } from '../progress.ts'
import type { System } from '../system.ts'
import { UsageError, usage } from '../usage.ts'

interface FileToImport {
  readonly path: string
  readonly bytes: number
}

/** One per file on stdout, as JSON. */
interface FileSummary {
  readonly file: string
  readonly format: string
  readonly rows: number
  readonly accepted: number
  readonly rejected: number
  readonly ignoredColumns: readonly string[]
  readonly errors: ImportProgress['errors']
  readonly error: string | null
}

const validateSource = createValidator(Source)

/** `zhipei import FILE… [--data DIR] [--source NAME]`: from file to searchable, without a service. */
export async function importFiles(args: readonly string[]): Promise<void> {
  const { values, positionals } = usage(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' }, source: { type: 'string' } }
    })
  )
  if (positionals.length === 0) throw new UsageError('请给出要导入的文件（NDJSON、CSV、XLSX，可用 gzip 压缩）')
  const source = values.source ?? defaultSource
  if ('errors' in validateSource(source))
    throw new UsageError(`--source 只能由字母、数字、点、横线和下划线组成：${source}`)
  const files = await Promise.all(positionals.map(describe))
  const config = readEmbeddedConfig(process.env)
  // Loaded late: a wrong call needs no model.
  const { openSystem } = await import('../system.ts')
  const clock = createSystemClock()
  const system = await openSystem({
    directory: values.data ?? config.ZHIPEI_DATA_DIR,
    modelDirectory: config.ZHIPEI_MODEL_DIR,
    rankerFile: config.ZHIPEI_RANKER_FILE,
    clock,
    logger: createLogger({ level: config.ZHIPEI_LOG_LEVEL })
  })
  const summaries: FileSummary[] = []
  try {
    for (const file of files) summaries.push(await importFile(system, clock, file, source))
    await system.settled()
  } finally {
    await system.close()
    if (summaries.length > 0) process.stdout.write(`${JSON.stringify({ files: summaries }, null, 2)}\n`)
  }
  const broken = summaries.filter(({ error }) => error !== null)
  if (broken.length > 0) throw new Error(broken.map(({ file, error }) => `${file}: ${error}`).join('；'))
}

async function describe(path: string): Promise<FileToImport> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${path}: ${error.code === 'ENOENT' ? '文件不存在' : error.message}`)
  })
  if (!found.isFile()) throw new Error(`${path}: 不是文件`)
  return { path, bytes: found.size }
}

async function importFile(system: System, clock: Clock, file: FileToImport, source: string): Promise<FileSummary> {
  const { bus } = system
  const view = createProgressView(basename(file.path), file.bytes)
  const progress: ImportProgress = {
    id: `cli-${basename(file.path)}`,
    state: 'running',
    format: '',
    bytesRead: 0,
    bytesTotal: file.bytes,
    rows: 0,
    accepted: 0,
    rejected: 0,
    ignoredColumns: [],
    errors: [],
    startedAt: new Date(clock.nowMs()).toISOString(),
    finishedAt: null,
    error: null
  }
  const parts = {
    bus,
    clock,
    revisions: createRevisions(clock),
    backlog: createBacklog(() => slowest(system), defaultIngestionLimits.importBacklogMax),
    rowReader: createRowReader()
  }
  try {
    const imported = await importRows(parts, {
      file: { bytes: createReadStream(file.path), name: basename(file.path) },
      source,
      boundSource: null,
      progress,
      revision: null,
      traceId: progress.id,
      signal: new AbortController().signal,
      checkpoint: async done => view.update(done)
    })
    view.update(imported.progress)
    return summarise(file.path, imported)
  } finally {
    view.stop()
  }
}

async function slowest({ services }: System): Promise<number> {
  return Math.max(...(await Promise.all(services.map(service => service.lag()))))
}

function summarise(file: string, { progress, failure }: ImportedRows): FileSummary {
  const { format, rows, accepted, rejected, ignoredColumns, errors } = progress
  return { file, format, rows, accepted, rejected, ignoredColumns, errors, error: failure }
}
