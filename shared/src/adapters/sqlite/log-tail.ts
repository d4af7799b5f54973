/** A record as it was published. */
export interface TailRecord {
  readonly key: string
  readonly offset: number
  /** Its value as JSON, and as it was published. */
  readonly text: string | null
  readonly value: unknown
}

/**
 * The records at the end of a partition, as long as readers that keep up may want them: these need not be read from the
 * disk, checked and parsed again. It holds nothing that is not durable, and may forget anything at any time.
 */
export interface LogTail {
  /** Follows the record pushed before. A tombstone takes the earlier records of its key with it. */
  push(record: TailRecord): void
  /**
   * From `offset` on, at most `eventsMax` and, beyond the first, `unitsMax` UTF-16 units. Undefined where the tail does
   * not reach back as far.
   */
  read(offset: number, eventsMax: number, unitsMax: number): readonly TailRecord[] | undefined
  /** Forgets what lies before an offset. */
  trim(before: number): void
  forgetKey(key: string): void
}

/** @param unitsMax UTF-16 units of all records together; beyond it the tail begins anew */
export function createLogTail(unitsMax: number): LogTail {
  let records: TailRecord[] = []
  let units = 0
  /** Every record from here on is held, or was erased. */
  let from = Number.POSITIVE_INFINITY

  const unitsOf = ({ key, text }: TailRecord) => key.length + (text?.length ?? 0)

  function keep(kept: TailRecord[]): void {
    records = kept
    units = kept.reduce((sum, record) => sum + unitsOf(record), 0)
  }

  function forgetKey(key: string): void {
    if (records.some(record => record.key === key)) keep(records.filter(record => record.key !== key))
  }

  return {
    push(record) {
      if (record.text === null) forgetKey(record.key)
      if (units + unitsOf(record) > unitsMax) {
        keep([])
        from = Number.POSITIVE_INFINITY
      }
      if (from === Number.POSITIVE_INFINITY) from = record.offset
      records.push(record)
      units += unitsOf(record)
    },
    read(offset, eventsMax, readUnitsMax) {
      if (offset < from) return undefined
      const found: TailRecord[] = []
      let taken = 0
      for (const record of records) {
        if (record.offset < offset) continue
        taken += unitsOf(record)
        if (found.length === eventsMax || (found.length > 0 && taken > readUnitsMax)) break
        found.push(record)
      }
      return found
    },
    trim(before) {
      if (before <= from) return
      from = before
      const first = records.findIndex(({ offset }) => offset >= before)
      keep(first === -1 ? [] : records.slice(first))
    },
    forgetKey
  }
}
