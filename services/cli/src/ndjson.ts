import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { createGunzip } from 'node:zlib'

export interface Row {
  /** Line number, from 1. */
  readonly row: number
  readonly value: Record<string, unknown>
}

/** Streams the objects of an NDJSON file (`.gz` too, `-` is stdin). A broken line fails with file and row. */
export async function* readNdjson(file: string): AsyncGenerator<Row> {
  const raw: Readable = file === '-' ? process.stdin : createReadStream(file)
  const input = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw
  raw.on('error', error => input.destroy(error))
  let row = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    row++
    const text = row === 1 ? line.replace(/^\uFEFF/, '') : line
    if (text.trim() === '') continue
    yield { row, value: parseObject(text, file, row) }
  }
}

function parseObject(line: string, file: string, row: number): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    throw new Error(`${file} row ${row}: not JSON: ${(error as Error).message}`)
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Error(`${file} row ${row}: must be a JSON object`)
  return value as Record<string, unknown>
}

/** Writes one JSON line per value, waiting for a slow reader. `-` is stdout. */
export async function writeNdjson(file: string, values: AsyncIterable<unknown>): Promise<void> {
  const output: Writable = file === '-' ? process.stdout : createWriteStream(file)
  let failure: unknown
  output.on('error', error => {
    failure = error
  })
  for await (const value of values) {
    if (failure !== undefined) throw failure
    if (!output.write(`${JSON.stringify(value)}\n`)) await once(output, 'drain')
  }
  if (file === '-') return
  output.end()
  await once(output, 'close')
  if (failure !== undefined) throw failure
}
