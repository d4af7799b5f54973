import { join } from 'node:path'
import { createFileUploadStore } from '@zhipei/shared/adapters/file-upload-store'
import { createRowReader } from '@zhipei/shared/adapters/rows/row-reader'
import { createSqliteImportStore } from '@zhipei/shared/adapters/sqlite/import-store'
import { createSqlitePostingStore } from '@zhipei/shared/adapters/sqlite/posting-store'
import { createThreadPostingAssessor } from '@zhipei/shared/adapters/threads/posting-assessor'
import { createIngestion, type Ingestion, type IngestionParts } from './ingestion.ts'

export interface OpenIngestionOptions
  extends Pick<IngestionParts, 'bus' | 'clock' | 'logger' | 'screener' | 'downstreamLag' | 'limits'> {
  /** Holds the postings, the imports and the uploads; belongs to one process. */
  readonly directory: string
}

const gibi = 1024 ** 3
const uploadBytesMax = 16 * gibi

/** Ingestion on its embedded stores. @throws DatabaseLockedError where another process has the directory */
export async function openIngestion({ directory, ...parts }: OpenIngestionOptions): Promise<Ingestion> {
  const opened: { close(): Promise<void> }[] = []
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    opened.push(part)
    return part
  }
  try {
    const uploads = await createFileUploadStore({ directory: join(directory, 'uploads'), uploadBytesMax })
    const store = keep(createSqlitePostingStore(directory))
    const imports = keep(createSqliteImportStore(directory))
    // The thread screens by the rules of this version; others are known to the caller only.
    const assessor = parts.screener === undefined ? keep(createThreadPostingAssessor()) : undefined
    return await createIngestion({ ...parts, store, imports, uploads, rowReader: createRowReader(), assessor })
  } catch (error) {
    for (const part of opened) await part.close()
    throw error
  }
}
