import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { lock } from 'proper-lockfile'

/**
 * What was fetched and the servers' data, outside the checkout, so that every checkout shares them. Root's goes where
 * the user that Elasticsearch runs as can read it, which root's home often is not.
 */
export function cacheDirectory(): string {
  const base = process.getuid?.() === 0 ? '/var/cache' : join(homedir(), '.cache')
  return join(process.env.XDG_CACHE_HOME || base, 'zhipei', 'servers')
}

/** A lock that was not renewed for so long is that of a process that died; a machine may stand still for a while. */
const lockStaleMs = 60_000
const lockRenewMs = 5_000

/** Runs `work` while no other process holds `directory`; the lock of a process that died is taken over. */
export async function withLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  await mkdir(directory, { recursive: true })
  const retries = { retries: 3000, minTimeout: 200, maxTimeout: 200 }
  const release = await lock(directory, { retries, stale: lockStaleMs, update: lockRenewMs })
  try {
    return await work()
  } finally {
    await release()
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  )
}

/**
 * Checks files against a list in the format of `sha256sum`.
 * @throws Error that names the first file that is missing, unknown or different
 */
export async function verifyChecksums(listFile: string, files: readonly string[]): Promise<void> {
  const lines = (await readFile(listFile, 'utf8')).trim().split('\n')
  const expected = new Map(lines.map(line => [line.slice(66), line.slice(0, 64)]))
  for (const file of files) {
    const name = basename(file)
    if (!expected.has(name)) throw new Error(`${name} is not listed in ${listFile}`)
    if (expected.get(name) !== (await sha256(file))) throw new Error(`${name}: checksum differs from ${listFile}`)
    expected.delete(name)
  }
  const [missing] = expected.keys()
  if (missing !== undefined) throw new Error(`${missing} is listed in ${listFile} but was not fetched`)
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
