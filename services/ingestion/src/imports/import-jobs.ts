import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import type { ImportProgress } from '@zhipei/shared/contracts/imports'
import { defaultSource } from '@zhipei/shared/domain/identity'
import { AppError } from '@zhipei/shared/platform/errors'
import type { Logger } from '@zhipei/shared/platform/logger'
import type { ImportJob, ImportStore } from '@zhipei/shared/ports/import-store'
import { type RowReader, UnreadableFileError } from '@zhipei/shared/ports/row-reader'
import { type UploadStore, UploadTooLargeError } from '@zhipei/shared/ports/upload-store'
import { type ImportedRows, type ImportRowsParts, importRows } from './import-rows.ts'

export interface ImportJobsParts extends ImportRowsParts {
  readonly imports: ImportStore
  readonly uploads: UploadStore
  readonly logger: Logger
}

export interface Upload {
  readonly id: string
  readonly bytes: AsyncIterable<Uint8Array>
  readonly fileName: string
  readonly contentType: string
  readonly source: string | null
  /** The only source that the uploader may write; null: any. */
  readonly boundSource: string | null
}

export interface ImportJobs {
  /** Spools the upload and queues it. Durable when it resolves. @throws AppError for a file that is none of ours */
  accept(upload: Upload): Promise<ImportProgress>
  get(id: string): Promise<ImportJob | undefined>
  /** Goes on with what was accepted before; removes uploads that were cut off. */
  resume(): Promise<void>
  /** Stops after the running batch; the job goes on at the next start. */
  close(): Promise<void>
}

/** Accepted files that wait for their turn. */
const waitingJobsMax = 100
/** Tries of a job that makes no progress because the store or the bus fails. */
const attemptsMax = 20
const retryMs = 3_000

/** Imports run one after the other: each is bounded by what screening takes anyway. */
export function createImportJobs(parts: ImportJobsParts): ImportJobs {
  const { imports, uploads, rowReader, clock, logger } = parts
  const stopping = new AbortController()
  /** The state between checkpoints, for GET. */
  const current = new Map<string, ImportJob>()
  let queue: Promise<void> = Promise.resolve()
  let waiting = 0

  function enqueue(job: ImportJob): void {
    waiting++
    current.set(job.progress.id, job)
    queue = queue.then(() => run(job)).finally(() => waiting--)
  }

  async function run(job: ImportJob): Promise<void> {
    const { id } = job.progress
    for (let attempts = 1; !stopping.signal.aborted; attempts++) {
      const before = current.get(id) ?? job
      try {
        const { progress, failure } = await importJob(before)
        const state = failure === null ? 'done' : 'failed'
        return await finish(before, { ...progress, state, finishedAt: now(), error: failure })
      } catch (error) {
        if (stopping.signal.aborted) return
        const last = current.get(id) ?? job
        logger.error({ err: error, importId: id }, 'import interrupted')
        if (last.progress.rows > before.progress.rows) attempts = 0
        if (attempts >= attemptsMax) return
        await setTimeout(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }

  async function importJob(job: ImportJob): Promise<ImportedRows> {
    const { fileName, source, boundSource, progress, revision } = job
    return importRows(parts, {
      file: { bytes: uploads.read(job.file), name: fileName, contentType: job.contentType },
      source: boundSource ?? source ?? defaultSource,
      boundSource,
      progress,
      revision,
      traceId: progress.id,
      signal: stopping.signal,
      async checkpoint(progress, revision) {
        const checkpoint = { ...job, progress, revision }
        await imports.put(checkpoint)
        current.set(progress.id, checkpoint)
      }
    })
  }

  async function finish(job: ImportJob, progress: ImportProgress): Promise<void> {
    await imports.put({ ...job, progress, revision: null })
    current.delete(progress.id)
    await uploads.remove(job.file)
    const { id: importId, rows, accepted, rejected, state } = progress
    logger.info({ importId, rows, accepted, rejected, state }, 'import finished')
  }

  const now = () => new Date(clock.nowMs()).toISOString()

  return {
    async accept(upload) {
      if (waiting >= waitingJobsMax)
        throw new AppError(429, `等待处理的导入文件已有 ${waitingJobsMax} 个，请稍后再试`, { retryAfterSeconds: 60 })
      const { id, fileName, contentType, source, boundSource } = upload
      const bytesTotal = await spool(uploads, upload)
      const format = await formatOf(rowReader, uploads, upload)
      const counts = { bytesRead: 0, bytesTotal, rows: 0, accepted: 0, rejected: 0, ignoredColumns: [], errors: [] }
      const progress: ImportProgress = {
        id,
        state: 'running',
        format,
        ...counts,
        startedAt: now(),
        finishedAt: null,
        error: null
      }
      const job = { progress, file: id, fileName, contentType, source, boundSource, revision: null }
      await imports.put(job)
      enqueue(job)
      return progress
    },
    async get(id) {
      return current.get(id) ?? (await imports.get(id))
    },
    async resume() {
      const jobs = await imports.unfinished()
      const files = new Set(jobs.map(({ file }) => file))
      for (const id of await uploads.ids()) if (!files.has(id)) await uploads.remove(id)
      for (const job of jobs) enqueue(job)
    },
    async close() {
      stopping.abort()
      await queue
    }
  }
}

async function spool(uploads: UploadStore, { id, bytes }: Upload): Promise<number> {
  try {
    return await uploads.save(id, bytes)
  } catch (error) {
    if (error instanceof UploadTooLargeError) throw new AppError(413, '上传的文件超过大小上限', { cause: error })
    if ((error as { code?: unknown }).code === 'ENOSPC')
      throw new AppError(507, '磁盘空间不足，请稍后再上传', { cause: error })
    throw error
  }
}

/** Bytes in which a file shows its format, packed ones too. */
const headBytes = 64 * 1024

/** Looks at the first bytes, so that a file that can't be read is refused at once. */
async function formatOf(rowReader: RowReader, uploads: UploadStore, upload: Upload): Promise<string> {
  try {
    const head: Uint8Array[] = []
    let length = 0
    for await (const chunk of uploads.read(upload.id)) {
      head.push(chunk)
      length += chunk.length
      if (length >= headBytes) break
    }
    if (length === 0) throw new UnreadableFileError('文件是空的')
    const { fileName: name, contentType } = upload
    const open = await rowReader.open({ bytes: Readable.from(head), name, contentType })
    return open.label
  } catch (error) {
    await uploads.remove(upload.id)
    if (!(error instanceof UnreadableFileError)) throw error
    throw new AppError(400, error.message, { errors: [{ path: '', message: error.message }], cause: error })
  }
}
