import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { askMemory, type MemoryInUse } from './memory.ts'

const program = fileURLToPath(new URL('../../../bin/zhipei.js', import.meta.url))

export interface RunningServer extends SystemAddress {
  readonly stop: () => Promise<void>
  /** Of one that was started with `memoryProbeArgs`; stops it for a collection. */
  readonly memory: () => Promise<MemoryInUse>
}

/** Starts the embedded process, bare, on a free loopback port; `nodeArgs` go to Node itself. */
export async function startServer(
  directory: string,
  settings: Record<string, string> = {},
  nodeArgs: readonly string[] = []
): Promise<RunningServer> {
  const args = [...nodeArgs, program, 'start', '--empty', '--data', directory, '--port', '0']
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc']
  })
  const url = await addressOf(child)
  // Nobody reads the rest: it must not fill the pipe.
  child.stdout?.resume()
  return {
    url,
    processes: [url],
    memory: () => askMemory(child),
    async stop() {
      if (child.exitCode !== null) throw new Error(`the server ended during the run (exit code ${child.exitCode})`)
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  }
}

/** What it prints once it listens. */
async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const url = /http:\/\/[\d.:]+/.exec(line)?.[0]
    if (url !== undefined) return url
  }
  throw new Error(`the server did not start (exit code ${child.exitCode})`)
}

/** A running system. */
export interface SystemAddress {
  readonly url: string
  /** Of its processes, each of which has metrics of its own. */
  readonly processes: readonly string[]
  /** Absent: it was started elsewhere, and stays. */
  readonly stop?: () => Promise<void>
  readonly memory?: () => Promise<MemoryInUse>
}

/** Of the options `--url URL --processes URL,URL`; undefined where neither is given. The default is one process. */
export function systemAddress(url: string | undefined, processes: string | undefined): SystemAddress | undefined {
  return url === undefined ? undefined : { url, processes: processes?.split(',') ?? [url] }
}

/**
 * Values of Prometheus samples by name and labels as written; of several processes the sum, of how late their event loops
 * are the greatest.
 */
export async function readMetrics(...processes: readonly string[]): Promise<Map<string, number>> {
  const metrics = new Map<string, number>()
  for (const url of processes) {
    const answer = await fetch(`${url}/metrics`)
    if (!answer.ok) throw new Error(`${url}/metrics: ${answer.status}; --processes names the services' own addresses`)
    for (const line of (await answer.text()).split('\n')) {
      if (line === '' || line.startsWith('#')) continue
      const at = line.lastIndexOf(' ')
      const name = line.slice(0, at)
      const value = Number(line.slice(at + 1))
      const before = metrics.get(name) ?? 0
      metrics.set(name, name.startsWith('nodejs_eventloop_lag') ? Math.max(before, value) : before + value)
    }
  }
  return metrics
}
