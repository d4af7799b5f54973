import { createHash } from 'node:crypto'
import type { ImportProgress, ImportRowError } from '@zhipei/shared/contracts/imports'
import type { PostingSubmission } from '@zhipei/shared/contracts/posting'
import { createRowMapper, type RowMapper } from '@zhipei/shared/domain/import/row-mapper'
import type { Revisions } from '@zhipei/shared/platform/revision'
import type { Clock } from '@zhipei/shared/ports/clock'
import type { EventBus } from '@zhipei/shared/ports/event-bus'
import {
  type FileRow,
  type OpenRows,
  type RowReader,
  type RowSource,
  UnreadableFileError
} from '@zhipei/shared/ports/row-reader'
import { submittedRecords } from '../intake.ts'
import type { Backlog } from './backlog.ts'

export interface ImportRowsParts {
  readonly bus: EventBus
  readonly clock: Clock
  readonly revisions: Revisions
  readonly backlog: Backlog
  readonly rowReader: RowReader
}

export interface RowsToImport {
  readonly file: RowSource
  /** Source of rows that name none. */
  readonly source: string
  /** The only source that rows may name; null: any. */
  readonly boundSource: string | null
  /** Where to go on: this many rows are done. */
  readonly progress: ImportProgress
  /** First revision of the next batch, where it was begun before a crash. */
  readonly revision: number | null
  readonly traceId: string
  readonly signal: AbortSignal
  /** Called before each batch is published, with what is done so far and the revision that the batch starts at. */
  readonly checkpoint: (progress: ImportProgress, revision: number) => Promise<void>
}

export interface ImportedRows {
  /** All that it counts is durable in the log. */
  readonly progress: ImportProgress
  /** Why the file can't be read to its end; what was read before stands. */
  readonly failure: string | null
}

/** Rows in one batch and, beyond the first, UTF-16 units of their texts. */
const batchRowsMax = 500
const batchUnitsMax = 1024 * 1024
/** Rejected rows that are listed; their number is exact beyond it. */
export const listedErrorsMax = 1000

interface Batch {
  readonly submissions: PostingSubmission[]
  readonly errors: ImportRowError[]
  rows: number
  rejected: number
  units: number
}

const emptyBatch = (): Batch => ({ submissions: [], errors: [], rows: 0, rejected: 0, units: 0 })

/**
 * Publishes the rows of a file as submissions. A broken row is counted and listed, and the file goes on. Repeated from a
 * checkpoint, the batch that was under way gets the same revisions as before: what was published already is passed over,
 * and what an employer changed meanwhile stays.
 */
export async function importRows(parts: ImportRowsParts, rows: RowsToImport): Promise<ImportedRows> {
  const { bus, clock, revisions, backlog, rowReader } = parts
  const { boundSource, signal, traceId } = rows
  const mapper = createRowMapper({ source: rows.source, hash: sha256 })
  let { progress, revision } = rows
  let batch = emptyBatch()

  async function flush(open: OpenRows): Promise<void> {
    const { submissions } = batch
    if (submissions.length > 0) {
      const first = revision ?? revisions(submissions.length)
      revision = null
      await rows.checkpoint(progress, first)
      await backlog.room(signal)
      await bus.publish('postings.submitted', submittedRecords(submissions, { first, atMs: clock.nowMs(), traceId }))
    }
    progress = advance(progress, batch, open, mapper)
    batch = emptyBatch()
  }

  async function readAll(open: OpenRows): Promise<string | null> {
    let passed = 0
    const skip = progress.rows
    try {
      for await (const row of open.rows) {
        signal.throwIfAborted()
        // Rows that are done are mapped again: the list of ignored columns is to be complete.
        if (passed++ < skip) 'value' in row && mapper.map(row.value)
        else addRow(batch, row, mapper, boundSource)
        if (batch.submissions.length >= batchRowsMax || batch.units >= batchUnitsMax) await flush(open)
      }
      return null
    } catch (error) {
      if (error instanceof UnreadableFileError) return error.message
      throw error
    }
  }

  try {
    const open = await rowReader.open(rows.file)
    progress = { ...progress, format: open.label }
    const failure = await readAll(open)
    await flush(open)
    return { progress, failure }
  } catch (error) {
    if (error instanceof UnreadableFileError) return { progress, failure: error.message }
    throw error
  }
}

function addRow(batch: Batch, row: FileRow, mapper: RowMapper, boundSource: string | null): void {
  batch.rows++
  const faults = 'value' in row ? mapValue(batch, row.value, mapper, boundSource) : [row]
  if (faults.length === 0) return
  batch.rejected++
  for (const { field, message } of faults)
    if (batch.errors.length < listedErrorsMax) batch.errors.push({ row: row.row, field, message })
}

function mapValue(
  batch: Batch,
  value: Readonly<Record<string, unknown>>,
  mapper: RowMapper,
  boundSource: string | null
): readonly { readonly field: string; readonly message: string }[] {
  const mapped = mapper.map(value)
  if ('errors' in mapped) return mapped.errors
  const { submission } = mapped
  if (boundSource !== null && submission.source !== boundSource)
    return [{ field: 'source', message: `source（来源）：此密钥只能写入来源 ${boundSource} 的岗位` }]
  batch.submissions.push(submission)
  batch.units += submission.description.length + (submission.requirements?.length ?? 0)
  return []
}

function advance(progress: ImportProgress, batch: Batch, open: OpenRows, mapper: RowMapper): ImportProgress {
  return {
    ...progress,
    rows: progress.rows + batch.rows,
    accepted: progress.accepted + batch.submissions.length,
    rejected: progress.rejected + batch.rejected,
    bytesRead: open.bytesRead(),
    errors: [...progress.errors, ...batch.errors].slice(0, listedErrorsMax),
    ignoredColumns: [...mapper.ignored()]
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
