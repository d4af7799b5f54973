import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { resolve } from 'node:path'
import { RankerFile } from '../contracts/ranker.ts'
import { createValidator } from '../contracts/validation.ts'
import { createRanker, linearRanker, type Ranker, rankerFault } from '../domain/matching/ranker.ts'
import type { RankerSource } from '../ports/ranker-source.ts'

/** The ranker of this repository. */
export const shippedRankerFile = resolve(import.meta.dirname, '../../../../models/ranker/ranker.json')

export interface RankerFileOptions {
  readonly file: string
  /** The file is looked at this often; 0: at the start and on `reload` only. */
  readonly pollMs?: number
  /** Called with every ranker that comes into force after the first. */
  readonly onChange?: (ranker: Ranker) => void
  /** Called where the file can't be used: the built-in linear score ranks until it can. */
  readonly onFault?: (message: string) => void
}

export interface RankerFileSource extends RankerSource {
  /** Reads the file now. */
  reload(): void
  close(): Promise<void>
}

const validate = createValidator(RankerFile)

/**
 * The ranker of a file, replaced without a restart: put the new file beside the old one and rename it over it. Where the
 * file is absent or faulty, the built-in linear score ranks, and `onFault` says why.
 */
export function openRankerFile(options: RankerFileOptions): RankerFileSource {
  const { file, pollMs = 2000, onChange, onFault } = options
  let ranker = read()

  function read(): Ranker {
    const found = readRanker(file)
    if ('ranker' in found) return found.ranker
    onFault?.(found.fault)
    return linearRanker
  }
  const reload = () => {
    const next = read()
    if (next.version !== ranker.version) onChange?.(next)
    ranker = next
  }
  if (pollMs > 0) watchFile(file, { interval: pollMs, persistent: false }, reload)
  return {
    current: () => ranker,
    reload,
    async close() {
      unwatchFile(file, reload)
    }
  }
}

function readRanker(file: string): { ranker: Ranker } | { fault: string } {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return { fault: `${file}: ${(error as Error).message}` }
  }
  const checked = validate(value)
  if ('errors' in checked)
    return { fault: `${file}: ${checked.errors.map(({ path, message }) => `${path} ${message}`).join('; ')}` }
  const fault = rankerFault(checked.value)
  return fault === null ? { ranker: createRanker(checked.value) } : { fault: `${file}: ${fault}` }
}
