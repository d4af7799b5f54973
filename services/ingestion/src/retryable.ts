/** A store or the bus is away: the event is not at fault, so it is tried again without bound and never given up. */
class DependencyError extends Error {
  override readonly name = 'DependencyError'
  readonly retryable = true
}

/** Marks failures of `work` as ones that retrying may cure. */
export async function retryable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new DependencyError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
