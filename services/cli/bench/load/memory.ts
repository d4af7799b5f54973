import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Of the whole process, after each of its threads has collected its garbage. */
export interface MemoryInUse {
  /** Resident, less the empty pages that V8 keeps: heaps, buffers, and all that native code holds. */
  readonly inUseBytes: number
  /** Values in the heaps of all threads. */
  readonly heapBytes: number
}

export const memoryQuestion = 'memory in use'

/** For Node, so that `askMemory` is answered. */
export const memoryProbeArgs = ['--expose-gc', '--import', new URL('./memory-probe.js', import.meta.url).href]

export async function askMemory(child: ChildProcess): Promise<MemoryInUse> {
  child.send(memoryQuestion)
  const [answer] = (await once(child, 'message')) as [MemoryInUse]
  return answer
}
