import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from './server-process.ts'

export const processNames = ['ingestion', 'profile', 'matcher', 'gateway'] as const
export type ProcessName = (typeof processNames)[number]

/** Ends the wait for a process that hangs; a starved machine takes minutes to start one. */
const startTimeoutMs = 600_000
const stopTimeoutMs = 60_000

/** The product's processes, each restartable on its own port. */
export interface Processes {
  /** Resolves when it listens. */
  start(name: ProcessName): Promise<void>
  stop(name: ProcessName): Promise<void>
  /** SIGKILL. */
  kill(name: ProcessName): Promise<void>
  /** Stands still until it is resumed, as a whole: its files are what a crash would leave. */
  pause(name: ProcessName): void
  resume(name: ProcessName): void
  url(name: ProcessName): string
  /** Calls back when a process ends that was not told to. */
  onEnd(listener: (name: ProcessName, how: string) => void): void
}

/** @param env settings of all of them; `ZHIPEI_PORT` is the gateway's */
export async function createProcesses(env: NodeJS.ProcessEnv, onOutput: (text: string) => void): Promise<Processes> {
  const ports = new Map<ProcessName, number>()
  for (const name of processNames) ports.set(name, await freePort())
  if (env.ZHIPEI_PORT) ports.set('gateway', Number(env.ZHIPEI_PORT))
  const children = new Map<ProcessName, ChildProcess>()
  const expected = new WeakSet<ChildProcess>()
  let listener: (name: ProcessName, how: string) => void = () => undefined
  const url = (name: ProcessName) => `http://127.0.0.1:${ports.get(name)}`

  async function end(name: ProcessName, how: NodeJS.Signals): Promise<void> {
    const child = children.get(name)
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    expected.add(child)
    const late = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
    child.kill(how)
    await once(child, 'exit')
    clearTimeout(late)
  }

  return {
    async start(name) {
      const main = fileURLToPath(new URL(`../../../../services/${name}/build/src/main.js`, import.meta.url))
      const addresses = { INGESTION_URL: url('ingestion'), PROFILE_URL: url('profile'), MATCHER_URL: url('matcher') }
      const own = { ZHIPEI_PORT: String(ports.get(name)), ...(name === 'gateway' ? addresses : {}) }
      const child = spawn(process.execPath, [main], {
        env: { ...process.env, ...env, ...own },
        stdio: ['ignore', 'pipe', 'pipe']
      })
      children.set(name, child)
      let output = ''
      let listens = false
      const listening = new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${name} does not listen in time`)), startTimeoutMs)
        const read = (text: string) => {
          onOutput(text)
          output = (output + text).slice(-4_000)
          if (listens || !output.includes(`${name} http://`)) return
          listens = true
          clearTimeout(late)
          resolve()
        }
        child.stdout?.setEncoding('utf8').on('data', read)
        child.stderr?.setEncoding('utf8').on('data', read)
        child.once('exit', (code, signal) => {
          clearTimeout(late)
          reject(new Error(`${name} ended with ${signal ?? code}: ${output.trim()}`))
          if (listens && !expected.has(child)) listener(name, String(signal ?? code))
        })
      })
      await listening
    },
    stop: name => end(name, 'SIGTERM'),
    kill: name => end(name, 'SIGKILL'),
    pause: name => void children.get(name)?.kill('SIGSTOP'),
    resume: name => void children.get(name)?.kill('SIGCONT'),
    url,
    onEnd(next) {
      listener = next
    }
  }
}
