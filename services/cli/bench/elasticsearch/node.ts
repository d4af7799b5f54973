import { setTimeout as sleep } from 'node:timers/promises'

/** What the node itself says of its work; a cluster of one. */
export interface Node {
  /** Processor time so far. */
  cpuMs(): Promise<number>
  /** Heap in use, after a garbage collection where the node has just had one. */
  heapBytes(): Promise<number>
  /** Of the primary shards, merged into one segment each. */
  storeBytes(index: string): Promise<number>
}

/** So long a node repeats what it said of itself. */
const statsAgeMsMax = 1_100

interface NodesStats {
  readonly nodes: Readonly<Record<string, NodeStats>>
}
interface NodeStats {
  readonly process: { readonly cpu: { readonly total_in_millis: number } }
  readonly jvm: { readonly mem: { readonly heap_used_in_bytes: number } }
}
interface IndexStats {
  readonly _all: { readonly primaries: { readonly store: { readonly size_in_bytes: number } } }
}

export function connectNode(url: string): Node {
  const json = async (path: string, method = 'GET') => {
    const answer = await fetch(`${url}${path}`, { method, signal: AbortSignal.timeout(600_000) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const stats = async () => {
    const { nodes } = (await json('/_nodes/stats/process,jvm')) as NodesStats
    return Object.values(nodes)[0] as NodeStats
  }
  return {
    async cpuMs() {
      await sleep(statsAgeMsMax)
      return (await stats()).process.cpu.total_in_millis
    },
    heapBytes: async () => (await stats()).jvm.mem.heap_used_in_bytes,
    async storeBytes(index) {
      await json(`/${index}/_forcemerge?max_num_segments=1`, 'POST')
      await json(`/${index}/_refresh`, 'POST')
      return ((await json(`/${index}/_stats/store`)) as IndexStats)._all.primaries.store.size_in_bytes
    }
  }
}

/** Runs `work` for each number below `count` and prints what each took: here, on the node, and by the clock. */
export async function measure(
  node: Node,
  name: string,
  count: number,
  work: (n: number) => Promise<unknown>
): Promise<void> {
  for (let n = 0; n < count; n++) await work(n)
  const times: number[] = []
  const [nodeBefore, own] = [await node.cpuMs(), process.cpuUsage()]
  for (let n = 0; n < count; n++) {
    const start = performance.now()
    await work(n)
    times.push(performance.now() - start)
  }
  const { user, system } = process.cpuUsage(own)
  const nodeMs = (await node.cpuMs()) - nodeBefore
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.min(count - 1, Math.floor(count * share))] ?? 0).toFixed(0)
  const each = (ms: number) => (ms / count).toFixed(1)
  console.log(`| ${name} | ${at(0.5)} | ${at(0.99)} | ${each((user + system) / 1000)} | ${each(nodeMs)} |`)
}
