import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { open, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { exists } from './cache.ts'

/** One server: its files are in `directory`, which its command line names, so that a reused pid is not mistaken. */
export interface ServerState {
  readonly pid: number
  readonly port: number
}

export interface StartOptions {
  /** Where programs are kept, fetched once. */
  readonly cache: string
  /** Configuration, data and log of this server. */
  readonly directory: string
  readonly port?: number
  /** For tests: ready in half the processor time, slower afterwards. */
  readonly quick?: boolean
}

export interface SpawnOptions {
  readonly directory: string
  readonly port: number
  readonly command: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  /** Answers once the server takes requests. */
  readonly answers: () => Promise<boolean>
  readonly startTimeoutMs: number
  /** The server's own process where `command` only starts it. */
  readonly pidFile?: string
}

export async function readState(directory: string): Promise<ServerState | undefined> {
  const text = await readFile(join(directory, 'state.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const state = JSON.parse(text) as ServerState
  return (await isOurs(state.pid, directory)) ? state : undefined
}

/** The port of the last start, so that clients find a restarted server again, unless somebody has taken it; else a free one. */
export async function choosePort(directory: string, wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) return wanted
  const text = await readFile(join(directory, 'state.json'), 'utf8').catch(() => undefined)
  const last = text === undefined ? undefined : (JSON.parse(text) as ServerState).port
  return last !== undefined && (await isFree(last)) ? last : freePort()
}

/** What this process was given: free until its server listens, so that chance alone could give it out twice. */
const given = new Set<number>()

/** Free on loopback, and below the range that systems take for outgoing connections: it stays free over a restart. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(20_000, 30_000)
    if (given.has(port)) continue
    given.add(port)
    if (await isFree(port)) return port
  }
  throw new Error('no free port between 20000 and 30000')
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** Starts the server detached from this process and waits until it answers. */
export async function spawnServer(options: SpawnOptions): Promise<ServerState> {
  const { directory, port } = options
  const logFile = join(directory, 'server.log')
  if (options.pidFile !== undefined) await rm(options.pidFile, { force: true })
  const log = await open(logFile, 'w')
  const child = spawn(options.command, options.args, {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd })
  })
  let failure: string | undefined
  child.once('error', error => {
    failure = error.message
  })
  child.once('exit', (code, signal) => {
    failure ??= `it ended with ${signal ?? code}`
  })
  await log.close()
  child.unref()
  const deadline = Date.now() + options.startTimeoutMs
  while (failure === undefined && Date.now() < deadline) {
    if (await options.answers()) {
      const pid = options.pidFile === undefined ? child.pid : Number(await readFile(options.pidFile, 'utf8'))
      const state = { pid: pid as number, port }
      await writeFile(join(directory, 'state.json'), JSON.stringify(state))
      return state
    }
    await sleep(100)
  }
  if (failure === undefined && child.pid !== undefined) signal(child.pid, 'SIGKILL')
  const tail = (await readFile(logFile, 'utf8').catch(() => '')).split('\n').slice(-20).join('\n')
  throw new Error(`the server did not start: ${failure ?? 'no answer in time'}; ${logFile} ends with\n${tail}`)
}

/** SIGTERM, and SIGKILL where it doesn't end in time. */
export async function stopServer(directory: string, timeoutMs: number): Promise<boolean> {
  return end(directory, 'SIGTERM', timeoutMs)
}

/** SIGKILL: a crash. */
export async function killServer(directory: string): Promise<boolean> {
  return end(directory, 'SIGKILL', 10_000)
}

async function end(directory: string, how: NodeJS.Signals, timeoutMs: number): Promise<boolean> {
  const state = await readState(directory)
  if (state === undefined) return false
  signal(state.pid, how)
  if (!(await gone(state.pid, directory, timeoutMs))) {
    signal(state.pid, 'SIGKILL')
    await gone(state.pid, directory, timeoutMs)
  }
  return true
}

async function gone(pid: number, directory: string, timeoutMs: number): Promise<boolean> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(50))
    if (!(await isOurs(pid, directory))) return true
  return false
}

function signal(pid: number, how: NodeJS.Signals): void {
  try {
    process.kill(pid, how)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** A zombie has no command line: it counts as gone. */
async function isOurs(pid: number, directory: string): Promise<boolean> {
  if (await exists('/proc/self/cmdline'))
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(directory)
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
