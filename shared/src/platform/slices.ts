import { setImmediate } from 'node:timers/promises'

/** Long work gives way to other work this often. */
const sliceMsDefault = 5

/** For work in many short steps: after each, whoever has worked for a slice lets other work in between. */
export function createSlices(sliceMs = sliceMsDefault): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < sliceMs) return
    await setImmediate()
    since = performance.now()
  }
}
