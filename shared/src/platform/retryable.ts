/** A store or the bus is away: the event is not at fault, so the bus delivers it again until it works. */
class DependencyError extends Error {
  override readonly name = 'DependencyError'
  readonly retryable = true
}

/** Marks failures of `work` as ones that retrying may cure; a RangeError is the data's fault and stays as it is. */
export async function retryable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new DependencyError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
