/** Runs writes one after the other, in the order of the calls; one that fails does not hold up the next. */
export interface WriteQueue {
  run<T>(write: () => Promise<T>): Promise<T>
  /** Resolves when all writes so far have ended, well or not. */
  idle(): Promise<void>
}

export function createWriteQueue(): WriteQueue {
  let tail: Promise<void> = Promise.resolve()
  return {
    run(write) {
      const result = tail.then(write)
      tail = result.then(
        () => undefined,
        () => undefined
      )
      return result
    },
    idle: () => tail
  }
}
