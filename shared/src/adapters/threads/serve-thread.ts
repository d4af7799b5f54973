import { parentPort, workerData } from 'node:worker_threads'
import type { ThreadAnswer, ThreadCall } from './call-thread.ts'

/** What a thread does. */
export interface ThreadWork<Request, Answer> {
  answer(request: Request): Promise<Answer> | Answer
  close(): Promise<void>
}

/** Answers the calls of `openCallThread` one after the other, until it is told to end. */
export async function serveThread<Data, Request, Answer>(
  open: (data: Data) => Promise<ThreadWork<Request, Answer>>
): Promise<void> {
  const port = parentPort
  if (port === null) throw new Error('not started as a thread')
  const send = (message: ThreadAnswer) => port.postMessage(message)
  try {
    const work = await open(workerData as Data)
    let last = Promise.resolve()
    port.on('message', (message: ThreadCall | null) => {
      last = last.then(async () => {
        if (message === null) {
          await work.close()
          port.close()
          return
        }
        const { call, request } = message
        try {
          send({ call, answer: await work.answer(request as Request) })
        } catch (error) {
          send({ call, error: asError(error) })
        }
      })
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
