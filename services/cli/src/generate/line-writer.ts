import { open } from 'node:fs/promises'

export interface LineWriter {
  /** Resolves at once while the buffer has room, else after it is written. */
  write(value: unknown): Promise<void> | undefined
  close(): Promise<void>
}

const bufferCharsMax = 1 << 19

/** Writes JSON values as lines in large blocks; `write` is awaited only where it gives a promise. */
export async function createLineWriter(file: string): Promise<LineWriter> {
  const handle = await open(file, 'w')
  let pending = ''
  const flush = async (): Promise<void> => {
    const block = Buffer.from(pending)
    pending = ''
    await handle.writeFile(block)
  }
  return {
    write(value) {
      pending += `${JSON.stringify(value)}\n`
      return pending.length < bufferCharsMax ? undefined : flush()
    },
    async close() {
      try {
        await flush()
      } finally {
        await handle.close()
      }
    }
  }
}
