/** How often and how fast a failing batch is tried again. */
export interface RetryLimits {
  /** Tries of a batch, and then of each of its events alone, before the event is given up. */
  readonly attemptsMax: number
  /** Wait after the first failure; doubles with each. */
  readonly backoffMs: number
  readonly backoffMsMax: number
}

export interface DeliveryContext<R> {
  readonly handle: (batch: readonly R[]) => Promise<void>
  /** Durable when it resolves. */
  readonly deadLetter: (record: R, reason: string) => Promise<void>
  /** Whether the record was erased meanwhile: it is passed over. */
  readonly isErased: (record: R) => boolean
  /** Rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly limits: RetryLimits
  /** Aborts when no further try is to be made. */
  readonly stopping: AbortSignal
}

type Outcome = 'done' | 'stopped' | { readonly reason: string }

/**
 * Hands a batch to its reader: the batch with retries, then one by one with retries, then the dead letters.
 * @returns how many records, from the first on, are finished; fewer than all only where it was stopped
 */
export async function deliver<R>(batch: readonly R[], context: DeliveryContext<R>): Promise<number> {
  const outcome = await attempt(batch, context)
  if (outcome === 'done') return batch.length
  if (outcome === 'stopped') return 0
  if (batch.length === 1) return (await bury(batch[0] as R, outcome.reason, context)) ? 1 : 0
  for (const [index, record] of batch.entries()) {
    const single = await attempt([record], context)
    if (single === 'stopped') return index
    if (single !== 'done' && !(await bury(record, single.reason, context))) return index
  }
  return batch.length
}

/** What delivery needs to know of a record. */
export interface DecodedRecord {
  readonly offset: number
  /** Why no reader can take it: it goes to the dead letters at once. */
  readonly fault?: string
}

/**
 * As `deliver`, for records of which some could not be decoded.
 * @returns the offset after the last finished record
 */
export async function deliverDecoded<R extends DecodedRecord>(
  batch: readonly R[],
  delivery: DeliveryContext<R>
): Promise<number> {
  const sound = batch.filter(record => record.fault === undefined)
  const finished = sound.length === 0 ? 0 : await deliver(sound, delivery)
  const end = sound[finished]?.offset ?? Number.POSITIVE_INFINITY
  for (const record of batch) {
    if (record.offset >= end) return end
    if (record.fault !== undefined && !(await bury(record, record.fault, delivery))) return record.offset
  }
  return (batch.at(-1) as R).offset + 1
}

async function attempt<R>(batch: readonly R[], context: DeliveryContext<R>): Promise<Outcome> {
  const { attemptsMax } = context.limits
  for (let attempts = 1; ; attempts++) {
    const live = batch.filter(record => !context.isErased(record))
    if (live.length === 0) return 'done'
    try {
      await context.handle(live)
      return 'done'
    } catch (error) {
      if (attempts >= attemptsMax && !isRetryable(error)) return { reason: reasonOf(error) }
      if (!(await pause(attempts, context))) return 'stopped'
    }
  }
}

/** Writes the dead letter, for as long as it takes: passing over it would lose the event. */
async function bury<R>(record: R, reason: string, context: DeliveryContext<R>): Promise<boolean> {
  for (let attempts = 1; ; attempts++) {
    if (context.isErased(record)) return true
    try {
      await context.deadLetter(record, reason)
      return true
    } catch {
      if (!(await pause(attempts, context))) return false
    }
  }
}

/** False where stopped meanwhile. */
async function pause<R>(attempts: number, { limits, sleep, stopping }: DeliveryContext<R>): Promise<boolean> {
  if (stopping.aborted) return false
  try {
    await sleep(Math.min(limits.backoffMs * 2 ** (attempts - 1), limits.backoffMsMax), stopping)
    return !stopping.aborted
  } catch (error) {
    if (stopping.aborted) return false
    throw error
  }
}

function isRetryable(error: unknown): boolean {
  return (error as { readonly retryable?: unknown } | undefined)?.retryable === true
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}

/** Waits for `done`; after `timeoutMs` tells it to give up, and waits as long once more at most. */
export async function giveTime(done: Promise<void>, timeoutMs: number, giveUp: AbortController): Promise<void> {
  for (let round = 0; round < 2; round++) {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>(resolve => {
      timer = setTimeout(() => resolve('late'), timeoutMs)
    })
    const outcome = await Promise.race([done, late])
    clearTimeout(timer)
    if (outcome !== 'late') return
    giveUp.abort()
  }
}
