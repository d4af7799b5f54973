import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../../bin/zhipei.js', import.meta.url))

export interface RunningServer {
  readonly url: string
  stop(): Promise<void>
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
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const url = await addressOf(child)
  // Nobody reads the rest: it must not fill the pipe.
  child.stdout?.resume()
  return {
    url,
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

/** Values of Prometheus samples by name and labels as written. */
export async function readMetrics(url: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const samples = text.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return new Map(
    samples.map(line => {
      const at = line.lastIndexOf(' ')
      return [line.slice(0, at), Number(line.slice(at + 1))]
    })
  )
}
