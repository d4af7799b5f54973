import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ModelManifest } from './manifest.ts'
import type { TextModel } from './text-model.ts'

/** What the thread is started with. */
export interface ThreadData {
  readonly folder: string
  readonly manifest: ModelManifest
}

export interface ThreadRequest {
  readonly call: number
  readonly texts: readonly string[]
}

/** `call` 0 says that the model is loaded, or why not. */
export type ThreadAnswer = { readonly call: number } & (
  | { readonly vectors: Float32Array[] }
  | { readonly error: string }
)

interface Pending {
  resolve(vectors: Float32Array[]): void
  reject(error: Error): void
}

/**
 * A transformer on a thread of its own: a text takes it tens of milliseconds, and the runtime blocks the thread that calls
 * it. Calls are answered in order.
 */
export async function createTransformerThread(folder: string, manifest: ModelManifest): Promise<TextModel> {
  const workerData: ThreadData = { folder, manifest }
  const worker = new Worker(new URL('./transformer-worker.js', import.meta.url), { workerData })
  const pending = new Map<number, Pending>()
  let calls = 0
  let failure: Error | undefined

  function fail(error: Error): void {
    failure ??= error
    for (const { reject } of pending.values()) reject(failure)
    pending.clear()
  }
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('the thread of the model has ended')))
  worker.on('message', (answer: ThreadAnswer) => {
    const call = pending.get(answer.call)
    pending.delete(answer.call)
    if ('error' in answer) call?.reject(new Error(answer.error))
    else call?.resolve(answer.vectors)
  })
  const answered = (call: number): Promise<Float32Array[]> =>
    new Promise((resolve, reject) => pending.set(call, { resolve, reject }))

  try {
    await answered(0)
  } catch (error) {
    await worker.terminate()
    throw error
  }
  // A process that has nothing else to do may end; a call under way holds it.
  worker.unref()

  return {
    async embed(texts) {
      if (failure !== undefined) throw failure
      const call = ++calls
      const vectors = answered(call)
      worker.ref()
      worker.postMessage({ call, texts } satisfies ThreadRequest)
      try {
        return await vectors
      } finally {
        if (pending.size === 0) worker.unref()
      }
    },
    async close() {
      const exit = once(worker, 'exit')
      worker.ref()
      worker.postMessage(null)
      await exit
    }
  }
}
