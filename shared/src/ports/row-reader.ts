export const fileFormats = ['ndjson', 'csv', 'xlsx'] as const
export type FileFormat = (typeof fileFormats)[number]

/**
 * One row of an import file. `row` counts from 1, the header included: the line of an NDJSON file, the line where a
 * CSV record starts, the row number that Excel shows. `field` is '' where the row as a whole can't be read.
 */
export type FileRow =
  | { readonly row: number; readonly value: Readonly<Record<string, unknown>> }
  | { readonly row: number; readonly field: string; readonly message: string }

export interface RowSource {
  readonly bytes: AsyncIterable<Uint8Array>
  /** File name, the first hint at the format. */
  readonly name?: string | undefined
  /** Media type, the second hint. */
  readonly contentType?: string | undefined
}

export interface OpenRows {
  readonly format: FileFormat
  /** For the progress view, e.g. `csv.gz`. */
  readonly label: string
  /** Bytes taken from the source so far, as they came (packed, where they are). */
  bytesRead(): number
  /**
   * Read once. Pulls the source only as far as rows are taken. Throws UnreadableFileError where the container itself
   * breaks (truncated gzip, not a workbook); rows given before that stand.
   */
  readonly rows: AsyncIterable<FileRow>
}

/** Reads rows of NDJSON, CSV and XLSX, each also in gzip, in memory that does not grow with the file. */
export interface RowReader {
  /** Looks at the first bytes only. Throws UnreadableFileError where the format is none of ours. */
  open(source: RowSource): Promise<OpenRows>
}

/** The file can't be read (any further). The message is for the person who sent it (Chinese). */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError'
}
