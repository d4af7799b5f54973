/** What one import file may take. Memory is bounded by the row, disk by the spool, time by the unpacked bytes. */
export interface RowLimits {
  /** A longer line, record or worksheet row is a row error. */
  readonly rowCharsMax: number
  readonly columnsMax: number
  /** The header must stand within the first rows: fair sheets open with a title. */
  readonly headerRowsMax: number
  /** Packed size of a workbook, which is spooled to disk because its index stands at its end. */
  readonly spoolBytesMax: number
  /** Against zip bombs: what a gzip or workbook may unpack to, */
  readonly unpackedBytesMax: number
  /** and how many times its packed size, once `unpackedRatioFromBytes` were unpacked. Real text packs 3 to 20 times. */
  readonly unpackedRatioMax: number
  readonly unpackedRatioFromBytes: number
  /** Shared strings of a workbook held in memory; the rest goes to disk. */
  readonly stringsMemoryCharsMax: number
}

const mebi = 1024 * 1024

export const defaultRowLimits: RowLimits = {
  rowCharsMax: mebi,
  columnsMax: 512,
  headerRowsMax: 20,
  spoolBytesMax: 1024 * mebi,
  unpackedBytesMax: 8192 * mebi,
  unpackedRatioMax: 250,
  unpackedRatioFromBytes: 64 * mebi,
  stringsMemoryCharsMax: 16 * mebi
}
