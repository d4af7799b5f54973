import { execFile } from 'node:child_process'
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createSystemClock } from '@zhipei/shared/adapters/system-clock'
import { localOperator } from '@zhipei/shared/platform/access'
import { createLogger } from '@zhipei/shared/platform/logger'
import { openSystem } from '../../src/system.ts'
import { threadSeconds, threadsSince } from './threads.ts'

export interface WholeResult {
  readonly postings: number
  readonly rejected: number
  /** From the first byte of the upload until all of it is recommendable. */
  readonly wallSeconds: number
  readonly cpuSeconds: number
  /** Of `cpuSeconds`: the main thread, then the others, the busiest first. */
  readonly threadSeconds: readonly number[]
  readonly rssMaxMb: number
  /** A new process on the same data, from opening until it is ready. */
  readonly restart: { readonly wallSeconds: number; readonly cpuSeconds: number; readonly rssMb: number }
  readonly diskBytes: Readonly<Record<string, number>>
}

const pollMs = 250
const progressMs = 10_000
const mega = 1024 * 1024

interface Progress {
  readonly id: string
  readonly state: string
  readonly accepted: number
  readonly rejected: number
  readonly error: string | null
}

/** Sends a file to the embedded system as a feed would and waits until everything in it can be recommended. */
export async function measureWhole(file: string, progress: (text: string) => void): Promise<WholeResult> {
  const directory = mkdtempSync(join(tmpdir(), 'zhipei-ingest-'))
  const logger = createLogger({ level: 'error' })
  try {
    const system = await openSystem({ directory, clock: createSystemClock(), logger })
    const app = await system.createApp({ findCaller: () => localOperator, requestsPerMinuteMax: 1_000_000 })
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const cpuBefore = process.cpuUsage()
    const threadsBefore = threadSeconds()
    const startMs = performance.now()
    let rssMax = 0
    let nextProgressMs = progressMs
    let current = await upload(url, file)
    while (current.state === 'running') {
      await setTimeout(pollMs)
      rssMax = Math.max(rssMax, process.memoryUsage.rss())
      current = (await (await fetch(`${url}/v1/imports/${current.id}`)).json()) as Progress
      const elapsedMs = performance.now() - startMs
      if (elapsedMs < nextProgressMs) continue
      nextProgressMs = elapsedMs + progressMs
      progress(`${current.accepted} postings in ${Math.round(elapsedMs / 1000)} s`)
    }
    if (current.state !== 'done') throw new Error(`import failed: ${current.error}`)
    await system.settled()
    const wallSeconds = (performance.now() - startMs) / 1000
    const { user, system: kernel } = process.cpuUsage(cpuBefore)
    const threads = threadsSince(threadsBefore)
    await app.close()
    await system.close()
    return {
      postings: current.accepted,
      rejected: current.rejected,
      wallSeconds,
      cpuSeconds: (user + kernel) / 1e6,
      threadSeconds: threads,
      rssMaxMb: rssMax / mega,
      restart: await restart(directory),
      diskBytes: await diskUse(directory)
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function restart(directory: string): Promise<WholeResult['restart']> {
  const script = join(import.meta.dirname, 'restart.js')
  const { stdout } = await promisify(execFile)(process.execPath, [script, directory])
  return JSON.parse(stdout) as WholeResult['restart']
}

async function upload(url: string, file: string): Promise<Progress> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: Readable.toWeb(createReadStream(file)) as ReadableStream,
    duplex: 'half'
  } as const
  const answer = await fetch(`${url}/v1/postings:import?name=${encodeURIComponent(basename(file))}&source=bench`, init)
  if (!answer.ok) throw new Error(`import: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Progress
}

/** Bytes by the folders of the data directory. */
async function diskUse(directory: string): Promise<Record<string, number>> {
  const bytes: Record<string, number> = {}
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const folder = path.slice(directory.length + 1).split('/')[0] ?? ''
    bytes[folder] = (bytes[folder] ?? 0) + statSync(path).size
  }
  return bytes
}
