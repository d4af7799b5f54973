import { createGunzip } from 'node:zlib'
import { UnreadableFileError } from '../../ports/row-reader.ts'
import type { RowLimits } from './limits.ts'

export interface Peeked {
  readonly head: Buffer
  readonly bytes: AsyncIterable<Uint8Array>
}

/** Takes at least `count` bytes (fewer only at the end) to look at; `bytes` gives them again, then the rest. */
export async function peek(source: AsyncIterable<Uint8Array>, count: number): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let length = 0
  let ended = false
  while (length < count && !ended) {
    const next = await iterator.next()
    if (next.done) ended = true
    else {
      chunks.push(next.value)
      length += next.value.length
    }
  }
  const head = Buffer.concat(chunks)
  async function* replay(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head
      if (!ended) yield* { [Symbol.asyncIterator]: () => iterator }
    } finally {
      await iterator.return?.()
    }
  }
  return { head, bytes: replay() }
}

/** Tells a bomb from a file: call with every unpacked chunk. */
export function createUnpackGuard(packedBytes: () => number, limits: RowLimits): (chunkBytes: number) => void {
  let unpacked = 0
  return chunkBytes => {
    unpacked += chunkBytes
    const { unpackedBytesMax, unpackedRatioMax, unpackedRatioFromBytes } = limits
    if (unpacked > unpackedBytesMax)
      throw new UnreadableFileError(`解压后超过 ${unpackedBytesMax} 字节上限，已停止导入`)
    if (unpacked > unpackedRatioFromBytes && unpacked > packedBytes() * unpackedRatioMax)
      throw new UnreadableFileError(`压缩比超过 ${unpackedRatioMax} 倍，疑似压缩炸弹，已停止导入`)
  }
}

/** Unpacks gzip (several members too). What was unpacked before a break is given before the error is thrown. */
export async function* gunzip(
  source: AsyncIterable<Uint8Array>,
  packedBytes: () => number,
  limits: RowLimits
): AsyncGenerator<Uint8Array> {
  const guard = createUnpackGuard(packedBytes, limits)
  const unpacker = createGunzip({ chunkSize: 64 * 1024 })
  const ready: Buffer[] = []
  let failure: Error | undefined
  let ended = false
  let settle = () => {}
  unpacker.on('data', (chunk: Buffer) => ready.push(chunk))
  unpacker.on('error', error => {
    failure ??= error
    settle()
  })
  // Bytes after the last member are ignored; zlib then ends without taking what was written.
  unpacker.on('end', () => {
    ended = true
    settle()
  })
  const step = (run: (done: () => void) => void) =>
    new Promise<void>(resolve => {
      settle = resolve
      run(resolve)
    })
  const over = () => ended || failure !== undefined
  try {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length && !over(); at += packedStepBytes) {
        const part = chunk.subarray(at, at + packedStepBytes)
        await step(done => unpacker.write(part, done))
        yield* drain(ready, guard)
      }
      if (over()) break
    }
    if (!over()) await step(() => unpacker.end())
    yield* drain(ready, guard)
    if (failure !== undefined) throw new UnreadableFileError(`gzip 数据损坏或不完整：${failure.message}`)
  } finally {
    unpacker.destroy()
  }
}

/** Packed bytes given to zlib at once: unpacks to 16 MiB at the very most (deflate packs 1:1032). */
const packedStepBytes = 16 * 1024

function* drain(ready: Buffer[], guard: (chunkBytes: number) => void): Generator<Buffer> {
  for (const chunk of ready.splice(0)) {
    guard(chunk.length)
    yield chunk
  }
}
