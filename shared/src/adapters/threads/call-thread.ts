import { Worker } from 'node:worker_threads'

/** Work on a thread of its own. Calls reach it in their order, and its work says whether they are answered so. */
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

/** Once more where the thread died over it: for calls that may be repeated. */
export async function callAgain<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof ThreadEndedError) return call()
    throw error
  }
}

/** The first message that a thread gets. */
export interface ThreadStart {
  readonly data: unknown
}

/** What goes to the thread then; `call` counts from 1. Null ends it. */
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

/** `callThread`, started and waited for. @throws what the module's `open` throws */
export async function openCallThread<Request, Answer>(
  ...started: Parameters<typeof callThread>
): Promise<CallThread<Request, Answer>> {
  const thread = callThread<Request, Answer>(...started)
  await thread.start()
  return thread
}

/**
 * The module as a thread, which `serveThread` answers for. It starts when it is told to, or with the first call. Calls wait
 * until it is ready, and reject with what its `open` throws. It does not hold the process up: one that has nothing else to do
 * may end; a call under way holds it.
 * @param data what `open` gets; asked for at every start; must survive a structured clone. Modules are loaded meanwhile
 * @param onDeath called where a thread that was not told to end has ended
 */
export function callThread<Request, Answer>(
  module: URL,
  data: () => unknown,
  onDeath: (error: ThreadEndedError) => void = () => undefined
): CallThread<Request, Answer> & { start(): Promise<unknown> } {
  let closing: Promise<void> | undefined
  let running: ReturnType<typeof begin> | undefined

  function current() {
    if (closing !== undefined) throw new Error('the thread is closed')
    if (running === undefined || running.hasEnded())
      running = begin(module, data, error => {
        if (closing === undefined) onDeath(error)
      })
    return running
  }

  return {
    start: async () => current().ready,
    async call(request) {
      const { ready, ask } = current()
      await ready
      return (await ask(request)) as Answer
    },
    close() {
      closing ??= running?.close() ?? Promise.resolve()
      return closing
    }
  }
}

function begin(module: URL, data: () => unknown, onEnd: (error: ThreadEndedError) => void) {
  const worker = new Worker(module)
  const pending = new Map<number, Pending>()
  let calls = 0
  let fault: Error | undefined
  let ended: Error | undefined
  /** It holds the process up until it has let go of its files. */
  let isClosing = false

  function end(error: Error): void {
    ended ??= error
    for (const { reject } of pending.values()) reject(ended)
    pending.clear()
  }
  // Only at its exit has it let go of its files, which the next one opens.
  worker.on('error', error => {
    fault = error
  })
  worker.on('exit', () => {
    const error = new ThreadEndedError(fault?.message ?? 'the thread has ended', { cause: fault })
    onEnd(error)
    end(error)
  })
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
      if (pending.size === 0 && !isClosing) worker.unref()
    }
  }

  async function open(): Promise<void> {
    try {
      const opened = answered(0)
      opened.catch(() => undefined)
      worker.postMessage({ data: await data() } satisfies ThreadStart)
      await opened
    } catch (error) {
      await worker.terminate()
      throw error
    }
  }

  const ready = open()
  // The calls report it.
  ready.catch(() => undefined)
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
      // Calls that wait for it are under way too.
      await ready.catch(() => undefined)
      if (ended !== undefined) return
      isClosing = true
      worker.ref()
      worker.postMessage(null)
      await new Promise(resolve => worker.once('exit', resolve))
    }
  }
}
