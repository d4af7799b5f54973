import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What Node writes with `--cpu-prof`, one file a thread; times in µs of the machine's monotonic clock. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
    readonly children?: readonly number[]
  }[]
  readonly startTime: number
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

export interface Frame {
  readonly name: string
  /** Relative to the checkout, as built; of Node's own code `node:…`; empty for what V8 itself does. */
  readonly file: string
}

/** How long the thread was seen in `stack`, the outermost frame first. */
export interface SampledStack {
  readonly stack: readonly Frame[]
  readonly micros: number
}

export interface ThreadProfile {
  readonly name: 'main' | 'match' | 'other'
  /** Without those in which the thread had nothing to do. */
  readonly stacks: readonly SampledStack[]
}

export interface Window {
  readonly fromMicros: number
  readonly toMicros: number
}

/** The monotonic clock that profiles are written by, the same in every process. */
export function clockMicros(): number {
  return Number(process.hrtime.bigint() / 1000n)
}

/** The profiles of all threads of a process that has ended, cut to the window. */
export async function readProfiles(directory: string, root: string, window: Window): Promise<ThreadProfile[]> {
  const files = (await readdir(directory)).filter(name => name.endsWith('.cpuprofile'))
  return Promise.all(
    files.map(async file => {
      const profile = JSON.parse(await readFile(join(directory, file), 'utf8')) as CpuProfile
      // CPU.day.time.process.thread.number.cpuprofile; the main thread is 0.
      const isMain = file.split('.')[4] === '0'
      const isMatch = profile.nodes.some(({ callFrame }) => callFrame.url.includes('/thread/match-worker.'))
      const name = isMain ? 'main' : isMatch ? 'match' : 'other'
      return { name, stacks: stacksOf(profile, root, window) }
    })
  )
}

function stacksOf({ nodes, startTime, samples, timeDeltas }: CpuProfile, root: string, window: Window): SampledStack[] {
  const micros = new Map<number, number>()
  let time = startTime
  for (const [n, delta] of timeDeltas.entries()) {
    time += delta
    const id = samples[n] as number
    if (time > window.fromMicros && time <= window.toMicros) micros.set(id, (micros.get(id) ?? 0) + delta)
  }
  const byId = new Map(nodes.map(node => [node.id, node]))
  const stacks: SampledStack[] = []
  const walk = (id: number, above: readonly Frame[]): void => {
    const node = byId.get(id)
    if (node === undefined) return
    const { functionName, url } = node.callFrame
    const file = url.replace('file://', '').replace(root, '')
    const stack = functionName === '(root)' ? above : [...above, { name: functionName || '(anonymous)', file }]
    const own = micros.get(id) ?? 0
    if (own > 0 && functionName !== '(idle)') stacks.push({ stack, micros: own })
    for (const child of node.children ?? []) walk(child, stack)
  }
  const [first] = nodes
  if (first !== undefined) walk(first.id, [])
  return stacks
}
