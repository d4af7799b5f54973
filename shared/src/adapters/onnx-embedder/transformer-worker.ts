/** The thread of `transformer-thread.ts`: loads the model and embeds. */
import { serveThread } from '../threads/serve-thread.ts'
import { openSession } from './session.ts'
import { createTransformerModel } from './transformer-model.ts'
import type { ThreadData } from './transformer-thread.ts'

serveThread(async ({ folder, manifest }: ThreadData) => {
  const session = await openSession(folder)
  const model = await createTransformerModel(folder, manifest, session)
  return { answer: (texts: readonly string[]) => model.embed(texts), close: () => session.release() }
})
