import { openCallThread } from '../threads/call-thread.ts'
import type { ModelManifest } from './manifest.ts'
import type { TextModel } from './text-model.ts'

/** What the thread is started with. */
export interface ThreadData {
  readonly folder: string
  readonly manifest: ModelManifest
}

/**
 * A transformer on a thread of its own: a text takes it tens of milliseconds, and the runtime blocks the thread that calls
 * it. Calls are answered in order.
 */
export async function createTransformerThread(folder: string, manifest: ModelManifest): Promise<TextModel> {
  const module = new URL('./transformer-worker.js', import.meta.url)
  const data: ThreadData = { folder, manifest }
  const thread = await openCallThread<readonly string[], Float32Array[]>(module, () => data)
  return { embed: thread.call, close: thread.close }
}
