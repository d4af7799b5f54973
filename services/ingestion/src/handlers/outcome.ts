import type { PostingRecord, PutOptions } from '@zhipei/shared/ports/posting-store'

/** A decision of a person, to be logged with what it changes. */
export type Decision = NonNullable<PutOptions['decisions']>[number]

/** What a round of screening makes of the store, before it is saved. */
export interface Outcome {
  readonly records: Map<string, PostingRecord>
  /** Ids of those that readers have to hear of. */
  readonly changed: Set<string>
  /** Withdrawn postings that the store never had. */
  readonly tombstones: string[]
  /** Signs by which other postings have to be judged again. */
  readonly telling: Set<number>
  readonly decisions: Decision[]
  /** By id, of the event that a posting was submitted with. */
  readonly traceIds: Map<string, string>
  /** Ids of those whose findings are new. */
  readonly screened: Set<string>
  change(record: PostingRecord): void
  /** A change of which the findings that need other postings are still to come. */
  screen(record: PostingRecord): void
  /** A record of which readers need not hear. */
  keep(record: PostingRecord): void
}

export function createOutcome(): Outcome {
  const records = new Map<string, PostingRecord>()
  const changed = new Set<string>()
  const screened = new Set<string>()
  function change(record: PostingRecord): void {
    records.set(record.posting.id, record)
    changed.add(record.posting.id)
  }
  return {
    records,
    changed,
    tombstones: [],
    telling: new Set(),
    decisions: [],
    traceIds: new Map(),
    screened,
    change,
    screen(record) {
      change(record)
      screened.add(record.posting.id)
    },
    keep(record) {
      records.set(record.posting.id, record)
      changed.delete(record.posting.id)
    }
  }
}
