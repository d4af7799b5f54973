import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { generateGraduates } from '../../src/generate/graduates.ts'
import type { LoadPool } from './pool.ts'

const script = fileURLToPath(new URL('../../../bench/load/first-pages.lua', import.meta.url))
const timeoutSeconds = 5

/** Of first pages before anything counts: until code is compiled and outlines are read. */
export const warmUpSeconds = 15

/** What `first-pages.lua` prints at the end. */
export interface WrkResult {
  readonly answers: number
  readonly seconds: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  /** Answers that are no 2xx. */
  readonly refused: number
  readonly failed: number
}

export interface WrkOptions {
  readonly url: string
  /** Connections, each of which asks again as soon as it is answered. */
  readonly connections: number
  readonly seconds: number
  /** See `writeGraduateIds`. */
  readonly graduates: string
}

/** The ids of the pool's graduates, a line each; returns the file. */
export async function writeGraduateIds(directory: string, { graduates, seed }: LoadPool): Promise<string> {
  const file = join(directory, 'graduates.txt')
  const ids = [...generateGraduates({ count: graduates, seed })].map(({ graduateId }) => graduateId)
  await writeFile(file, `${ids.join('\n')}\n`)
  return file
}

/** Asks for first pages by `wrk`, which costs the machine a sixth of what k6 does. */
export async function runWrk({ url, connections, seconds, graduates }: WrkOptions): Promise<WrkResult> {
  const lasting = ['--duration', `${seconds}s`, '--timeout', `${timeoutSeconds}s`]
  const args = ['--threads', '1', '--connections', String(connections), ...lasting, '--script', script, url]
  const env = { ...process.env, LOAD_GRADUATES: graduates }
  try {
    const { stdout } = await promisify(execFile)('wrk', args, { env })
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as WrkResult
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Error('wrk is not installed (apt-get install wrk)', { cause: error })
    throw error
  }
}
