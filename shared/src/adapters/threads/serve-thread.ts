import { parentPort } from 'node:worker_threads'
import { createWriteQueue } from '../write-queue.ts'
import type { ThreadAnswer, ThreadCall, ThreadStart } from './call-thread.ts'

/** What a thread does. */
export interface ThreadWork<Request, Answer> {
  answer(request: Request): Promise<Answer> | Answer
  /** Whether a call is begun while an earlier one waits; else one is answered after the other. */
  readonly overlaps?: boolean
  close(): Promise<void>
}

/** Answers the calls of a `callThread` until it is told to end. */
export function serveThread<Data, Request, Answer>(open: (data: Data) => Promise<ThreadWork<Request, Answer>>): void {
  const port = parentPort
  if (port === null) throw new Error('not started as a thread')
  const send = (message: ThreadAnswer) => port.postMessage(message)
  const queue = createWriteQueue()
  const running = new Set<Promise<void>>()
  let opening: Promise<ThreadWork<Request, Answer> | undefined> = Promise.resolve(undefined)

  async function openWith(data: Data) {
    try {
      const work = await open(data)
      send({ call: 0, answer: undefined })
      return work
    } catch (error) {
      send({ call: 0, error: asError(error) })
      return undefined
    }
  }

  async function answer(work: ThreadWork<Request, Answer>, { call, request }: ThreadCall): Promise<void> {
    try {
      send({ call, answer: await work.answer(request as Request) })
    } catch (error) {
      send({ call, error: asError(error) })
    }
  }

  port.on('message', async (message: ThreadStart | ThreadCall | null) => {
    if (message !== null && 'data' in message) {
      opening = openWith(message.data as Data)
      return
    }
    const work = await opening
    if (message === null) {
      await Promise.all(running)
      await work?.close()
      port.close()
      return
    }
    // Calls come once it is open.
    if (work === undefined) return
    const answered = work.overlaps ? answer(work, message) : queue.run(() => answer(work, message))
    running.add(answered)
    await answered
    running.delete(answered)
  })
}

/** A structured clone keeps message and stack of the built-in errors, and no more. */
function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
