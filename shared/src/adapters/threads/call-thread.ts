import { Worker } from 'node:worker_threads'

/** Work on a thread of its own; calls are answered in their order. */
export interface CallThread<Request, Answer> {
  /** Rejects with the thread's own error, or a `ThreadEndedError` where the thread died over it. */
  call(request: Request): Promise<Answer>
  /** Finishes the calls under way. */
  close(): Promise<void>
}

/** The thread died (its memory ran out, say). The call is not at fault; a new thread answers the next one. */
export class ThreadEndedError extends Error {
  override readonly name = 'ThreadEndedError'
  readonly retryable = true
}

/** What goes to the thread; `call` counts from 1. Null ends it. */
export interface ThreadCall {
  readonly call: number
  readonly request: unknown
}

/** `call` 0 says that the thread is ready, or why not. */
export type ThreadAnswer = { readonly call: number } & ({ readonly answer: unknown } | { readonly error: Error })

interface Pending {
  resolve(answer: unknown): void
  reject(error: Error): void
}

/**
 * Starts the module as a thread, which `serveThread` answers for. It does not hold the process up: one that has nothing
 * else to do may end; a call under way holds it.
 * @param workerData must survive a structured clone
 * @throws what the module's `open` throws
 */
export async function openCallThread<Request, Answer>(
  module: URL,
  workerData: unknown
): Promise<CallThread<Request, Answer>> {
  let running = start(module, workerData)
  let closing: Promise<void> | undefined
  await running.ready

  return {
    async call(request) {
      if (closing !== undefined) throw new Error('the thread is closed')
      if (running.hasEnded()) running = start(module, workerData)
      const { ready, ask } = running
      await ready
      return (await ask(request)) as Answer
    },
    close() {
      closing ??= running.close()
      return closing
    }
  }
}

function start(module: URL, workerData: unknown) {
  const worker = new Worker(module, { workerData })
  const pending = new Map<number, Pending>()
  let calls = 0
  let ended: Error | undefined

  function end(error: Error): void {
    ended ??= error
    for (const { reject } of pending.values()) reject(ended)
    pending.clear()
  }
  worker.on('error', error => end(new ThreadEndedError(error.message, { cause: error })))
  worker.on('exit', () => end(new ThreadEndedError('the thread has ended')))
  worker.on('message', (message: ThreadAnswer) => {
    const call = pending.get(message.call)
    pending.delete(message.call)
    if ('error' in message) call?.reject(message.error)
    else call?.resolve(message.answer)
  })

  async function answered(call: number): Promise<unknown> {
    if (ended !== undefined) throw ended
    worker.ref()
    try {
      return await new Promise((resolve, reject) => pending.set(call, { resolve, reject }))
    } finally {
      if (pending.size === 0) worker.unref()
    }
  }

  const ready = answered(0).catch(async error => {
    end(error as Error)
    await worker.terminate()
    throw error
  })
  return {
    ready,
    hasEnded: () => ended !== undefined,
    ask(request: unknown) {
      const call = ++calls
      const answer = answered(call)
      if (ended === undefined) worker.postMessage({ call, request } satisfies ThreadCall)
      return answer
    },
    async close() {
      if (ended !== undefined) return
      worker.ref()
      worker.postMessage(null)
      await new Promise(resolve => worker.once('exit', resolve))
    }
  }
}
