import { parentPort, workerData } from 'node:worker_threads'
import { createWriteQueue } from '../write-queue.ts'
import type { ThreadAnswer, ThreadCall } from './call-thread.ts'

/** What a thread does. */
export interface ThreadWork<Request, Answer> {
  answer(request: Request): Promise<Answer> | Answer
  /** Whether a call is begun while an earlier one waits; else one is answered after the other. */
  readonly overlaps?: boolean
  close(): Promise<void>
}

/** Answers the calls of `openCallThread` until it is told to end. */
export async function serveThread<Data, Request, Answer>(
  open: (data: Data) => Promise<ThreadWork<Request, Answer>>
): Promise<void> {
  const port = parentPort
  if (port === null) throw new Error('not started as a thread')
  const send = (message: ThreadAnswer) => port.postMessage(message)
  try {
    const work = await open(workerData as Data)
    const queue = createWriteQueue()
    const running = new Set<Promise<void>>()
    const answer = async ({ call, request }: ThreadCall) => {
      try {
        send({ call, answer: await work.answer(request as Request) })
      } catch (error) {
        send({ call, error: asError(error) })
      }
    }
    port.on('message', async (message: ThreadCall | null) => {
      if (message === null) {
        await Promise.all(running)
        await work.close()
        port.close()
        return
      }
      const answered = work.overlaps ? answer(message) : queue.run(() => answer(message))
      running.add(answered)
      await answered
      running.delete(answered)
    })
    send({ call: 0, answer: undefined })
  } catch (error) {
    send({ call: 0, error: asError(error) })
  }
}

/** A structured clone keeps message and stack of the built-in errors, and no more. */
function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
