/** Preloaded (`--import`, with `--expose-gc`) into each thread of a server: says on request what memory is in use. See `memory.ts`. */
import { getHeapStatistics } from 'node:v8'
import { BroadcastChannel, isMainThread } from 'node:worker_threads'
import { type MemoryInUse, memoryQuestion } from './memory.ts'

/** Of one thread after a collection. */
interface Heap {
  readonly usedBytes: number
  /** V8 holds them for what comes. */
  readonly emptyBytes: number
}

const questions = new BroadcastChannel('memory-questions')
const answers = new BroadcastChannel('memory-answers')
for (const channel of [questions, answers]) channel.unref()

function collect(): Heap {
  globalThis.gc?.()
  const { used_heap_size: usedBytes, total_physical_size } = getHeapStatistics()
  return { usedBytes, emptyBytes: total_physical_size - usedBytes }
}

if (isMainThread) {
  let threads = 0
  process.on('worker', worker => {
    threads++
    worker.once('exit', () => threads--)
  })
  let heaps: Heap[] = []
  let enough = () => {}
  answers.onmessage = event => {
    heaps.push((event as { readonly data: Heap }).data)
    enough()
  }
  process.on('message', async message => {
    if (message !== memoryQuestion) return
    heaps = []
    questions.postMessage(null)
    while (heaps.length < threads)
      await new Promise<void>(resolve => {
        enough = resolve
      })
    heaps.push(collect())
    const sum = (pick: (heap: Heap) => number) => heaps.reduce((bytes, heap) => bytes + pick(heap), 0)
    const inUseBytes = process.memoryUsage.rss() - sum(({ emptyBytes }) => emptyBytes)
    process.send?.({ inUseBytes, heapBytes: sum(({ usedBytes }) => usedBytes) } satisfies MemoryInUse)
  })
  process.channel?.unref()
} else questions.onmessage = () => answers.postMessage(collect())
