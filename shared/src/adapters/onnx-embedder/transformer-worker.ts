/** The thread of `transformer-thread.ts`: loads the model, answers one request after the other, ends on null. */
import { parentPort, workerData } from 'node:worker_threads'
import { openSession } from './session.ts'
import { createTransformerModel } from './transformer-model.ts'
import type { ThreadAnswer, ThreadData, ThreadRequest } from './transformer-thread.ts'

const port = parentPort
if (port === null) throw new Error('not started as a thread')
const { folder, manifest } = workerData as ThreadData
const answer = (message: ThreadAnswer) => port.postMessage(message)
const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))

try {
  const session = await openSession(folder)
  const model = await createTransformerModel(folder, manifest, session)
  let last = Promise.resolve()
  port.on('message', (request: ThreadRequest | null) => {
    last = last.then(async () => {
      if (request === null) {
        await session.release()
        port.close()
        return
      }
      const { call, texts } = request
      try {
        answer({ call, vectors: await model.embed(texts) })
      } catch (error) {
        answer({ call, error: reason(error) })
      }
    })
  })
  answer({ call: 0, vectors: [] })
} catch (error) {
  answer({ call: 0, error: reason(error) })
}
