interface Waiting<A, R> {
  readonly asked: A
  readonly resolve: (answer: R) => void
  readonly reject: (error: unknown) => void
}

/**
 * Calls that wait in the same turn of the event loop are answered together, `callsMax` at a time and a turn, first come, first
 * served. What `answer` throws goes to each of those it was to answer, so let no call in that may be at fault.
 */
export function createTogether<A, R>(
  callsMax: number,
  answer: (asked: readonly A[]) => readonly R[]
): (asked: A) => Promise<R> {
  const waiting: Waiting<A, R>[] = []

  function answerSome(): void {
    const some = waiting.splice(0, callsMax)
    if (waiting.length > 0) setImmediate(answerSome)
    try {
      const answers = answer(some.map(({ asked }) => asked))
      for (const [n, { resolve }] of some.entries()) resolve(answers[n] as R)
    } catch (error) {
      for (const { reject } of some) reject(error)
    }
  }

  return asked =>
    new Promise((resolve, reject) => {
      if (waiting.push({ asked, resolve, reject }) === 1) setImmediate(answerSome)
    })
}
