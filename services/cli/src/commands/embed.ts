import { parseArgs } from 'node:util'
import { createOnnxEmbedder, shippedModelFolder } from '@zhipei/shared/adapters/onnx-embedder/onnx-embedder'
import type { Embedder, TextKind } from '@zhipei/shared/ports/embedder'
import { readEmbeddedConfig } from '../config.ts'
import { readNdjson, writeNdjson } from '../ndjson.ts'
import { required, UsageError, usage } from '../usage.ts'

const batchTextsMax = 256

/**
 * `zhipei embed --input FILE --output FILE [--kind query|document]`: NDJSON `{ id, text }` in, `{ id, vector }` out, same
 * order, with the model of ZHIPEI_MODEL_DIR or the shipped one. Texts are documents (postings) unless said otherwise.
 */
export async function embed(args: readonly string[]): Promise<void> {
  const { values } = usage(() =>
    parseArgs({
      args: [...args],
      options: { input: { type: 'string' }, output: { type: 'string' }, kind: { type: 'string', default: 'document' } }
    })
  )
  const input = required(values.input, 'input')
  const output = required(values.output, 'output')
  const { kind } = values
  if (kind !== 'query' && kind !== 'document') throw new UsageError(`--kind must be query or document, got ${kind}`)
  const folder = readEmbeddedConfig(process.env).ZHIPEI_MODEL_DIR ?? shippedModelFolder
  const embedder = await createOnnxEmbedder({ folder })
  try {
    await writeNdjson(output, embedded(input, kind, embedder))
  } finally {
    await embedder.close()
  }
}

async function* embedded(input: string, kind: TextKind, embedder: Embedder): AsyncGenerator<unknown> {
  let batch: { readonly id: string | number; readonly text: string }[] = []
  async function* flush() {
    const vectors = await embedder.embed(
      batch.map(({ text }) => text),
      kind
    )
    for (const [i, { id }] of batch.entries()) yield { id, vector: Array.from(vectors[i] ?? []) }
    batch = []
  }
  for await (const { row, value } of readNdjson(input)) {
    const { id, text } = value
    if (typeof id !== 'string' && typeof id !== 'number')
      throw new Error(`${input} row ${row}: field id: must be a string or a number`)
    if (typeof text !== 'string') throw new Error(`${input} row ${row}: field text: must be a string`)
    batch.push({ id, text })
    if (batch.length === batchTextsMax) yield* flush()
  }
  yield* flush()
}
