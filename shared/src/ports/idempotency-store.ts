export interface StoredAnswer {
  /** Digest of the request that got this answer: the same key with another request is a client's mistake. */
  readonly fingerprint: string
  readonly status: number
  readonly body: string
}

/** Answers to writes that carried an Idempotency-Key. */
export interface IdempotencyStore {
  get(key: string, nowMs: number): Promise<StoredAnswer | undefined>
  /** Kept for a named time. */
  put(key: string, answer: StoredAnswer, nowMs: number): Promise<void>
  close(): Promise<void>
}
