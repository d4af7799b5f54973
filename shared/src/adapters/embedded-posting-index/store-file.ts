import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { EmbeddedPostingIndexOptions } from './embedded-posting-index.ts'
import { storeVersion } from './store.ts'

const prefix = 'postings-'
const suffix = '.sqlite'
/** Stores of other models kept beside the one in use, the last used first: enough to step back from a bad model. */
const otherStoresMax = 1

/** Where the images of the engine's segments lie. */
export const segmentFolder = (file: string) => `${file}-segments`

/**
 * Each model, tokenizer and store version has its own file, so that vectors and tokens of different makes never meet. A
 * change of any of them opens an empty store, which the caller fills again from the log; of the others the one used last
 * stays, older ones are deleted.
 */
export async function storeFile(options: EmbeddedPostingIndexOptions): Promise<string | null> {
  const { directory, modelId, dimensions, tokenizer } = options
  if (directory === null) return null
  await mkdir(directory, { recursive: true })
  const make = JSON.stringify([storeVersion, modelId, dimensions, tokenizer.tokenizerId])
  const name = `${prefix}${createHash('sha256').update(make).digest('hex').slice(0, 16)}${suffix}`
  const others: { file: string; usedMs: number }[] = []
  for (const entry of await readdir(directory)) {
    if (entry === name || !entry.startsWith(prefix) || !entry.endsWith(suffix)) continue
    const file = join(directory, entry)
    others.push({ file, usedMs: (await stat(file)).mtimeMs })
  }
  others.sort((a, b) => b.usedMs - a.usedMs)
  for (const { file } of others.slice(otherStoresMax)) {
    for (const part of ['', '-wal', '-shm', '.lock']) await rm(file + part, { force: true })
    await rm(segmentFolder(file), { recursive: true, force: true })
  }
  return join(directory, name)
}
